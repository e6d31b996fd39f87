"""`stack.json`: what `make up` tells everything that works with the stack, and what `make down` ends."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from build import ROOT
from clock import Clock

# The stack is on this machine: a proxy that the environment names must not be asked for it, by us or by the functions.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"

DEFAULT_STATE = (ROOT / ".local").resolve()


@dataclass
class Stack:
    """The running stack. Names of functions, queues and secrets are those of the template; `queues` are addresses.

    `environment` makes a program speak to this stack by this stack's clock; `pids` are the processes that `make down` ends.
    """

    endpoint: str
    region: str
    table: str = ""
    public_url: str = ""
    mailbox_url: str = ""
    functions: dict[str, str] = field(default_factory=dict)
    queues: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    sandboxes: dict[str, object] = field(default_factory=dict)
    clock: str = ""
    probe: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    pids: dict[str, int] = field(default_factory=dict)

    def time(self) -> Clock:
        return Clock(Path(self.clock))


def state_folder() -> Path:
    """`RYKKER_STATE`, or `.local`: a second stack lives in a folder of its own."""
    folder = Path(os.environ.get("RYKKER_STATE") or DEFAULT_STATE)
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def save(stack: Stack, state: Path) -> None:
    new = state / "stack.json.new"
    new.write_text(json.dumps(asdict(stack), indent=2) + "\n")
    os.replace(new, state / "stack.json")


def load(state: Path) -> Stack | None:
    """The stack of this folder, or nothing if `make up` has not run."""
    file = state / "stack.json"
    return Stack(**json.loads(file.read_text())) if file.exists() else None


def running(state: Path) -> Stack:
    """The stack of this folder; ends the program if there is none."""
    stack = load(state)
    if stack is None:
        raise SystemExit(f"no stack is running from {state}; start one with `make up`")
    return stack
