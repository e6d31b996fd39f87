"""A letter to a debtor leaves: what `effects` takes for it with its typefaces, each letter in a process of its own.

The cold starts show `effects` with nothing to do; this is the most that it does. Ten invoices stand in each letter, and their
documents are attached.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from active_day import MORNING, TODAY, Measured, Tenant
from local_aws import TABLE, LocalAws
from report import step
from tables import Table

LETTERS = 7
INVOICES = LETTERS * 10
# Letters leave in working hours.
AT_TEN = MORNING + dt.timedelta(hours=3)


@dataclass(frozen=True)
class Letters:
    """Medians of one letter each, in a fresh process; `cpu` and `seconds` from the event to the answer."""

    letters: int
    seconds: float
    cpu: float
    peak_mb: float


def measure(binaries: Path, aws: LocalAws, billy_url: str, rykker: Path, state: Path) -> Letters:
    with step(f"letters: {LETTERS} of {INVOICES // LETTERS} invoices each leave"):
        tenant = Tenant(aws.environment(aws.endpoint, billy_url), billy_url, binaries, rykker, state, INVOICES)
        tenant.run("2026-11-23")
        tenant.bring_to_mid_procedure(one_in=1)
        tenant.run(TODAY.isoformat())
        sent: list[Measured] = []
        for effect in _queued(aws, tenant.id):
            sent.append(tenant.call("effects", {"effect": effect}, AT_TEN))
        kept = aws.documents(f"{tenant.id}/letters/")
        if len(kept) != LETTERS:
            raise SystemExit(f"{len(kept)} of {LETTERS} letters have left; see {state / 'logs' / 'active-effects.log'}")
    return Letters(
        len(sent),
        median(letter.answer.seconds for letter in sent),
        median(letter.answer.cpu for letter in sent),
        median(letter.peak_mb for letter in sent),
    )


def _queued(aws: LocalAws, tenant: str) -> list[str]:
    """The effects that send the tenant's letters."""
    begins = f"EFFECT#send_letter.{tenant}."
    pages = aws.dynamodb.get_paginator("scan").paginate(TableName=TABLE, ProjectionExpression="pk")
    keys = [item["pk"]["S"] for page in pages for item in page["Items"]]
    return sorted(key.removeprefix("EFFECT#") for key in keys if key.startswith(begins))


def show(letters: Letters) -> None:
    table = Table("function", "ms a letter", "CPU ms", "peak MB")
    table.add("effects", f"{letters.seconds * 1e3:.0f}", f"{letters.cpu * 1e3:.0f}", f"{letters.peak_mb:.1f}")
    table.show(
        f"A letter to a debtor leaves, median of {letters.letters}",
        "Ten invoices in each, read again, set as PDF, and sent with their documents.",
        "Each in a process of its own: connections and keyrings are new. The local AWS behind it takes some milliseconds a call.",
    )


def as_json(letters: Letters) -> dict[str, Any]:
    return asdict(letters)
