"""The stack's clock: one file that libfaketime reads in every process of the stack.

The file holds the distance to the machine's own clock in seconds, so time keeps flowing. Moving it moves MiniStack, its
schedules, the sandboxes and every function that is already running, at once.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

DAY = 86_400.0
SAFE = "libfaketimeMT.so.1"
# Times of files, sleeps and waits for a condition stay real. Python waits so for its own lock thousands of times a second, and to
# ask the clock's file each time took three quarters of the local AWS's processor. What a newer compiler warns of is no error.
BUILT_WITH = ["-UFAKE_STAT", "-UFAKE_UTIME", "-UFAKE_PTHREAD", "-Wno-error"]
# Before 3.11 Python reckoned the end of a wait for a lock by the calendar, so that has to come along with the sleeps; since then
# it sleeps until an instant of the clock that is not faked.
if sys.version_info >= (3, 11):
    BUILT_WITH.append("-UFAKE_SLEEP")


@dataclass(frozen=True)
class Clock:
    """A clock file. `now` and `move` speak of the stack's time, never of the machine's."""

    file: Path

    def offset(self) -> float:
        """Seconds that the stack is ahead of the machine."""
        return float(self.file.read_text())

    def now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(time.time() + self.offset(), dt.timezone.utc)

    def start_at(self, instant: dt.datetime | None) -> None:
        """Sets the clock to `instant`, or to the machine's own time."""
        self._ledger().unlink(missing_ok=True)
        self._write(instant.timestamp() - time.time() if instant else 0.0)

    def move(self, seconds: float) -> None:
        """Moves the clock on; it never goes back."""
        if seconds > 0:
            self._write(self.offset() + seconds)

    def borrow(self, seconds: float) -> None:
        """Moves the clock on within the day; `next_day` takes that much less."""
        self.move(seconds)
        self._ledger().write_text(f"{self.borrowed() + seconds:.3f}\n")

    def borrowed(self) -> float:
        """Seconds borrowed from this day so far."""
        return float(self._ledger().read_text()) if self._ledger().exists() else 0.0

    def left_of_day(self) -> float:
        """Seconds until the same time of the next day."""
        return max(0.0, DAY - self.borrowed())

    def next_day(self) -> None:
        """Moves the clock to the same time of the next day."""
        self.move(self.left_of_day())
        self._ledger().unlink(missing_ok=True)

    def _ledger(self) -> Path:
        return self.file.with_suffix(".borrowed")

    def _write(self, offset: float) -> None:
        # Replaced, not rewritten: a process that reads it meanwhile sees the old value or the new one, never half of it.
        new = self.file.with_suffix(".new")
        new.write_text(f"{offset:+.3f}\n")
        os.replace(new, self.file)

    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to live by this clock."""
        preload = "DYLD_INSERT_LIBRARIES" if sys.platform == "darwin" else "LD_PRELOAD"
        return {
            preload: str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self.file.resolve()),
            "FAKETIME_NO_CACHE": "1",
            # Timeouts and sleeps stay real: only the calendar moves.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }


def library() -> Path:
    """The shared library of libfaketime, which `make setup` has built."""
    name = "libfaketime.1.dylib" if sys.platform == "darwin" else SAFE
    return _sources() / name


def build_library() -> None:
    """Builds the library anew, of the sources that came with the package.

    The one that pip built is not safe where threads ask for the time at once: now and then one of them gets the machine's own
    time, and every schedule of the next days fires.
    """
    if sys.platform == "darwin":
        return
    command = ["make", "-B", "-C", str(_sources()), SAFE]
    environment = {**os.environ, "FAKETIME_COMPILE_CFLAGS": " ".join(BUILT_WITH)}
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise SystemExit(f"libfaketime cannot be built:\n{made.stdout}{made.stderr}")


def _sources() -> Path:
    spec = importlib.util.find_spec("libfaketime")
    if spec is None or spec.origin is None:
        raise SystemExit("libfaketime is not installed; run `make setup`")
    return Path(spec.origin).parent / "vendor" / "libfaketime" / "src"


def parse_instant(text: str) -> dt.datetime:
    """`2026-11-18T08:00:00Z`, or any ISO instant with its offset."""
    instant = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone; write for example 2026-11-18T08:00:00Z")
    return instant


if __name__ == "__main__":
    build_library()
