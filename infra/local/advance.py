"""`make advance DAYS=n`: the calendar moves on, a day at a time, and each day's work is done before the next begins."""

from __future__ import annotations

import sys

from report import say
from settle import settle
from stack_file import Stack, running, state_folder


def advance(stack: Stack, days: int) -> None:
    """Moves the stack's clock by whole days, to the same time of day."""
    # What is still to be done today, before tomorrow comes.
    settle(stack)
    for day in range(1, days + 1):
        stack.time().next_day()
        say(f"day {day} of {days}: it is {stack.time().now():%A %Y-%m-%d %H:%M} UTC")
        settle(stack)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
        print("usage: make advance DAYS=n", file=sys.stderr)
        raise SystemExit(2)
    advance(running(state_folder()), int(sys.argv[1]))
