"""Two tenants with the same books: what went wrong for one must leave no trace that the other does not have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from accounting_systems import System
from mailbox import Mail
from sandbox import Company
from tenant import Tenant
from world import World

# They name the one tenant or the other, and nothing else may differ.
OF_ONE_TENANT = {"id", "tenant", "invoice_id"}
# A mail lists at most this many invoices.
LISTED = 50


def twins(
    world: World, system: System, name: str, fill: Callable[[Company], object] = lambda _: None
) -> tuple[Tenant, Tenant]:
    """Two tenants of one name, each with books of its own, filled before anybody listens to what happens in them."""

    def filled() -> Company:
        company = world.open_company(system, name)
        fill(company)
        return company

    one, other = (world.add_tenant(filled(), name) for _ in range(2))
    return one, other


def books(*tenants: Tenant) -> list[Company]:
    return [tenant.company for tenant in tenants]


def end_state(tenant: Tenant) -> dict[str, Any]:
    """All that can be seen from outside: the cases, what the last run reported, and every mail."""
    last = tenant.shown()["runs"][0]
    return {
        "cases": [
            {name: value for name, value in case.items() if name not in OF_ONE_TENANT}
            for _, case in sorted(tenant.cases().items())
        ],
        "report": {name: last[name] for name in ("outcome", "read", "new", "changed", "closed", "skipped")},
        "mails": [told(mail) for mail in tenant.mails()],
    }


def told(mail: Mail) -> tuple[str, list[str]]:
    """Subject and paragraphs. Which 50 of many are listed, and in which order news are told, follows from ids that are random.

    A window for an answer opens when its mail leaves, so the time of day at which it ends is the mail's own.
    """
    text = re.sub(r"/a/[\w-]+", "/a/token", mail.plain_text())
    paragraphs = re.sub(r"(kl\.|at) \d\d[.:]\d\d", "then", text).split("\n\n")
    listed = [paragraph for paragraph in paragraphs if paragraph.startswith("- ")]
    kept = [paragraph for paragraph in paragraphs if len(listed) < LISTED or paragraph not in listed]
    return mail.plain_subject(), sorted(kept)
