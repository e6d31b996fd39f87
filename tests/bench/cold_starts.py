"""Cold start of each function, beside a bare one that only makes a DynamoDB client."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from build import FUNCTIONS, ROOT
from lambda_stand_in import Function, of_queue
from report import say
from tables import Table

STARTS = 15
BARE = "bare-function"
AIM_READY, AIM_MEMORY_MB, AIM_BINARY_MB = 1.5, 24, 16
# What of events/ each function is given; the worker gets a quiet tenant instead of the sample's, which is in no table.
SAMPLES = {
    "fan-out": "fan-out.schedule.json",
    "auto-activate": "auto-activate.json",
    "action-links": "action-links.get.json",
    "effects": "effects.json",
    "effects-relay": "effects-relay.json",
    "mail-events": "mail-events.bounce.json",
    "webhooks": "webhooks.minuba.json",
}


@dataclass(frozen=True)
class ColdStart:
    """Milliseconds from the start of the process; megabytes."""

    function: str
    ready_ms: float
    ready_ratio: float
    answer_ms: float
    peak_mb: float
    binary_mb: float


def events(quiet_tenant: str, turn: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: json.loads((ROOT / "events" / file).read_text()) for name, file in SAMPLES.items()
    }
    found["fetch-worker"] = of_queue([json.dumps({"tenant": quiet_tenant, "run": f"2100-02-{turn + 1:02}"})])
    found[BARE] = {}
    return found


def measure(binaries: Path, environment: Mapping[str, str], quiet_tenant: str, state: Path) -> list[ColdStart]:
    """Each function is started `STARTS` times, all of them in turn, so that a slow moment of the machine strikes them alike."""
    names = [BARE, *FUNCTIONS]
    ready: dict[str, list[float]] = {name: [] for name in names}
    answer: dict[str, list[float]] = {name: [] for name in names}
    peak: dict[str, list[float]] = {name: [] for name in names}
    # The first round reads the binaries from the disk, and is not counted.
    for turn in range(STARTS + 1):
        given = events(quiet_tenant, turn)
        for name in names:
            with Function(binaries / name, dict(environment), state / "logs" / f"cold-{name}.log") as function:
                answered = function.call(given[name])
                if turn > 0:
                    ready[name].append(function.ready * 1000)
                    answer[name].append((function.ready + answered.seconds) * 1000)
                    peak[name].append(function.peak_mb())
        if turn % 5 == 0:
            say(f"cold starts: round {turn} of {STARTS}")
    bare = median(ready[BARE])
    return [
        ColdStart(
            name,
            median(ready[name]),
            median(ready[name]) / bare,
            median(answer[name]),
            median(peak[name]),
            stripped_mb(binaries / name, state),
        )
        for name in names
    ]


def stripped_mb(binary: Path, state: Path) -> float:
    """The size of the binary without symbols; the release profile has none to begin with."""
    copy = state / "tmp" / "stripped"
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(binary, copy)
    if strip := shutil.which("strip"):
        subprocess.run([strip, str(copy)], check=False)
    size = copy.stat().st_size
    copy.unlink()
    return size / 1024 / 1024


def show(starts: list[ColdStart]) -> None:
    table = Table("function", "ready ms", "of bare", "first answer ms", "peak MB", "binary MB", "misses")
    for row in starts:
        misses = [
            name
            for name, is_over in (
                ("ready", row.ready_ratio > AIM_READY),
                ("memory", row.peak_mb > AIM_MEMORY_MB),
                ("binary", row.binary_mb > AIM_BINARY_MB),
            )
            if is_over
        ]
        figures = f"{row.ready_ms:.1f}", f"{row.ready_ratio:.2f}", f"{row.answer_ms:.1f}"
        table.add(row.function, *figures, f"{row.peak_mb:.1f}", f"{row.binary_mb:.1f}", ", ".join(misses))
    table.show(
        f"Cold starts, median of {STARTS}",
        f"Aims: ready within {AIM_READY} of the bare function, under {AIM_MEMORY_MB} MB of memory, under {AIM_BINARY_MB} MB of binary.",
        "Ready: from the start of the process to its first request for work. First answer: until its answer is posted; with the",
        "local AWS behind it, which takes some milliseconds a call (the bare function calls nothing). Peak: after that answer.",
        f"Programs that wanted to run at the end, on {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}; with more than that, times mean little.",
    )


def as_json(starts: list[ColdStart]) -> list[dict[str, Any]]:
    return [asdict(row) for row in starts]
