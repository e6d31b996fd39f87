"""Story 12: Tripletex says by itself that something changed. A signed event makes a fresh reading at once, a forged one nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from accounting_systems import TRIPLETEX
from local_aws import LocalAws, wait_until
from registration import fresh_number
from tenant import Tenant
from world import World

OWED = 250_000
NOT_SIGNED = 401


@dataclass
class Told:
    """A tenant with an approved case for each thing that can happen to an invoice."""

    tenant: Tenant
    numbers: dict[str, str]

    def case(self, what: str) -> tuple[str, str | None, int]:
        case = self.tenant.cases()[self.numbers[what]]
        return case["status"], case["close_reason"], case["outstanding_minor"]


@pytest.fixture(scope="module")
def told(world: World) -> Told:
    tenant = world.add_settled_tenant(TRIPLETEX, name="Fjell Tak AS")
    happenings = ("paid", "credited", "paid in part", "paid with a forged event", "paid twice told")
    due = world.due(TRIPLETEX, 5)
    numbers = {what: tenant.company.invoice(f"Skyldner {what} AS", OWED, due) for what in happenings}
    assert tenant.run()["new"] == len(numbers)
    assert tenant.decide("approve") == 200
    return Told(tenant, numbers)


def answered(world: World) -> list[int]:
    """The statuses of all answers to what was sent to us so far."""
    return [line["status"] for line in LocalAws(world.stack).log("Webhooks") if line.get("message") == "answered"]


def test_a_payment_in_full_closes_its_case_at_once_without_a_run(world: World, told: Told) -> None:
    runs = len(told.tenant.shown()["runs"])
    told.tenant.company.pay(told.numbers["paid"])
    wait_until("the case is closed", lambda: told.case("paid")[0] == "closed")
    assert told.case("paid") == ("closed", "paid_in_full", 0)
    assert told.case("paid in part") == ("scheduled", None, OWED), "no other case is touched"
    world.settle()
    assert len(told.tenant.shown()["runs"]) == runs, "an event is no run, and has no report"


def test_a_credit_of_the_whole_closes_its_case_at_once(world: World, told: Told) -> None:
    told.tenant.company.credit(told.numbers["credited"])
    wait_until("the case is closed", lambda: told.case("credited")[0] == "closed")
    assert told.case("credited") == ("closed", "credited", 0)
    world.settle()


def test_an_event_that_comes_twice_does_no_more_than_once(world: World, told: Told) -> None:
    tenant, number = told.tenant, told.numbers["paid twice told"]
    tenant.company.switch(repeat_deliveries=True, reorder_deliveries=True)
    tenant.company.pay(number)
    wait_until("the case is closed", lambda: told.case("paid twice told")[0] == "closed")
    tenant.company.switch(repeat_deliveries=False, reorder_deliveries=False)
    world.settle()
    payments = [entry for entry in tenant.case(number)["timeline"] if "paid" in str(entry).lower()]
    assert tenant.cases()[number]["paid_minor"] == OWED
    assert len(payments) == 1


def test_a_forged_event_is_refused_and_reads_nothing(world: World, told: Told) -> None:
    tenant, number = told.tenant, told.numbers["paid with a forged event"]
    before = answered(world).count(NOT_SIGNED)
    tenant.company.switch(forge_deliveries=True)
    tenant.company.pay(number)
    wait_until("the event is refused", lambda: answered(world).count(NOT_SIGNED) > before)
    tenant.company.switch(forge_deliveries=False)
    world.settle()
    assert told.case("paid with a forged event") == ("scheduled", None, OWED)


def test_the_next_run_sees_what_no_event_told_and_all_is_told_to_the_tenant_once(told: Told) -> None:
    tenant = told.tenant
    # Tripletex has no event for a payment of a part.
    tenant.company.pay(told.numbers["paid in part"], 100_000)
    mails = len(tenant.mails())
    assert tenant.run()["outcome"] == "ok"
    assert told.case("paid with a forged event") == ("closed", "paid_in_full", 0)
    assert told.case("paid in part") == ("scheduled", None, OWED - 100_000)
    (mail,) = tenant.mails()[mails:]
    speech, text = tenant.speech, mail.plain_text()
    assert mail.plain_subject() == speech.tells_of_payment(4, tenant.money(3 * OWED + 100_000))
    for what in ("paid", "paid twice told", "paid with a forged event"):
        assert speech.told(told.numbers[what], speech.paid, speech.closed) in text
    credited = speech.credited.format(amount=tenant.money(OWED))
    assert speech.told(told.numbers["credited"], credited, speech.closed) in text
    tenant.run()
    assert len(tenant.mails()) == mails + 1


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"start-date": ""}, "start-date"),
        ({"min-days-overdue": "13"}, "min-days-overdue"),
        ({"min-days-overdue": "91"}, "min-days-overdue"),
    ],
    ids=["without a start date", "too early", "too late"],
)
def test_a_tenant_says_from_when_on_and_waits_14_to_90_days(
    world: World, told: Told, settings: dict[str, str], field: str
) -> None:
    company = told.tenant.company
    flags = {"number": fresh_number("no"), "country": "no", "name": "Nekt AS", "email": "n@tenant.example"}
    flags |= {"accounting": TRIPLETEX.name, "start-date": world.days_ago(30), **settings}
    words = [word for name, value in flags.items() if value for word in (f"--{name}", value)]
    refused = world.rykker.call("tenant", "add", *words, *company.credential_flags())
    assert refused.code in (1, 2)
    assert field.replace("-", "_") in refused.error.replace("-", "_")
    assert company.key not in refused.error
