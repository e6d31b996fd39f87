"""Counts requests on their way: between the functions and the local AWS, and between the worker and an accounting
system."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "proxy-connection"}
# The scope of a signature: Credential=KEY/20261118/eu-north-1/dynamodb/aws4_request
SERVICE = re.compile(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/aws4_request")


# A record's own name in an address: a number or a UUID.
RECORD = re.compile(r"[0-9]+|[0-9a-f]{8}-[0-9a-f-]{27}")


def _last_part(path: str) -> str:
    last = urlsplit(path).path.rsplit("/", 1)[-1]
    return "{id}" if RECORD.fullmatch(last) else last


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: CountingProxy

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.count(self.command, self.path, dict(self.headers), body)
        upstream = http.client.HTTPConnection(self.server.host, self.server.port, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        upstream.request(self.command, self.path, body, headers)
        answer = upstream.getresponse()
        text = answer.read()
        upstream.close()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def log_message(self, *_: object) -> None:
        pass


class CountingProxy(ThreadingHTTPServer):
    """Forwards to `upstream`; what is not signed for AWS counts under `name`. `counts` is by service and operation, `items` what transactions wrote."""

    daemon_threads = True

    def __init__(self, upstream: str, name: str = "billy") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        target = urlsplit(upstream)
        assert target.hostname is not None and target.port is not None, "an address of ours"
        self.host, self.port = target.hostname, target.port
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self._name = name
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def count(self, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        lower = {name.lower(): value for name, value in headers.items()}
        signed = SERVICE.search(lower.get("authorization", ""))
        operation = lower.get("x-amz-target", "").rsplit(".", 1)[-1]
        if not operation and b"Action=" in body:
            operation = parse_qs(body.decode())["Action"][0]
        key = (signed.group(1) if signed else self._name, operation or f"{method} {_last_part(path)}")
        with self._lock:
            self._counts[key] += 1
            if operation == "TransactWriteItems":
                self._counts["(items written)", ""] += len(json.loads(body)["TransactItems"])

    def take(self) -> Counter[tuple[str, str]]:
        """What came since the last look."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        return counts
