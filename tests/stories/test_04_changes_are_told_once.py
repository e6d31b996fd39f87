"""Story 4: payments, credit notes, voided invoices and moved due dates are each seen by the next morning's run and told once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from accounting_systems import SYSTEMS, System
from mailbox import Mail
from tenant import Tenant
from world import World

# What each debtor owed at first.
OWED = {
    "Delvis ApS": 100_050,
    "Betalt ApS": 200_001,
    "Kreditdel ApS": 300_000,
    "Krediteret ApS": 400_000,
    "Senere ApS": 500_000,
    "Lidt Senere ApS": 600_000,
    "Væk ApS": 700_000,
    "Annulleret ApS": 800_000,
}
VOIDED = "Annulleret ApS"

# How a case stands: status, why it is closed, what is owed, paid and credited.
Standing = tuple[str, "str | None", int, int, int]


def standings(system: System) -> dict[str, Standing]:
    """How each case stands after the changes."""
    waits, rests, ended = "awaiting_approval", "paused", "closed"
    expected: dict[str, Standing] = {
        "Delvis ApS": (waits, None, 60_001, 40_049, 0),
        "Betalt ApS": (ended, "paid_in_full", 0, 200_001, 0),
        "Senere ApS": (rests, None, 500_000, 0, 0),
        "Lidt Senere ApS": (waits, None, 600_000, 0, 0),
        "Kreditdel ApS": (waits, None, 200_000, 0, 100_000),
        "Krediteret ApS": (ended, "credited", 0, 0, 400_000),
        "Væk ApS": (ended, "withdrawn_by_creditor", 700_000, 0, 0),
    }
    if not system.credits_are_linked:
        expected |= {"Kreditdel ApS": (rests, None, 300_000, 0, 0), "Krediteret ApS": (rests, None, 400_000, 0, 0)}
    if not system.missing_is_gone:
        expected["Væk ApS"] = (rests, None, 700_000, 0, 0)
    if system.voids:
        expected[VOIDED] = (ended, "withdrawn_by_creditor", 800_000, 0, 0)
    return expected


@dataclass
class Changed:
    """A tenant whose books changed between two mornings."""

    tenant: Tenant
    numbers: dict[str, str]
    before: str
    later: str
    bit_later: str
    # Numbers of the credit notes, by debtor.
    notes: dict[str, str] = field(default_factory=dict)
    # `rykker tenant show`'s line of the morning's run that saw the changes, and of the one after it.
    runs: list[dict[str, Any]] = field(default_factory=list)

    def case(self, debtor: str) -> dict[str, Any]:
        return self.tenant.cases()[self.numbers[debtor]]

    def told(self) -> Mail:
        """The mail after the one that asked."""
        return self.tenant.mails()[1]

    def line(self, debtor: str) -> tuple[str, str]:
        """The lines of that mail about a debtor: the name with its figure, and what happened."""
        lines = self.told().plain_text().splitlines()
        (at,) = [at for at, line in enumerate(lines) if line.startswith(f"- {debtor}")]
        return lines[at], lines[at + 1].strip()


@pytest.fixture(scope="module")
def all_changed(world: World) -> dict[str, Changed]:
    """Every system, with the same changes in the same night."""
    changed = {system.name: asked(world, system) for system in SYSTEMS}
    for one in changed.values():
        change_everything(one)
    for _ in range(2):
        world.next_morning()
        for one in changed.values():
            one.runs.append(one.tenant.shown()["runs"][0])
    return changed


def asked(world: World, system: System) -> Changed:
    company = world.open_company(system)
    before = world.due(system, 20)
    numbers = {debtor: company.invoice(debtor, OWED[debtor], before) for debtor in standings(system)}
    tenant = world.add_tenant(company)
    assert tenant.run()["new"] == len(numbers)
    return Changed(tenant, numbers, before, world.days_ago(-40), world.due(system, 5))


def change_everything(one: Changed) -> None:
    company, numbers = one.tenant.company, one.numbers
    company.pay(numbers["Delvis ApS"], 40_049)
    company.pay(numbers["Betalt ApS"])
    for debtor, amount in (("Kreditdel ApS", 100_000), ("Krediteret ApS", None)):
        one.notes[debtor] = company.number_of(company.credit(numbers[debtor], amount))
    company.move_due(numbers["Senere ApS"], one.later)
    company.move_due(numbers["Lidt Senere ApS"], one.bit_later)
    company.delete(numbers["Væk ApS"])
    if VOIDED in numbers:
        company.void(numbers[VOIDED])


@pytest.fixture
def changed(system: System, all_changed: dict[str, Changed]) -> Changed:
    return all_changed[system.name]


def standing(case: dict[str, Any]) -> Standing:
    return (
        case["status"],
        case["close_reason"],
        case["outstanding_minor"],
        case["paid_minor"],
        case["credited_minor"],
    )


def test_a_change_is_seen_by_the_next_mornings_run(system: System, changed: Changed) -> None:
    cases = {debtor: changed.case(debtor) for debtor in changed.numbers}
    assert {debtor: standing(case) for debtor, case in cases.items()} == standings(system)
    for debtor, case in cases.items():
        assert case["principal_minor"] == OWED[debtor], "what was owed at first stays what it was"


def test_a_moved_due_date_is_the_cases_own(changed: Changed) -> None:
    assert changed.case("Senere ApS")["due_date"] == changed.later
    assert changed.case("Lidt Senere ApS")["due_date"] == changed.bit_later


def told_of(changed: Changed) -> dict[str, tuple[str, str]]:
    """The two lines that the mail must hold about each debtor."""
    tenant, speech, system = changed.tenant, changed.tenant.speech, changed.tenant.company.system

    def owes(minor: int) -> str:
        return speech.outstanding.format(amount=tenant.money(minor))

    def lines(debtor: str, *tidings: str, came_in: int = 0) -> tuple[str, str]:
        first = f"- {debtor}: {tenant.money(came_in)}" if came_in else f"- {debtor}"
        return first, speech.told(changed.numbers[debtor], *tidings)

    def moved(to: str) -> str:
        return speech.moved.format(before=speech.date(changed.before), to=speech.date(to))

    def credit(debtor: str, sentence: str, amount: int, *then: str) -> tuple[str, str]:
        if system.credits_are_linked:
            return lines(debtor, sentence.format(amount=tenant.money(amount)), *then)
        unlinked = speech.unlinked.format(number=changed.notes[debtor], amount=tenant.money(amount))
        return lines(debtor, unlinked, owes(OWED[debtor]))

    told = {
        "Delvis ApS": lines("Delvis ApS", speech.part_paid, owes(60_001), came_in=40_049),
        "Betalt ApS": lines("Betalt ApS", speech.paid, speech.closed, came_in=200_001),
        "Kreditdel ApS": credit("Kreditdel ApS", speech.part_credited, 100_000, owes(200_000)),
        "Krediteret ApS": credit("Krediteret ApS", speech.credited, 400_000, speech.closed),
        "Senere ApS": lines("Senere ApS", moved(changed.later), owes(500_000)),
        "Lidt Senere ApS": lines("Lidt Senere ApS", moved(changed.bit_later), owes(600_000)),
    }
    if system.missing_is_gone:
        told["Væk ApS"] = lines("Væk ApS", speech.gone, speech.closed)
    else:
        told["Væk ApS"] = lines("Væk ApS", speech.missing, owes(700_000))
    if system.voids:
        told[VOIDED] = lines(VOIDED, speech.voided, speech.closed)
    return told


def test_the_mail_tells_each_change_to_the_øre(changed: Changed) -> None:
    assert {debtor: changed.line(debtor) for debtor in changed.numbers} == told_of(changed)


def test_the_subject_sums_up_what_was_paid_unless_there_is_something_to_answer(changed: Changed) -> None:
    tenant, subject = changed.tenant, changed.told().plain_subject()
    speech, rest = tenant.speech, [one for one in standings(tenant.company.system).values() if one[0] == "paused"]
    if tenant.company.system.credits_are_linked:
        assert subject == speech.tells_of_payment(2, tenant.money(240_050))
        assert speech.nothing_to_answer in changed.told().plain_text()
    else:
        # Where the cases of a credit note rest, they ask; a due date to come asks nothing.
        assert subject.startswith(speech.count(2, speech.case_rests)), subject
        assert len(rest) > 2
        assert len(changed.told().links()) == 1


def test_the_morning_after_says_nothing(changed: Changed) -> None:
    assert len(changed.tenant.mails()) == 2
    seen, quiet = changed.runs
    expected = standings(changed.tenant.company.system)
    closed = sum(status == "closed" for status, *_ in expected.values())
    assert (seen["outcome"], seen["new"], seen["closed"]) == ("ok", 0, closed)
    assert seen["changed"] == len(expected) - closed
    assert (quiet["outcome"], quiet["new"], quiet["changed"], quiet["closed"]) == ("ok", 0, 0, 0)


def test_a_payment_taken_back_opens_the_case_again_and_asks_anew(changed: Changed) -> None:
    number, tenant = changed.numbers["Betalt ApS"], changed.tenant
    tenant.company.take_payment_back(number)
    assert tenant.run()["outcome"] == "ok"
    assert standing(changed.case("Betalt ApS")) == ("awaiting_approval", None, 200_001, 200_001, 0)
    assert tenant.speech.overdue_again in tenant.last_mail().plain_text()
    assert tenant.decide("approve", number) == 200
    assert tenant.statuses()[number] == "scheduled"
