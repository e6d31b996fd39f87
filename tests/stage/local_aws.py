"""The stack behind the product: its functions, queues, table and logs, and the processes that the functions are."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from deploy import client
from stack_file import Stack

LIMIT_SECONDS = 60.0
LOOK_SECONDS = 0.02


def wait_until(what: str, holds: Callable[[], bool]) -> None:
    """Returns as soon as the condition holds; fails if it never does."""
    until = time.monotonic() + LIMIT_SECONDS
    while not holds():
        assert time.monotonic() < until, f"not within {LIMIT_SECONDS:.0f} s: {what}"
        time.sleep(LOOK_SECONDS)


# The local AWS answers so many events at most, the oldest first, and gives no token for the rest.
MOST_EVENTS = 10_000


def log_lines(endpoint: str, group: str) -> Iterator[str]:
    """Every message of a log group, oldest first."""
    logs, since = client("logs", endpoint), 0
    told: set[tuple[str, str]] = set()
    while True:
        events = logs.filter_log_events(logGroupName=group, startTime=since)["events"]
        fresh = [event for event in events if (event["logStreamName"], event["message"]) not in told]
        yield from (event["message"] for event in fresh)
        if len(events) < MOST_EVENTS or not fresh:
            return
        since = events[-1]["timestamp"]
        told = {(event["logStreamName"], event["message"]) for event in events if event["timestamp"] == since}


@dataclass(frozen=True)
class Call:
    """One kind of request to the local AWS: `tenant` is the one named in it, or empty."""

    service: str
    operation: str
    tenant: str


@dataclass(frozen=True)
class LocalAws:
    """The local AWS of one stack. Functions and queues are named as in the template."""

    stack: Stack

    def invoke(self, function: str, event: object) -> tuple[Any, str]:
        """Calls a function and waits; answers what it returned and the kind of error it ended with, or an empty text."""
        answer = client("lambda", self.stack.endpoint).invoke(
            FunctionName=self.stack.functions[function], Payload=json.dumps(event).encode()
        )
        text = answer["Payload"].read()
        return json.loads(text) if text else None, str(answer.get("FunctionError", ""))

    def send(self, queue: str, *bodies: object) -> None:
        """Puts messages on a queue in one request, at most ten, so that they are there at once. A text is sent as it is."""
        texts = [body if isinstance(body, str) else json.dumps(body) for body in bodies]
        entries = [{"Id": str(index), "MessageBody": text} for index, text in enumerate(texts)]
        answer = client("sqs", self.stack.endpoint).send_message_batch(QueueUrl=self.stack.queues[queue], Entries=entries)
        assert not answer.get("Failed"), answer

    def take_dead_letters(self, queue: str) -> list[str]:
        """The bodies of the messages that were given up, which are gone from there afterwards."""
        sqs, address = client("sqs", self.stack.endpoint), self.stack.queues[queue]
        bodies: list[str] = []
        while messages := sqs.receive_message(QueueUrl=address, MaxNumberOfMessages=10).get("Messages", []):
            for message in messages:
                bodies.append(message["Body"])
                sqs.delete_message(QueueUrl=address, ReceiptHandle=message["ReceiptHandle"])
        return bodies

    def dynamodb(self) -> Any:
        return client("dynamodb", self.stack.endpoint)

    @contextmanager
    def function_timeout(self, function: str, seconds: int) -> Iterator[None]:
        """The function is given another time for each call, and its own again afterwards."""
        functions, name = client("lambda", self.stack.endpoint), self.stack.functions[function]
        before = functions.get_function_configuration(FunctionName=name)["Timeout"]
        functions.update_function_configuration(FunctionName=name, Timeout=seconds)
        try:
            yield
        finally:
            functions.update_function_configuration(FunctionName=name, Timeout=before)

    def log(self, function: str) -> list[dict[str, Any]]:
        """Every line of JSON that a function has logged so far, oldest first."""
        lines = [line.strip() for line in log_lines(self.stack.endpoint, f"/aws/lambda/rykker/{function}")]
        return [json.loads(line) for line in lines if line.startswith("{")]

    def metric(self, function: str, name: str) -> int:
        """The sum of a metric that a function has counted so far, in CloudWatch's embedded metric format."""
        return sum(line[name] for line in self.log(function) if "_aws" in line and name in line)

    def calls(self) -> Counter[Call]:
        """What was asked of the local AWS so far, counted there."""
        return Counter(
            {Call(row["service"], row["operation"], row["tenant"]): row["count"] for row in self._probe("/calls")}
        )

    @contextmanager
    def answers_held(self, operation: str) -> Iterator[None]:
        """Requests for this operation are carried out, but whoever made them waits for the answer."""
        self._hold(f"/{operation}")
        try:
            yield
        finally:
            self._hold("")

    def wait_until_held(self) -> None:
        """Returns when somebody waits for an answer that is held back."""
        wait_until("a request whose answer is held", lambda: self._probe("/held") > 0)

    def kill(self, function: str) -> int:
        """Ends every process of a function of this stack, without a word; answers how many there were."""
        processes = self._processes(function)
        for process in processes:
            os.kill(process, signal.SIGKILL)
        return len(processes)

    def _processes(self, function: str) -> list[int]:
        """Children of this stack's own process, told apart by the name in their environment."""
        listing = subprocess.run(
            ["ps", "eww", "-A", "-o", "pid=,ppid=,command="], capture_output=True, text=True, check=True
        ).stdout
        name = f"AWS_LAMBDA_FUNCTION_NAME={self.stack.functions[function]}"
        rows = [line.split(None, 2) for line in listing.splitlines()]
        parent = str(self.stack.pids["aws"])
        return [int(row[0]) for row in rows if len(row) == 3 and row[1] == parent and name in row[2].split()]

    def _probe(self, path: str) -> Any:
        with urllib.request.urlopen(self.stack.probe + path, timeout=10) as answer:
            return json.load(answer)

    def _hold(self, operation: str) -> None:
        request = urllib.request.Request(f"{self.stack.probe}/hold{operation}", data=b"", method="POST")
        urllib.request.urlopen(request, timeout=10).close()
