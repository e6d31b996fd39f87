"""Stands in for Lambda: starts a function's binary, and hands it events through the runtime interface."""

from __future__ import annotations

import json
import os
import queue
import signal
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import kernel

PATIENCE_SECONDS = 900
DEADLINE_SECONDS = 15 * 60
API = "/2018-06-01/runtime"


@dataclass(frozen=True)
class Answer:
    """What a function made of an event. `seconds` is from handing the event over to the answer, `cpu` the function's own time."""

    body: Any
    seconds: float
    cpu: float


class _Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:  # noqa: N802 - the name is the library's
        self.server.asked.put(time.perf_counter())
        event = self.server.events.get()
        if event is None:
            return
        self.server.cpu_before = kernel.cpu_seconds(self.server.pid)
        self.server.handed_at = time.perf_counter()
        self._send(
            200,
            event,
            {
                "Lambda-Runtime-Aws-Request-Id": "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + self.server.ahead + DEADLINE_SECONDS) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-north-1:123456789012:function:bench",
                "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0",
            },
        )

    def do_POST(self) -> None:  # noqa: N802 - the name is the library's
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        now, cpu = time.perf_counter(), kernel.cpu_seconds(self.server.pid)
        good = self.path.endswith("/response")
        answer = Answer(json.loads(body or b"null"), now - self.server.handed_at, cpu - self.server.cpu_before)
        self.server.answers.put((good, answer))
        self._send(202, b"{}", {})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Api)
        self.events: queue.Queue[bytes | None] = queue.Queue()
        self.asked: queue.Queue[float] = queue.Queue()
        self.answers: queue.Queue[tuple[bool, Answer]] = queue.Queue()
        self.pid = 0
        self.ahead = 0.0
        self.handed_at = 0.0
        self.cpu_before = 0.0


class Function:
    """A running function. `ready` is the seconds from the start of its process to its first request for work.

    `ahead`: so many seconds its own clock is ahead of this machine's."""

    def __init__(self, binary: Path, environment: dict[str, str], log: Path, ahead: float = 0.0) -> None:
        self._name = binary.name
        self._log = log
        self._server = _Server()
        self._server.ahead = ahead
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        lambdas_own = {
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.server_address[1]}",
            "AWS_LAMBDA_FUNCTION_NAME": self._name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
            "_HANDLER": "bootstrap",
        }
        log.parent.mkdir(parents=True, exist_ok=True)
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        began = time.perf_counter()
        # Not subprocess: its own work before the program starts would be counted as the function's.
        self.pid = os.posix_spawn(
            binary,
            [str(binary)],
            {**environment, **lambdas_own},
            file_actions=[(os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, output, 2)],
        )
        self._server.pid = self.pid
        os.close(output)
        self.ready = self._asked() - began

    def _asked(self) -> float:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                return self._server.asked.get(timeout=0.5)
            except queue.Empty:
                self._still_runs()
        raise SystemExit(f"{self._name} did not ask for work; see {self._log}")

    def _still_runs(self) -> None:
        if os.waitpid(self.pid, os.WNOHANG)[0] != 0:
            raise SystemExit(f"{self._name} has ended by itself; see {self._log}")

    def call(self, event: Any) -> Answer:
        """Hands over an event and waits for the answer, and until the function asks for the next."""
        self._server.events.put(json.dumps(event).encode())
        try:
            good, answer = self._server.answers.get(timeout=PATIENCE_SECONDS)
        except queue.Empty:
            raise SystemExit(f"{self._name} did not answer; see {self._log}") from None
        if not good:
            raise SystemExit(f"{self._name} failed: {answer.body}; see {self._log}")
        self._asked()
        return answer

    def peak_mb(self) -> float:
        return kernel.memory_mb(self.pid)

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self._server.events.put(None)
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Function:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def of_queue(bodies: list[str], queue_name: str = "BillyQueue") -> dict[str, Any]:
    """Messages of a queue, as Lambda hands them to a function."""
    return {
        "Records": [
            {
                "messageId": f"00000000-0000-0000-0000-{index:012}",
                "receiptHandle": "handle",
                "body": body,
                "attributes": {"ApproximateReceiveCount": "1"},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:eu-north-1:123456789012:{queue_name}",
                "awsRegion": "eu-north-1",
            }
            for index, body in enumerate(bodies)
        ]
    }
