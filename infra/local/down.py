"""`make down`: ends the processes of this folder's stack, and only those."""

from __future__ import annotations

from pathlib import Path

import processes
from report import say
from stack_file import load, state_folder

# What the command line of each must hold before its recorded process id is trusted.
MARKS = {"web": "web.py", "sandboxes": "sandboxes", "aws": "emulator.py"}


def end(state: Path) -> bool:
    """Ends the stack of this folder; says whether there was one."""
    stack = load(state)
    if stack is None:
        return False
    for name, mark in MARKS.items():
        if pid := stack.pids.get(name):
            processes.stop(name, pid, mark)
    (state / "stack.json").unlink()
    return True


if __name__ == "__main__":
    folder = state_folder()
    if not end(folder):
        say(f"no stack is running from {folder}")
