"""Story 13: money came to the service. It stands in Tripletex's books exactly once, whatever went wrong between the two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from accounting_systems import SYSTEMS, TRIPLETEX, System
from local_aws import LocalAws, wait_until
from tenant import Tenant
from world import World

OWED = 250_000
CAME_IN = 100_000
WRITTEN = "1000,00"
# "Innbetalt via inkasso" of the sandbox: the kind of payment that the tenant chose when it was connected.
PAYMENT_TYPE = "payment-type=33400003"
# What is in doubt is looked for three times over ten minutes before it is sent again.
UNTIL_CERTAIN = 3_600.0
# So long after a booking, a reading is sure to show it.
UNTIL_SEEN = 901.0


@dataclass
class Desk:
    """An operator, with a tenant's approved case for each payment that comes in."""

    tenant: Tenant

    def case(self, debtor: str) -> str:
        """The number of an invoice that is an approved case from now on."""
        tenant = self.tenant
        number = tenant.company.invoice(debtor, OWED, tenant.world.due(tenant.company.system, 3))
        assert tenant.run()["new"] == 1
        assert tenant.decide("approve", number) == 200
        return number

    def record(self, number: str, reference: str) -> dict[str, Any]:
        world, case = self.tenant.world, self.tenant.cases()[number]["id"]
        words = ("--case", case, "--amount", WRITTEN, "--date", world.days_ago(0), "--reference", reference)
        return dict(world.rykker.done("payments", "record", *words))

    def booking(self, number: str) -> dict[str, Any]:
        """The one payment of a case, as the operator sees it."""
        case = self.tenant.cases()[number]["id"]
        listed = self.tenant.world.rykker.done("payments", "list", "--tenant", self.tenant.id)
        (payment,) = [payment for payment in listed if payment["case"] == case]
        return dict(payment)

    def stands(self, number: str) -> tuple[int, str, int, int]:
        """What the books and the case say: owed there, how far the booking has come, owed here, paid to the creditor."""
        case = self.tenant.cases()[number]
        state = self.booking(number)["state"]
        return self.tenant.company.owed(number), state, case["outstanding_minor"], case["paid_minor"]


BOOKED_ONCE = (OWED - CAME_IN, "booked", OWED - CAME_IN, 0)


def open_desk(world: World, system: System, **settings: object) -> Desk:
    return Desk(world.add_settled_tenant(system, name="Fjell Tak AS", **settings))


@pytest.fixture(scope="module")
def desk(world: World) -> Desk:
    return open_desk(world, TRIPLETEX, setting=PAYMENT_TYPE)


def test_a_payment_lowers_the_claim_at_once_and_is_booked_once(world: World, desk: Desk) -> None:
    number = desk.case("Betaler Til Os AS")
    recorded = desk.record(number, "bank-1")
    assert (recorded["is_new"], recorded["outstanding_minor"]) == (True, OWED - CAME_IN)
    world.settle(horizon=UNTIL_CERTAIN)
    assert desk.stands(number) == BOOKED_ONCE


def test_four_identical_calls_are_one_payment_and_one_booking(world: World, desk: Desk) -> None:
    number = desk.case("Fire Ganger AS")
    recorded = [desk.record(number, "bank-2") for _ in range(4)]
    assert [one["is_new"] for one in recorded] == [True, False, False, False]
    world.settle(horizon=UNTIL_CERTAIN)
    assert desk.stands(number) == BOOKED_ONCE


@pytest.mark.parametrize("fault", ["lost_answer", "error_after", "closed", "server_error"])
def test_an_answer_that_is_lost_before_or_after_the_effect_ends_in_one_booking(
    world: World, desk: Desk, fault: str
) -> None:
    number = desk.case(f"Tapt {fault} AS")
    desk.tenant.company.fault(fault, times=1, path=":payment")
    desk.record(number, f"bank-{fault}")
    world.settle(horizon=UNTIL_CERTAIN)
    desk.tenant.company.heal()
    assert desk.stands(number) == BOOKED_ONCE


def test_a_worker_that_dies_after_the_effect_leaves_one_booking(world: World, desk: Desk) -> None:
    number, company = desk.case("Drept AS"), desk.tenant.company
    company.fault("late_answer", times=1, path=":payment")
    desk.record(number, "bank-killed")
    wait_until("it stands in the books", lambda: company.owed(number) == OWED - CAME_IN)
    assert LocalAws(world.stack).kill("Effects") > 0
    company.heal()
    world.settle(horizon=UNTIL_CERTAIN)
    assert desk.stands(number) == BOOKED_ONCE


def test_our_own_booking_is_not_taken_for_a_payment_to_the_creditor(desk: Desk) -> None:
    number = desk.case("Ekko AS")
    desk.record(number, "bank-echo")
    desk.tenant.world.settle(horizon=UNTIL_CERTAIN)
    assert desk.stands(number) == BOOKED_ONCE
    desk.tenant.world.let_pass(UNTIL_SEEN)
    assert desk.tenant.run()["outcome"] == "ok"
    assert desk.stands(number) == BOOKED_ONCE
    # And one that the debtor makes there all the same is.
    desk.tenant.company.pay(number, 50_000)
    assert desk.tenant.run()["outcome"] == "ok"
    assert desk.stands(number) == (OWED - CAME_IN - 50_000, "booked", OWED - CAME_IN - 50_000, 50_000)


def hide_postings(tenant: Tenant) -> None:
    tenant.company.switch(sees_postings=False)


@pytest.mark.parametrize(
    ("settings", "spoil", "reason"),
    [
        ({"setting": PAYMENT_TYPE}, hide_postings, "cannot see postings"),
        ({}, lambda _: None, "payment-type"),
    ],
    ids=["a key that sees no postings", "no kind of payment chosen"],
)
def test_where_it_cannot_be_booked_safely_it_is_not_and_the_reason_is_shown(
    world: World, settings: dict[str, str], spoil: Callable[[Tenant], None], reason: str
) -> None:
    desk = open_desk(world, TRIPLETEX, **settings)
    spoil(desk.tenant)
    number = desk.case("Uten Bokføring AS")
    desk.record(number, "bank-off")
    world.settle(horizon=UNTIL_CERTAIN)
    assert desk.stands(number) == (OWED, "not_wanted", OWED - CAME_IN, 0)
    assert reason in desk.booking(number)["reason"]


@pytest.mark.parametrize("system", [system for system in SYSTEMS if system is not TRIPLETEX], ids=str)
def test_a_payment_counts_also_where_the_books_take_none(world: World, system: System) -> None:
    desk = open_desk(world, system)
    number = desk.case("Uden Bogføring ApS")
    desk.record(number, "bank-none")
    world.settle(horizon=UNTIL_CERTAIN)
    assert desk.stands(number) == (OWED, "not_wanted", OWED - CAME_IN, 0)
    desk.tenant.run()
    assert desk.stands(number) == (OWED, "not_wanted", OWED - CAME_IN, 0), "the next run does not ask for it again"
