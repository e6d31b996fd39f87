"""Two months of the reminder procedure, walked once, day by day, for all stories: what is sent when, and what stops it.

A story adds its tenants and invoices before the first day, and says what people do on which day. What the debtors were sent is
looked at when the walk is over: a letter too many, or one on another day, is seen there as well as one that is missing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accounting_systems import System
from advance import advance
from clock import DAY
from mailbox import Mail
from sandbox import company_debtor
from settle import look, settle
from tenant import Tenant
from world import COPENHAGEN, World

__all__ = ["COPENHAGEN", "BUSINESS", "CONSUMER", "DUE", "OWED", "Chased", "Walk", "day_before"]

# The invoice of the worked examples.
OWED, DUE = 1_000_000, "2026-09-01"
BUSINESS, CONSUMER = "business", "consumer"
# The stack's day begins at ten in the morning; the run is over by then, and so are the letters.
LETTERS_LEAVE = 8
LAST_DAY = "2026-10-31"

PLANS = Path(__file__).with_name("plans")


def day_before(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


@dataclass
class Chased:
    """One invoice with a debtor of its own."""

    tenant: Tenant
    number: str
    address: str

    def mails(self) -> list[Mail]:
        """Every mail to the debtor, oldest first."""
        return self.tenant.world.mailbox.mails_to(self.address)

    def shown(self) -> dict[str, Any]:
        """The case as the operator sees it."""
        return self.tenant.case(self.number)

    def status(self) -> str:
        return self.tenant.statuses()[self.number]

    def ended(self) -> tuple[str, str | None]:
        """Its status, and why it is closed."""
        case = self.tenant.cases()[self.number]
        return case["status"], case["close_reason"]

    def pay(self, amount_minor: int | None = None) -> None:
        self.tenant.company.pay(self.number, amount_minor)

    def approve(self) -> None:
        """The tenant approves it behind the last link it was sent."""
        assert self.tenant.decide("approve", self.number) == 200

    def stop(self) -> None:
        """The tenant stops it behind the first link it was sent, with the mail that asked."""
        asked = next(mail for mail in self.tenant.mails() if mail.links())
        assert self.tenant.decide("decline", self.number, asked.link()) == 200


@dataclass
class Walk:
    """The days, and what happens on them."""

    world: World
    # In the morning, when the run is over and letters wait for their hour; and an hour or two after letters leave.
    at_dawn: defaultdict[str, list[Callable[[], None]]] = field(default_factory=lambda: defaultdict(list))
    by_day: defaultdict[str, list[Callable[[], None]]] = field(default_factory=lambda: defaultdict(list))
    # The nights after which nothing runs until the given day.
    standstills: dict[str, str] = field(default_factory=dict)

    def tenant(self, system: System, name: str, plans: dict[str, str] | None = None, **settings: object) -> Tenant:
        """A tenant with empty books whose first run is over; `plans` are files by whom they are for."""
        tenant = self.world.add_tenant(self.world.open_company(system, name), name, **settings)
        for whom, plan in (plans or {}).items():
            self.world.rykker.done("tenant", "plan", tenant.id, "--for", whom, "--file", str(PLANS / f"{plan}.json"))
        assert tenant.run()["outcome"] == "ok"
        return tenant

    def invoice(self, tenant: Tenant, name: str, whom: str = BUSINESS, due: str = DUE) -> Chased:
        """An invoice of the worked examples to a debtor of this name, in the tenant's country."""
        slug = "".join(sign for sign in name.lower() if sign.isascii() and sign.isalnum())
        address = f"{slug}-{tenant.number}@debtor.example"
        norwegian = tenant.company.system.country == "no"
        facts = {"country": "NO", "cvr": "923609016"} if norwegian else {}
        who = company_debtor(name, email=address, **facts)
        if whom == CONSUMER:
            who = {name: fact for name, fact in who.items() if name != "cvr"} | {"person": True}
        return Chased(tenant, tenant.company.invoice(who, OWED, due), address)

    def approves(self, day: str, tenant: Tenant) -> None:
        """The tenant approves all that its mail of the day asks about."""

        def deed() -> None:
            assert tenant.decide("approve") == 200

        self.by_day[day].append(deed)

    def go(self) -> None:
        """Walks to the last day."""
        while (today := self.today()) < LAST_DAY:
            if today in self.standstills:
                self._stand_still(self.standstills[today])
            else:
                advance(self.world.stack, 1, self._dawn)
            deeds = self.by_day.pop(self.today(), [])
            for deed in deeds:
                deed()
            if deeds:
                self.world.settle()
        left = [*self.at_dawn, *self.by_day]
        assert not left, f"days that never came: {left}"

    def today(self) -> str:
        return self.world.today().isoformat()

    def _dawn(self) -> None:
        for deed in self.at_dawn.pop(self.today(), []):
            deed()
        # What waits for the hour of letters need not be looked at every quarter of an hour until then.
        left = (LETTERS_LEAVE - self.world.now().astimezone(COPENHAGEN).hour) * 3600.0
        if look(self.world.stack).hidden and left > 0:
            self.world.let_pass(left)

    def _stand_still(self, until: str) -> None:
        """The service does nothing at all until this day, when the schedules that were missed fire once."""
        clock = self.world.stack.time()
        days = (dt.date.fromisoformat(until) - self.world.today()).days
        # In one leap: no schedule sees a day between.
        clock.borrow(clock.left_of_day() + (days - 1) * DAY)
        clock.next_day()
        settle(self.world.stack, horizon=0)
