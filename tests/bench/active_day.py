"""A morning with very many active cases at one tenant: approved, one letter sent. Most rest, some are due the next letter.

The cases are brought there by the same functions and the same writes that bring them there in production, in a program of this
bench. The morning itself is the worker's: it reads the list and the index, looks at the cases whose day it is, and queues
letters. Each round begins from the same table.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import billy
from kernel import preload
from lambda_stand_in import Answer, Function, of_queue
from report import say, step
from tables import Table
from worker import StandIns

CASES = 10_000
ROUNDS = 5
# One debtor of so many is due the next letter.
ONE_IN = 20
# A Tuesday whose law is known, at seven in the morning: letters need rates and fees, and leave on bank days.
TODAY = dt.date(2026, 11, 24)
MORNING = dt.datetime(2026, 11, 24, 6, 0, tzinfo=dt.timezone.utc)
# So long ago the youngest invoice was what the bench else calls overdue: a letter has gone since.
LONG_OVERDUE = dt.timedelta(days=25)


@dataclass(frozen=True)
class ActiveDay:
    """Medians of one morning's run; `calls` by operation."""

    cases: int
    due: int
    debtors_due: int
    looked_at: int
    seconds: float
    cpu: float
    peak_mb: float
    calls: dict[str, int]


@dataclass(frozen=True)
class Measured:
    """A call of a function in a process of its own; the process' peak memory in MB."""

    answer: Answer
    ready: float
    peak_mb: float


class Tenant:
    """A tenant whose days are the bench's. `settings` lead its functions to AWS and to Billy."""

    def __init__(self, settings: dict[str, str], billy_url: str, binaries: Path, rykker: Path, state: Path, invoices: int) -> None:
        self._settings, self._binaries, self._state = settings, binaries, state
        company = billy.open_company(billy_url, f"Aktive {invoices} ApS", invoices, TODAY - LONG_OVERDUE)
        self.id = billy.add_tenant(rykker, self._at(MORNING), company)

    def _at(self, instant: dt.datetime) -> dict[str, str]:
        """The environment of a process whose clock begins at an instant, and runs on from there."""
        return {**self._settings, **preload(), "FAKETIME": f"@{instant:%Y-%m-%d %H:%M:%S}", "TZ": "UTC"}

    def call(self, name: str, body: dict[str, str], instant: dt.datetime = MORNING) -> Measured:
        """Hands a function one message of its queue."""
        log = self._state / "logs" / f"active-{name}.log"
        ahead = instant.timestamp() - time.time()
        with Function(self._binaries / name, self._at(instant), log, ahead) as function:
            answer = function.call(of_queue([json.dumps(body)]))
            if answer.body.get("batchItemFailures"):
                raise SystemExit(f"{name} failed; see {log}")
            return Measured(answer, function.ready, function.peak_mb())

    def run(self, run: str) -> Measured:
        return self.call("fetch-worker", {"tenant": self.id, "run": run})

    def bring_to_mid_procedure(self, one_in: int) -> dict[str, int]:
        """Answers how many cases there are, and what today is for them."""
        command = [self._binaries / "mid-procedure", self.id, TODAY.isoformat(), str(one_in)]
        done = subprocess.run(command, env=self._settings, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"mid-procedure failed: {done.stderr}")
        return dict(json.loads(done.stdout))


def measure(stand_ins: StandIns, binaries: Path, rykker: Path, state: Path) -> ActiveDay:
    with step(f"an active day: {CASES} cases are opened, approved and reminded once"):
        tenant = Tenant(stand_ins.environment, stand_ins.billy, binaries, rykker, state, CASES)
        tenant.run("2026-11-23")
        there = tenant.bring_to_mid_procedure(ONE_IN)
        if there["cases"] != CASES:
            raise SystemExit(f"{there['cases']} of {CASES} cases were opened")
        stand_ins.remember()
    mornings: list[Measured] = []
    calls: Counter[str] = Counter()
    for turn in range(ROUNDS):
        say(f"an active day: round {turn + 1} of {ROUNDS}")
        stand_ins.calls()
        mornings.append(tenant.run(TODAY.isoformat()))
        calls = Counter(stand_ins.calls())
        stand_ins.forget()
    return ActiveDay(
        **there,
        seconds=median(morning.answer.seconds for morning in mornings),
        cpu=median(morning.answer.cpu for morning in mornings),
        peak_mb=median(morning.peak_mb for morning in mornings),
        calls=dict(sorted(calls.items())),
    )


def show(day: ActiveDay) -> None:
    table = Table("a morning's run", "seconds", "CPU µs a case", "DynamoDB calls", "list pages", "peak MB")
    to_table = sum(count for name, count in day.calls.items() if name != "pages")
    table.add(
        f"{day.cases} active cases",
        f"{day.seconds:.2f}",
        f"{day.cpu * 1e6 / day.cases:.1f}",
        str(to_table),
        str(day.calls.get("pages", 0)),
        f"{day.peak_mb:.1f}",
    )
    by_operation = ", ".join(f"{name} {count}" for name, count in day.calls.items() if name != "pages")
    table.show(
        "A day with many active cases at one tenant",
        f"All are approved and have had a letter. Today {day.due} of them, of {day.debtors_due} debtors, are due the next: a letter is",
        f"queued for each debtor. {day.looked_at} more are looked at and put to rest again; the others rest, and are not even read.",
        f"Calls: {by_operation}. Median of {ROUNDS}; Billy and the table are stand-ins in memory.",
        f"Programs that wanted to run at the end, on {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}.",
    )


def as_json(day: ActiveDay) -> dict[str, Any]:
    return asdict(day)
