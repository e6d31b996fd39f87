"""Story 4: payments, credit notes, voided invoices and moved due dates are each seen by the next morning's run and told once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from amounts import danish, danish_date
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
}
# Billy alone can void.
VOIDED = {"Annulleret ApS": 800_000}


@dataclass
class Changed:
    """A tenant whose books changed between two mornings."""

    tenant: Tenant
    numbers: dict[str, str]
    later: str
    bit_later: str
    bit_before: str
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
def both(world: World) -> dict[str, Changed]:
    """Both systems, with the same changes in the same night."""
    changed = {system: asked(world, system) for system in ("billy", "dinero")}
    for one in changed.values():
        change_everything(one)
    world.next_morning()
    for one in changed.values():
        one.runs.append(one.tenant.shown()["runs"][0])
    world.next_morning()
    for one in changed.values():
        one.runs.append(one.tenant.shown()["runs"][0])
    return changed


def asked(world: World, system: str) -> Changed:
    company = world.open_company(system)
    owed = {**OWED, **(VOIDED if system == "billy" else {})}
    numbers = {debtor: company.invoice(debtor, amount, world.days_ago(20)) for debtor, amount in owed.items()}
    tenant = world.add_tenant(company)
    assert tenant.run()["new"] == len(owed)
    return Changed(tenant, numbers, world.days_ago(-40), world.days_ago(5), world.days_ago(20))


def change_everything(one: Changed) -> None:
    company, numbers = one.tenant.company, one.numbers
    company.pay(numbers["Delvis ApS"], 40_049)
    company.pay(numbers["Betalt ApS"])
    company.credit(numbers["Kreditdel ApS"], 100_000)
    company.credit(numbers["Krediteret ApS"])
    company.move_due(numbers["Senere ApS"], one.later)
    company.move_due(numbers["Lidt Senere ApS"], one.bit_later)
    company.delete(numbers["Væk ApS"])
    if "Annulleret ApS" in numbers:
        company.void(numbers["Annulleret ApS"])


@pytest.fixture(params=["billy", "dinero"])
def changed(request: pytest.FixtureRequest, both: dict[str, Changed]) -> Changed:
    """Each system in turn."""
    return both[str(request.param)]


def standing(case: dict[str, Any]) -> tuple[str, str | None, int, int, int]:
    return (
        case["status"],
        case["close_reason"],
        case["outstanding_minor"],
        case["paid_minor"],
        case["credited_minor"],
    )


@pytest.mark.parametrize(
    "debtor, expected",
    [
        ("Delvis ApS", ("awaiting_approval", None, 60_001, 40_049, 0)),
        ("Betalt ApS", ("closed", "paid_in_full", 0, 200_001, 0)),
        ("Kreditdel ApS", ("awaiting_approval", None, 200_000, 0, 100_000)),
        ("Krediteret ApS", ("closed", "credited", 0, 0, 400_000)),
        ("Senere ApS", ("paused", None, 500_000, 0, 0)),
        ("Lidt Senere ApS", ("awaiting_approval", None, 600_000, 0, 0)),
        ("Væk ApS", ("closed", "withdrawn_by_creditor", 700_000, 0, 0)),
    ],
)
def test_a_change_is_seen_by_the_next_mornings_run(
    changed: Changed, debtor: str, expected: tuple[str, str | None, int, int, int]
) -> None:
    case = changed.case(debtor)
    assert standing(case) == expected
    assert case["principal_minor"] == OWED[debtor], "what was owed at first stays what it was"


def test_a_voided_invoice_closes_its_case(both: dict[str, Changed]) -> None:
    assert standing(both["billy"].case("Annulleret ApS")) == ("closed", "withdrawn_by_creditor", 800_000, 0, 0)
    assert "annulleret i regnskabet" in both["billy"].line("Annulleret ApS")[1]


def test_a_moved_due_date_is_the_cases_own(changed: Changed) -> None:
    assert changed.case("Senere ApS")["due_date"] == changed.later
    assert changed.case("Lidt Senere ApS")["due_date"] == changed.bit_later


def test_the_mail_tells_each_change_to_the_øre(changed: Changed) -> None:
    number = changed.numbers
    assert changed.line("Delvis ApS") == (
        f"- Delvis ApS: {danish(40_049)}",
        f"Faktura {number['Delvis ApS']} · delvist betalt · udestående {danish(60_001)}",
    )
    assert changed.line("Betalt ApS") == (
        f"- Betalt ApS: {danish(200_001)}",
        f"Faktura {number['Betalt ApS']} · betalt · sagen er lukket",
    )
    assert changed.line("Kreditdel ApS") == (
        "- Kreditdel ApS",
        f"Faktura {number['Kreditdel ApS']} · delvist krediteret med {danish(100_000)} · udestående {danish(200_000)}",
    )
    assert changed.line("Krediteret ApS") == (
        "- Krediteret ApS",
        f"Faktura {number['Krediteret ApS']} · krediteret med {danish(400_000)} · sagen er lukket",
    )
    before = danish_date(changed.bit_before)
    for debtor, to, owed in (("Senere ApS", changed.later, 500_000), ("Lidt Senere ApS", changed.bit_later, 600_000)):
        moved = f"forfaldsdatoen flyttet fra {before} til {danish_date(to)}"
        assert changed.line(debtor)[1] == f"Faktura {number[debtor]} · {moved} · udestående {danish(owed)}"
    assert changed.line("Væk ApS")[1] == (
        f"Faktura {number['Væk ApS']} · findes ikke længere i regnskabet · sagen er lukket"
    )


def test_the_subject_sums_up_what_was_paid(changed: Changed) -> None:
    assert changed.told().plain_subject() == f"Betalt siden sidst: {danish(240_050)} på 2 fakturaer"
    assert "Der er ikke noget, du skal svare på i dag." in changed.told().plain_text()


def test_the_morning_after_says_nothing(changed: Changed) -> None:
    assert len(changed.tenant.mails()) == 2
    seen, quiet = changed.runs
    closed = 3 if changed.tenant.company.system == "dinero" else 4
    assert (seen["outcome"], seen["new"], seen["changed"], seen["closed"]) == ("ok", 0, 4, closed)
    assert (quiet["outcome"], quiet["new"], quiet["changed"], quiet["closed"]) == ("ok", 0, 0, 0)


def test_a_payment_taken_back_opens_the_case_again_and_asks_anew(both: dict[str, Changed]) -> None:
    one = both["billy"]
    one.tenant.company.take_payment_back(one.numbers["Betalt ApS"])
    assert one.tenant.run()["outcome"] == "ok"
    assert standing(one.case("Betalt ApS")) == ("awaiting_approval", None, 200_001, 200_001, 0)
    assert "forfalden igen" in one.tenant.last_mail().plain_text()
    assert one.tenant.decide("approve", one.numbers["Betalt ApS"]) == 200
    assert one.tenant.statuses()[one.numbers["Betalt ApS"]] == "scheduled"
