"""`make advance DAYS=n`: the calendar moves on, a day at a time, and each thing happens at its hour, in its order."""

from __future__ import annotations

import sys
from collections.abc import Callable

from report import say
from settle import look, settle
from stack_file import Stack, running, state_folder

# Schedules this close together are one moment.
MOMENT_SECONDS = 900.0


def advance(stack: Stack, days: int, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Moves the stack's clock by whole days, to the same time of day.

    `meanwhile` is called whenever schedules have fired and their work is done, before what waits for a later hour of the day.
    """
    for day in range(1, days + 1):
        _live_until_tomorrow(stack, meanwhile)
        stack.time().next_day()
        say(f"day {day} of {days}: it is {stack.time().now():%A %Y-%m-%d %H:%M} UTC")
        settle(stack, horizon=0)


def _live_until_tomorrow(stack: Stack, meanwhile: Callable[[], None]) -> None:
    """Stops at every moment of the day at which a schedule is due, and lets its work be done before the next."""
    clock = stack.time()
    while True:
        settle(stack, horizon=min([*look(stack).due[:1], clock.left_of_day()]))
        due = look(stack).due
        if not due or due[0] > clock.left_of_day():
            return
        clock.borrow(max(seconds for seconds in due if seconds <= due[0] + MOMENT_SECONDS) + 1.0)
        say(f"it is {clock.now():%A %Y-%m-%d %H:%M} UTC: schedules fire")
        # Until they have fired they are what is due next, and would leave no time for the retries of what they start.
        settle(stack, horizon=0)
        meanwhile()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
        print("usage: make advance DAYS=n", file=sys.stderr)
        raise SystemExit(2)
    advance(running(state_folder()), int(sys.argv[1]))
