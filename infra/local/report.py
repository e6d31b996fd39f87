"""What the local stack's commands say while they work."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

BEAT_SECONDS = 10.0

_began = time.monotonic()


def say(line: str) -> None:
    """One line, with the seconds since the command began."""
    print(f"[{time.monotonic() - _began:6.1f} s] {line}", file=sys.stderr, flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Says what begins, every few seconds that it still goes on, and how long it took."""
    say(f"{what} ...")
    began = time.monotonic()
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            say(f"{what}: {time.monotonic() - began:.0f} s so far")

    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        over.set()
    say(f"{what}: done in {time.monotonic() - began:.1f} s")
