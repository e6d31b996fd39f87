"""Starting and ending the stack's processes. Each is ended by the process id that was recorded when it started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

from report import say

GRACE_SECONDS = 5


def free_port(preferred: int = 0) -> int:
    """`preferred` if nobody listens there, else one the system picks, which it gives to nobody else for a while."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SystemExit("no free port on 127.0.0.1")


def start(name: str, command: Sequence[str], environment: dict[str, str], state: Path) -> subprocess.Popen[bytes]:
    """Starts a process in a group of its own, so that what it starts in turn ends with it. Output goes to `logs/<name>.log`."""
    logs = state / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with open(logs / f"{name}.log", "wb") as log:
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_for(what: str, ready: Callable[[], bool], seconds: float, process: subprocess.Popen[bytes], log: Path) -> None:
    """Waits until `ready()`; ends the program with the tail of the log if the process dies or the time is up."""
    until = time.monotonic() + seconds
    # The process first: if it has died, whatever answers is not ours.
    while process.poll() is not None or not ready():
        if process.poll() is not None:
            raise SystemExit(f"{what} ended with code {process.returncode}:\n{_tail(log)}")
        if time.monotonic() > until:
            raise SystemExit(f"{what} did not answer within {seconds:.0f} s:\n{_tail(log)}")
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Whether anything, even an error page, answers at the address."""
    try:
        urllib.request.urlopen(url, timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def stop(name: str, pid: int, mark: str) -> None:
    """Ends the process and its group, if the process is still the one that was recorded: its command line holds `mark`."""
    if mark not in _command(pid):
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(pid, sign)
        except ProcessLookupError:
            break
        until = time.monotonic() + GRACE_SECONDS
        while _group_lives(pid) and time.monotonic() < until:
            time.sleep(0.05)
        if not _group_lives(pid):
            break
    say(f"{name} has ended")


def _group_lives(group: int) -> bool:
    listing = subprocess.run(["ps", "-A", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return any(
        row[0] == str(group) and not row[1].startswith("Z")
        for line in listing.splitlines()
        if len(row := line.split()) == 2
    )


def _command(pid: int) -> str:
    return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-25:])
