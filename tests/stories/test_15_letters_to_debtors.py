"""Story 15: approved cases are reminded by law. What is paid is not; what a debtor objects to stops until the tenant decides."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from accounting_systems import SYSTEMS, System
from mailbox import Mail
from tenant import Tenant
from world import COPENHAGEN, World

OWED = 1_000_000
# From any day of the year to the first letter: a decision, two bank days, a weekend, and holidays between them.
LONGEST_WAIT = 14


@dataclass
class Chase:
    """One tenant's approved cases, and what `rykker forecast` said of them before anything was sent."""

    tenant: Tenant
    # By role: its invoice, and where its debtor is written to.
    numbers: dict[str, str]
    addresses: dict[str, str]
    foreseen: list[dict[str, Any]] = field(default_factory=list)

    def first(self, role: str) -> dict[str, Any]:
        """What was foreseen as the first letter about an invoice."""
        return next(row for row in self.foreseen if row["invoice_number"] == self.numbers[role])

    def letters(self, role: str) -> list[Mail]:
        """Every letter to the debtor of an invoice."""
        return self.tenant.world.mailbox.mails_to(self.addresses[role])

    def status(self, role: str) -> str:
        return self.tenant.statuses()[self.numbers[role]]


def chased(world: World, system: System) -> Chase:
    """Three debtors: one is silent, one pays after the forecast, one objects to its letter."""
    tenant = world.add_settled_tenant(system)
    numbers, addresses = {}, {}
    for place, role in enumerate(("silent", "pays", "objects")):
        address = f"{role}-{tenant.number}@debtor.example"
        debtor = {"name": f"{role.title()} AS", "email": address}
        numbers[role] = tenant.company.invoice(debtor, OWED + place, world.due(system, 1))
        addresses[role] = address
    assert tenant.run()["new"] == 3
    for number in numbers.values():
        assert tenant.decide("approve", number) == 200
    chase = Chase(tenant, numbers, addresses)
    chase.foreseen = world.rykker.done("forecast", "--tenant", tenant.id, "--days", "30")
    return chase


@pytest.fixture(scope="module")
def chases(world: World) -> dict[str, Chase]:
    """Every system's, on the day after the last of the first letters."""
    chases = {system.name: chased(world, system) for system in SYSTEMS}
    for chase in chases.values():
        chase.tenant.company.pay(chase.numbers["pays"])
    last = max(chase.first("silent")["on"] for chase in chases.values())
    for _ in range(LONGEST_WAIT):
        if world.today().isoformat() > last:
            break
        world.next_morning()
    return chases


@pytest.fixture
def chase(system: System, chases: dict[str, Chase]) -> Chase:
    return chases[system.name]


def test_a_debtor_gets_one_letter_with_the_amounts_that_were_foreseen(chase: Chase) -> None:
    (letter,) = chase.letters("silent")
    foreseen = chase.first("silent")
    sent = dt.datetime.fromisoformat(letter.sent.replace("Z", "+00:00"))
    assert sent.date().isoformat() == foreseen["on"]
    text = letter.plain_text()
    # In the debtor's language, whatever the tenant's is: compared without the signs between digits.
    assert str(foreseen["total_minor"]) in re.sub(r"(?<=\d)[ .,](?=\d)", "", text)
    assert chase.numbers["silent"] in text
    assert chase.tenant.shown()["name"] in text


def test_a_letter_leaves_in_working_hours_of_a_weekday(chase: Chase) -> None:
    (letter,) = chase.letters("silent")
    sent = dt.datetime.fromisoformat(letter.sent.replace("Z", "+00:00")).astimezone(COPENHAGEN)
    assert 8 <= sent.hour < 16
    assert sent.weekday() < 5


def test_who_has_paid_gets_no_letter(chase: Chase) -> None:
    assert chase.letters("pays") == []
    assert chase.status("pays") == "closed"


def test_the_case_shows_how_its_figures_came_about(chase: Chase) -> None:
    shown = chase.tenant.case(chase.numbers["silent"])
    assert shown["status"] in ("reminding", "notice_sent")
    assert shown["figures"]["principal_minor"] == OWED


def test_an_objection_through_the_letters_link_stops_the_procedure_and_asks_the_tenant(
    chase: Chase, world: World
) -> None:
    (letter,) = chase.letters("objects")
    (link,) = set(re.findall(r"https?://[^\s\"'<>]+/d/[^\s\"'<>]+", letter.text))
    page = world.pages.get(link)
    assert page.status == 200
    assert chase.numbers["objects"] in page.text()
    assert chase.status("objects") != "disputed", "looking changes nothing"
    answered = world.pages.post(link, {"answer": "object", "reason": "The goods were broken."})
    assert answered.status == 200
    assert chase.status("objects") == "disputed"
    mails = len(chase.tenant.mails())
    chase.tenant.run()
    assert len(chase.tenant.mails()) == mails + 1
    assert "The goods were broken." in chase.tenant.last_mail().plain_text()
    assert chase.tenant.decide("approve", chase.numbers["objects"]) == 200
    assert chase.status("objects") in ("reminding", "notice_sent")
