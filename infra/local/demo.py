"""`make demo`: a week in the life of the service, on the local stack, told as it happens.

Every figure it tells is checked first against the invented books (`demo_books.py`); what does not hold ends the demo.
Each run starts afresh, on the same Monday.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

from botocore.exceptions import BotoCoreError, ClientError

import demo_first_day
import demo_newcomers
import demo_stage as stage
import demo_week
from clock import parse_instant
from demo_office import Office
from stack_file import DEFAULT_STATE, state_folder
from systems import SANDBOXES, SYSTEMS
from up import up

# A Monday at nine in Denmark, after the morning's run.
BEGINS = parse_instant("2026-11-16T08:00:00Z")
# The stack is started by an earlier clock, so that the story begins on the hour however long that takes.
SET_UP = timedelta(hours=1)
# The demo brings its own accounting systems and agencies.
OWN = [endpoint.setting for sandbox in SANDBOXES for endpoint in sandbox.endpoints]


def play() -> None:
    """The whole demo. Ends the program with a sentence if something does not hold."""
    stage.title(
        "Rykker: a week in the life of some businesses",
        "Rykker fetches overdue invoices from a business's accounting system, asks by mail which of them it may chase, "
        "and takes silence for a yes. First the local stack is started: the same template and functions as on AWS, all "
        "on this machine. Building them for the first time takes some minutes.",
    )
    for name in OWN:
        os.environ.pop(name, None)
    os.environ["NOW"] = (BEGINS - SET_UP).isoformat()
    with stage.progress():
        stack = up()
    stack.time().move((BEGINS - stack.time().now()).total_seconds())
    office = Office.of(stack)
    demo_first_day.tell(office)
    demo_week.tell(office)
    demo_newcomers.tell(office)
    _where_to_look(office)


def _where_to_look(office: Office) -> None:
    stack = office.stack
    stage.heading("Now you", "the stack keeps running")
    stage.address("Every mail that was sent:", stack.mailbox_url)
    stage.address(
        "A link that still waits for an answer (start it, decline it, or let silence decide):",
        demo_week.waiting_link(office),
    )
    stage.address("A link that can still stop what silence has started:", demo_week.stopping_link(office))
    for system in SYSTEMS:
        what = f"The books at {system.title}, where you can add, pay, credit or void invoices:"
        stage.address(what, office.sandbox_page(system.name))
    prefix = _prefix()
    stage.label("Commands")
    stage.table(
        [
            [f"{prefix}make advance DAYS=1", "lets a day pass, with its morning's run"],
            [f"{prefix}make advance DAYS=3", "lets silence answer, if you do not"],
            [
                f"{prefix}{os.path.relpath(office.binaries / 'rykker')} case list",
                "every case; `--help` tells the rest",
            ],
            [f"{prefix}make down", "ends the stack"],
            [f"{prefix}make demo", "starts afresh"],
        ]
    )


def _prefix() -> str:
    """What a command needs before it to speak of this stack."""
    return "" if state_folder() == DEFAULT_STATE else f"RYKKER_STATE={os.environ['RYKKER_STATE']} "


def main() -> int:
    # A terminal that knows no ✓ shows another sign instead.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        play()
        return 0
    except KeyboardInterrupt:
        return _stopped("interrupted", 130)
    except SystemExit as end:
        return _stopped(str(end.code), 1)
    except subprocess.CalledProcessError as failed:
        command = failed.cmd if isinstance(failed.cmd, str) else " ".join(map(str, failed.cmd))
        return _stopped(f"`{command}` ended with code {failed.returncode}; it says why above", 1)
    except FileNotFoundError as missing:
        return _stopped(f"{missing.filename} is not there; is it installed?", 1)
    except (OSError, ValueError, BotoCoreError, ClientError) as problem:
        return _stopped(f"{type(problem).__name__}: {problem}", 1)


def _stopped(why: str, code: int) -> int:
    print(f"\nThe demo stopped: {why}", file=sys.stderr)
    if (state_folder() / "stack.json").exists():
        print(
            f"The stack still runs, its logs are in {state_folder() / 'logs'}; `{_prefix()}make down` ends it.",
            file=sys.stderr,
        )
    return code


if __name__ == "__main__":
    sys.exit(main())
