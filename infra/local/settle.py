"""Waits until the stack has done all the work of the moment: nothing runs, nothing waits, every schedule that is due has fired.

Conditions, never sleeps: the emulator tells what is under way. Jobs that hide until a later attempt (a retry after a fault, or
after a function that died) are brought forward by moving the clock to them, as the hours of a real day would pass.
"""

from __future__ import annotations

import json
import time
import urllib.request
from dataclasses import dataclass

from report import say
from stack_file import Stack

QUIET_LOOKS = 4
LOOK_SECONDS = 0.05
SAY_SECONDS = 5.0
LIMIT_SECONDS = 600.0
# How far the clock may move for retries when nobody says otherwise.
HALF_A_DAY = 12 * 3600.0


@dataclass(frozen=True)
class Work:
    """What is under way. `ticks` counts looks at the schedules; `hidden` are seconds until a job shows again, `due` until a
    schedule fires; both soonest first."""

    ticks: int
    calls: int
    batches: int
    unread: int
    visible: dict[str, int]
    hidden: list[float]
    dead: dict[str, int]
    due: list[float]

    def busy(self) -> bool:
        return bool(self.calls or self.batches or self.unread or self.visible)

    def words(self) -> str:
        waiting = ", ".join(f"{count} in {queue}" for queue, count in self.visible.items()) or "none"
        return (
            f"functions running: {self.calls}; jobs waiting: {waiting}; "
            f"stream records unread: {self.unread}; retries later: {len(self.hidden)}"
        )


def look(stack: Stack) -> Work:
    """One look at the emulator's probe."""
    with urllib.request.urlopen(stack.probe, timeout=10) as answer:
        seen = json.load(answer)
    names = {url.rsplit("/", 1)[-1]: name for name, url in stack.queues.items()}
    jobs = {names[queue]: count for queue, count in seen["jobs"].items() if queue in names}
    live = {name: count for name, count in jobs.items() if not name.endswith("DeadLetters")}
    return Work(
        ticks=seen["ticks"],
        calls=seen["calls"],
        batches=seen["batches"],
        unread=seen["unread"],
        visible={name: count["visible"] for name, count in live.items() if count["visible"]},
        hidden=sorted(seconds for count in live.values() for seconds in count["hidden"]),
        dead={name: count["visible"] for name, count in jobs.items() if name not in live and count["visible"]},
        due=seen["due"],
    )


def settle(stack: Stack, horizon: float = HALF_A_DAY, limit: float = LIMIT_SECONDS) -> Work:
    """Returns when the work is done. For retries it moves the clock by at most `horizon` seconds; later ones are left alone.

    Ends the program with what is still under way after `limit` real seconds.
    """
    until = time.monotonic() + limit
    said = time.monotonic()
    due = look(stack).ticks + 2
    quiet = 0
    while True:
        work = look(stack)
        idle = not work.busy() and work.ticks >= due
        quiet = quiet + 1 if idle else 0
        if quiet >= QUIET_LOOKS:
            if not work.hidden or work.hidden[0] > min(horizon, stack.time().left_of_day()):
                _report(work)
                return work
            pause = work.hidden[0] + 1.0
            stack.time().borrow(pause)
            horizon -= pause
            say(f"a retry waits: {_span(pause)} pass; it is {stack.time().now():%Y-%m-%d %H:%M} UTC")
            due, quiet = work.ticks + 2, 0
        if time.monotonic() > until:
            raise SystemExit(f"the stack has not settled within {limit:.0f} s; {work.words()}")
        if time.monotonic() - said > SAY_SECONDS:
            say(f"still working: {work.words()}")
            said = time.monotonic()
        time.sleep(LOOK_SECONDS)


def _report(work: Work) -> None:
    for queue, count in work.dead.items():
        say(f"dead letters: {count} in {queue}")
    if work.hidden:
        say(f"{len(work.hidden)} jobs wait for a later retry, the first in {_span(work.hidden[0])}")


def _span(seconds: float) -> str:
    return (
        f"{seconds:.0f} s"
        if seconds < 120
        else f"{seconds / 60:.0f} min"
        if seconds < 7200
        else f"{seconds / 3600:.1f} h"
    )


if __name__ == "__main__":
    from stack_file import running, state_folder

    settle(running(state_folder()))
    say("settled")
