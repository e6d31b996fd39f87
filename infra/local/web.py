"""The stack's front door: one plain address that serves the decision pages and the mailbox.

The local AWS serves an API by host name, which no browser or mail can follow; this forwards to it and changes nothing else.
"""

from __future__ import annotations

import argparse
import http.client
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import sent_mail
from stack_file import running

# They belong to one connection, not to the request.
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "proxy-connection", "host"}


class FrontDoor(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state = Path()

    def answer(self) -> None:
        path = urlsplit(self.path).path
        if path == "/mailbox" or path.startswith(("/mailbox/", "/mailbox.")):
            self._mailbox(path)
        else:
            self._forward()

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = answer

    def _mailbox(self, path: str) -> None:
        mails = sent_mail.read(running(self.state).endpoint)
        if path == "/mailbox.json":
            self._send(200, "application/json", sent_mail.as_json(mails))
        elif path in ("/mailbox", "/mailbox/"):
            self._send(200, "text/html; charset=utf-8", sent_mail.list_page(mails))
        else:
            mail = next((mail for mail in mails if mail.id == path.removeprefix("/mailbox/")), None)
            page = sent_mail.mail_page(mail) if mail else "No such mail."
            self._send(200 if mail else 404, "text/html; charset=utf-8", page)

    def _forward(self) -> None:
        stack = running(self.state)
        target = urlsplit(stack.endpoint)
        assert target.hostname is not None, "the endpoint is an address of ours"
        length = int(self.headers.get("Content-Length") or 0)
        headers = [(name, value) for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP]
        upstream = http.client.HTTPConnection(target.hostname, target.port, timeout=60)
        try:
            upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            upstream.putheader("Host", f"{stack.outputs.get('ApiId', 'none')}.execute-api.localhost:{target.port}")
            for name, value in headers:
                upstream.putheader(name, value)
            upstream.endheaders(self.rfile.read(length) if length else None)
            answer = upstream.getresponse()
            body = answer.read()
        except OSError as error:
            self._send(502, "text/plain; charset=utf-8", f"The local stack does not answer: {error}\n")
            return
        finally:
            upstream.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"content-length", "date", "server"}:
                self.send_header(name, value)
        self._finish(body)

    def _send(self, status: int, kind: str, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self._finish(text.encode())

    def _finish(self, body: bytes) -> None:
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Paths hold access links: they are not logged here either."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--state", type=Path, required=True)
    wanted = arguments.parse_args()
    FrontDoor.state = wanted.state
    ThreadingHTTPServer(("127.0.0.1", wanted.port), FrontDoor).serve_forever()


if __name__ == "__main__":
    main()
