"""Billy for a bench: companies in the sandbox with many overdue invoices, and tenants that are connected to them."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

# Furthest a generated invoice is past due, within the first run's look-back.
OLDEST_DAYS = 60
INVOICES_PER_DEBTOR = 10


@dataclass(frozen=True)
class Company:
    name: str
    token: str
    cvr: str


def fetch(url: str, headers: dict[str, str] | None = None, data: bytes | None = None, method: str | None = None) -> bytes:
    """What an address answers; data is posted."""
    request = urllib.request.Request(url, data, headers or {}, method=method)
    with urllib.request.urlopen(request, timeout=600) as answer:
        return bytes(answer.read())


def ask(url: str, body: Any = None, method: str | None = None) -> Any:
    """The JSON that an address answers; a body is posted as JSON."""
    data = None if body is None else json.dumps(body).encode()
    text = fetch(url, {"Content-Type": "application/json"}, data, method)
    return json.loads(text) if text else None


def open_company(billy: str, name: str, invoices: int, today: date | None = None) -> Company:
    """A company of the sandbox with so many invoices that are overdue today, or on the day that is given."""
    opened = ask(f"{billy}/_sandbox/companies", {"name": name})
    company = Company(name, opened["key"], opened["cvr"])
    add_invoices(billy, company, invoices, today or date.today())
    return company


def add_invoices(billy: str, company: Company, count: int, today: date) -> None:
    generate = {
        "count": count,
        "first_due": (today - timedelta(days=OLDEST_DAYS)).isoformat(),
        "last_due": (today - timedelta(days=5)).isoformat(),
        "amount_minor": 123_450,
        "debtors": max(1, count // INVOICES_PER_DEBTOR),
    }
    ask(f"{billy}/_sandbox/companies/{company.token}/invoices", {"generate": generate})


def add_tenant(rykker: Path, environment: dict[str, str], company: Company) -> str:
    """Adds the company as a tenant, by the operator's command; returns the tenant's id."""
    command = [str(rykker), "tenant", "add", "--json", "--number", company.cvr, "--country", "dk"]
    command += ["--name", company.name, "--email", "bench@example.test", "--accounting", "billy"]
    command += ["--credential", f"access-token={company.token}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"rykker tenant add failed: {done.stderr}")
    return str(json.loads(done.stdout)["id"])
