"""The pure step by itself: how many cases a second it decides, on one processor."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from local_aws import clean_environment
from report import step
from tables import Table


def measure(binaries: Path) -> list[dict[str, Any]]:
    """A row for each thing that can happen to a case; the last is a day's mix of them."""
    with step("the pure step"):
        done = subprocess.run([binaries / "pure-step"], env=clean_environment(), capture_output=True, text=True, check=True)
    return [{**row, "a_second": row["steps"] / row["seconds"]} for row in json.loads(done.stdout)]


def show(rows: list[dict[str, Any]]) -> None:
    table = Table("what happens to a case", "cases a second", "µs each")
    for row in rows:
        table.add(row["what"], f"{row['a_second']:,.0f}", f"{1e6 / row['a_second']:.2f}")
    table.show(
        "The pure step",
        "`advance` with what happened, then `next_step` on what became of the case: no I/O, one thread. But for those that silence",
        "approves, the cases have two letters and a part payment behind them. The mix: of a hundred, 60 are looked at, 20 read and",
        "unchanged, 5 part-paid, 5 paid, 4 approved by silence, 5 get a letter, and 1 has a debtor who objects.",
    )
