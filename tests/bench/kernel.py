"""What the kernel tells of a process, and what makes a process live by another clock."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import clock


def cpu_seconds(pid: int) -> float:
    """User and system time of all its threads so far. The clock's id is made as Linux makes it (clock_getcpuclockid(3))."""
    return time.clock_gettime((~pid << 3) | 2)


def memory_mb(pid: int, figure: str = "VmHWM") -> float:
    """Its peak resident memory (`VmHWM`), or what is resident now (`VmRSS`)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{figure}:"):
            return int(line.split()[1]) / 1024
    raise SystemExit(f"process {pid} has no {figure}")


def preload() -> dict[str, str]:
    """What has a process load the library that moves its clock; `FAKETIME` beside it says where to."""
    name = "DYLD_INSERT_LIBRARIES" if sys.platform == "darwin" else "LD_PRELOAD"
    return {name: os.fspath(clock.library())}
