"""Story 17: what no books can tell is asked. An invoice that cannot be read is confirmed before each letter, a small rest is
chased only when the tenant wants it, and charges that a payment leaves follow the fee policy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from accounting_systems import BILLY, MINUBA
from mailbox import Mail
from tenant import Tenant
from world import World

OWED = 1_000_000
SMALL = 3_000
# From an approval to the first letter, and from a payment to the letter about charges: bank days and holidays between them.
LONGEST_WAIT = 14
POLICIES = ("pursue_debtor", "charge_creditor")


def letters(world: World, address: str) -> list[Mail]:
    return world.mailbox.mails_to(address)


def wait_for_letters(world: World, addresses: list[str], count: int = 1) -> None:
    """Mornings pass until each of these debtors has so many letters."""
    for _ in range(LONGEST_WAIT):
        if all(len(letters(world, address)) >= count for address in addresses):
            return
        world.next_morning()
    pytest.fail(f"no letter {count} after {LONGEST_WAIT} days")


@dataclass
class Chased:
    """A tenant of Billy, and its one case that has had a letter."""

    tenant: Tenant
    number: str
    address: str
    told: list[Mail] = field(default_factory=list)

    def case(self) -> dict[str, Any]:
        return self.tenant.case(self.number)


def approved(world: World, role: str, **settings: object) -> Chased:
    tenant = world.add_settled_tenant(BILLY, **settings)
    address = f"{role}-{tenant.number}@debtor.example"
    debtor = {"name": f"{role.title()} ApS", "email": address}
    number = tenant.company.invoice(debtor, OWED, world.due(BILLY, 1))
    assert tenant.run()["new"] == 1
    assert tenant.decide("approve", number) == 200
    return Chased(tenant, number, address)


@pytest.fixture(scope="module")
def chased(world: World) -> dict[str, Chased]:
    """By role: two whose invoices are paid after the first letter, one that is paid but for a little."""
    cases = {policy: approved(world, policy.split("_")[0], fee_policy=policy) for policy in POLICIES}
    cases["small"] = approved(world, "small")
    wait_for_letters(world, [case.address for case in cases.values()])
    for role, case in cases.items():
        case.tenant.company.pay(case.number, OWED - SMALL if role == "small" else OWED)
    world.next_morning()
    for case in cases.values():
        case.told.append(case.tenant.last_mail())
    return cases


def test_a_tenant_that_covers_the_charges_is_told_them_and_the_case_closes(chased: dict[str, Chased]) -> None:
    case = chased["charge_creditor"]
    assert (case.case()["status"], case.case()["close_reason"]) == ("closed", "paid_in_full")
    charges = case.case()["charges"]
    assert charges["bearer"] == "creditor"
    assert f"{case.tenant.money(charges['minor'])} opkræves ikke" in case.told[0].plain_text()


def test_charges_that_are_pursued_are_asked_for_once_without_a_fee_unless_the_tenant_stops_it(
    world: World, chased: dict[str, Chased]
) -> None:
    case = chased["pursue_debtor"]
    charges = case.case()["charges"]
    assert (case.case()["status"], charges["bearer"]) == ("reminding", "debtor")
    assert case.tenant.money(charges["minor"]) in case.told[0].plain_text()
    ids = {(case.case()["id"], "decline")}
    assert ids <= world.pages.get(case.told[0].link()).buttons()
    wait_for_letters(world, [case.address], 2)
    letter = letters(world, case.address)[1]
    assert letter.plain_subject().startswith("Betalingspåmindelse")
    # Interest stopped with the payment: what was told is what is asked for.
    assert case.tenant.money(charges["minor"]) in letter.plain_text()
    assert case.tenant.decide("decline", case.number, case.told[0].link()) == 200
    assert (case.case()["status"], case.case()["close_reason"]) == ("closed", "paid_in_full")


def test_a_small_rest_is_chased_only_when_the_tenant_wants_it(world: World, chased: dict[str, Chased]) -> None:
    case = chased["small"]
    for _ in range(LONGEST_WAIT):
        if case.case()["status"] == "paused":
            break
        world.next_morning()
    assert case.case()["status"] == "paused"
    mail = case.tenant.last_mail()
    assert "kun et lille beløb tilbage" in mail.plain_text()
    sent = len(letters(world, case.address))
    world.next_morning(2)
    assert len(letters(world, case.address)) == sent, "silence chases no small rest"
    assert case.tenant.decide("approve", case.number, mail.link()) == 200
    wait_for_letters(world, [case.address], sent + 1)


def test_an_invoice_that_cannot_be_read_gets_no_letter_before_the_tenant_has_confirmed_it(world: World) -> None:
    company = world.open_company(MINUBA, "Rør & Rist VVS ApS")
    tenant = world.add_tenant(company, "Rør & Rist VVS ApS", setting="service=collectia")
    webhook = world.rykker.done("tenant", "webhook", tenant.id, "--rotate")
    company.switch(webhook_url=webhook["address"], webhook_secret=webhook["secret"], service="collectia")
    address = f"pushed-{tenant.number}@debtor.example"
    debtor: dict[str, object] = {"name": "Fjordgaarden ApS", "email": address, "cvr": "24256790"}
    debtor |= {"street": "Havnegade 14, 2.", "zip": "8000", "city": "Aarhus C"}
    number = company.invoice(debtor, OWED, world.days_ago(15))
    assert company.push("invoice.sent_to_collection", number)[-1].status == 202
    for round in (1, 2):
        for _ in range(LONGEST_WAIT):
            if tenant.statuses()[number] == "paused":
                break
            world.next_morning()
        assert tenant.statuses()[number] == "paused"
        mail = tenant.last_mail()
        assert re.search("stadig ubetalt", mail.plain_text())
        world.next_morning()
        assert len(letters(world, address)) == round - 1, "nobody has said that it is still unpaid"
        assert tenant.decide("approve", number, mail.link()) == 200
        wait_for_letters(world, [address], round)
    # Of a payment the push side tells: no letter goes, whatever the tenant has confirmed before.
    company.pay(number)
    assert company.push("invoice.payment_registered", number)[-1].status == 202
    world.settle()
    assert tenant.cases()[number]["outstanding_minor"] == 0
