"""What a quiet day of a tenant costs in calls, for each accounting system: after a first run, nothing has changed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import processes
from billy import ask
from counting_proxy import CountingProxy
from lambda_stand_in import Function, of_queue
from local_aws import LocalAws, clean_environment
from report import say, step
from systems import SYSTEMS, System
from tables import Table

# What a tenant of each system is made of stands in the stories' table.
sys.path.append(str(Path(__file__).resolve().parents[1] / "stage"))

import accounting_systems  # noqa: E402
from registration import fresh_number  # noqa: E402

TENANTS = 3
INVOICES = 5
Counts = Counter[tuple[str, str]]


@dataclass(frozen=True)
class QuietDay:
    """One system's calls of `TENANTS` quiet tenant-days."""

    system: System
    counts: Counts

    def of_aws(self, service: str) -> float:
        return sum(count for (name, _), count in self.counts.items() if name == service) / TENANTS

    def of_others(self) -> str:
        others = {name for name, _ in self.counts} - {"dynamodb", "secretsmanager", "(items written)", self.system.name}
        return ", ".join(f"{name} {self.of_aws(name):g}" for name in sorted(others)) or "none"

    def asked(self) -> str:
        rows = sorted((operation, count) for (name, operation), count in self.counts.items() if name == self.system.name)
        return ", ".join(f"{operation} {count / TENANTS:g}" for operation, count in rows) or "nothing"


def measure(binaries: Path, doubles: Path, aws: LocalAws, rykker: Path, state: Path) -> list[QuietDay]:
    """One system after the other, each with its own double and its own tenants."""
    return [_measure(system, binaries, doubles, aws, rykker, state) for system in SYSTEMS]


def _measure(system: System, binaries: Path, doubles: Path, aws: LocalAws, rykker: Path, state: Path) -> QuietDay:
    with step(f"quiet days: {TENANTS} tenants of {system.title}"):
        port = processes.free_port()
        name = f"double-{system.name}"
        process = processes.start(name, [str(doubles), f"--{system.name}", f"127.0.0.1:{port}"], clean_environment(), state)
        double = f"http://127.0.0.1:{port}"
        try:
            ready = partial(processes.answers, f"{double}/_sandbox")
            processes.wait_for(f"the double of {system.title}", ready, 30, process, state / "logs" / f"{name}.log")
            to_aws, to_double = CountingProxy(aws.endpoint), CountingProxy(double, system.name)
            settings = aws.environment(aws.endpoint, double)
            jobs = [_add_tenant(system, double, rykker, settings) for _ in range(TENANTS)]
            counted = aws.environment(to_aws.url, to_double.url)
            for day in ("2100-01-01", "2100-01-02"):
                to_aws.take()
                to_double.take()
                with Function(binaries / "fetch-worker", counted, state / "logs" / f"quiet-{system.name}.log") as worker:
                    worker.call(of_queue([json.dumps({"tenant": job, "run": day}) for job in jobs], f"{system.title}Queue"))
            return QuietDay(system, to_aws.take() + to_double.take())
        finally:
            processes.stop(name, process.pid, "sandboxes")
            process.wait()


def _add_tenant(system: System, double: str, rykker: Path, settings: dict[str, str]) -> str:
    """A tenant with some overdue invoices, where its system lists any; returns its id."""
    row = next((row for row in accounting_systems.SYSTEMS if row.name == system.name), None)
    country = row.country if row else "dk"
    company = ask(f"{double}/_sandbox/companies", {"name": "Stille Dage ApS"})
    flags: list[str] = []
    if row:
        oldest = date.today() - timedelta(days=row.just_overdue + 20)
        generate = {"count": INVOICES, "first_due": oldest.isoformat(), "last_due": oldest.isoformat(), "amount_minor": 123_450}
        ask(f"{double}/_sandbox/companies/{company['organization_id']}/invoices", {"generate": generate})
        credentials = row.credentials(company["organization_id"], company["key"])
        flags = [word for pair in credentials.items() for word in ("--credential", "=".join(pair))]
        flags += ["--start-date", (oldest - timedelta(days=1)).isoformat()]
    command = [str(rykker), "tenant", "add", "--json", "--country", country, "--number", fresh_number(country)]
    command += ["--name", "Stille Dage ApS", "--email", "bench@example.test", "--accounting", system.name, *flags]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"rykker tenant add failed: {done.stderr}")
    return str(json.loads(done.stdout)["id"])


def show(days: list[QuietDay]) -> None:
    table = Table("system", "DynamoDB", "Secrets Manager", "other services", "asked of the system")
    for day in days:
        secrets = day.of_aws("secretsmanager")
        table.add(day.system.title, f"{day.of_aws('dynamodb'):g}", f"{secrets:.2g}", day.of_others(), day.asked())
    table.show(
        "Calls of a quiet tenant-day, by accounting system",
        f"{TENANTS} tenants in one batch with {INVOICES} open cases each (none at Minuba, whose user pushes), on the day after their first run;",
        "the functions' own calls, counted on their way. Secrets are read once in the life of a process, here once a batch.",
        "Budget: 2 DynamoDB calls and the system's list pages. Dinero's list does not tell what is owed, so open cases are read there.",
    )
    say("calls of a quiet tenant-day were counted for every system")


def as_json(days: list[QuietDay]) -> dict[str, Any]:
    return {
        day.system.name: {
            f"{service} {operation}".strip(): count / TENANTS for (service, operation), count in sorted(day.counts.items())
        }
        for day in days
    }
