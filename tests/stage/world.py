"""The stack that the stories live on, with everything that a story does to it.

One stack serves all stories, and its clock only moves forward. So each story adds tenants of its own, with companies, mail
addresses and registration numbers that nobody else has, and reckons its dates from the stack's day of the moment.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from accounting_systems import System
from advance import advance
from mailbox import Mailbox
from page import Pages
from registration import fresh_number
from rykker import Answer, Rykker
from sandbox import Company, Sandbox
from settle import settle
from stack_file import Stack
from tenant import Tenant

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@dataclass
class World:
    """The running stack, and the ways into it."""

    stack: Stack
    rykker: Rykker
    mailbox: Mailbox
    pages: Pages
    sandboxes: dict[str, Sandbox]
    tenants: list[Tenant] = field(default_factory=list)

    def now(self) -> dt.datetime:
        """The stack's instant."""
        return self.stack.time().now()

    def today(self) -> dt.date:
        """The tenants' civil date."""
        return self.now().astimezone(COPENHAGEN).date()

    def days_ago(self, days: int) -> str:
        """A due date, as ISO; negative for a day to come."""
        return (self.today() - dt.timedelta(days=days)).isoformat()

    def due(self, system: System, day: int) -> str:
        """The due date of an invoice that is fetched today for the `day`th day; 0 for the first time tomorrow."""
        return self.days_ago(system.just_overdue - 1 + day)

    def next_morning(self, days: int = 1) -> None:
        """The calendar moves on, each morning's run and every schedule at its hour; the work of each is done after."""
        advance(self.stack, days)

    def let_pass(self, seconds: float) -> None:
        """Time of the day goes by."""
        self.stack.time().borrow(seconds)

    def settle(self, horizon: float = 0) -> None:
        """Waits until nothing is under way. Retries up to `horizon` seconds ahead are brought forward."""
        settle(self.stack, horizon=horizon)

    def open_company(self, system: System, name: str = "Hansen Tag ApS") -> Company:
        """A company with empty books in a system's sandbox."""
        return self.sandboxes[system.name].open_company(name)

    def add_tenant(self, company: Company, name: str = "Hansen Tag ApS", **settings: object) -> Tenant:
        """A tenant with the key of this company. Settings are flags of `rykker tenant add`, such as `language="nb"`."""
        system = company.system
        number = fresh_number(system.country)
        email = f"post-{number}@tenant.example"
        flags = {"number": number, "country": system.country, "name": name, "email": email}
        flags |= {"accounting": system.name, "language": system.language}
        if system.follows_days is not None:
            flags["start_date"] = self.days_ago(system.follows_days)
        flags |= {name: str(value) for name, value in settings.items()}
        added = self.rykker.done("tenant", "add", *_flags(flags), *company.credential_flags())
        tenant = Tenant(self, added["id"], number, email, flags["language"], company)
        self.tenants.append(tenant)
        return tenant

    def add_settled_tenant(self, system: System, **settings: object) -> Tenant:
        """A tenant whose first run is behind it, so that its next batch starts by silence like any other."""
        tenant = self.add_tenant(self.open_company(system), **settings)
        assert tenant.run()["outcome"] == "ok"
        return tenant

    def run(self, *flags: str) -> Answer:
        """`rykker run --wait` and all that follows from it."""
        answer = self.rykker.call("run", "--wait", *flags)
        self.settle()
        return answer


def _flags(settings: dict[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in (f"--{name.replace('_', '-')}", value)]
