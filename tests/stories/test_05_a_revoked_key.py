"""Story 5: the key is revoked. The tenant is told once, nothing is closed, and a new key picks up all that was missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from accounting_systems import SYSTEMS, System
from mailbox import Mail
from tenant import Tenant
from world import World

MORNINGS = 3


@dataclass
class Broken:
    """A tenant whose key was refused on three mornings, while life went on in its books."""

    tenant: Tenant
    paid: str
    unpaid: str
    missed: str
    shown: dict[str, Any]
    asked_for: dict[str, Any]
    statuses: dict[str, str]
    mails: list[Mail]


@pytest.fixture(scope="module")
def all_broken(world: World) -> dict[str, Broken]:
    """Every system, broken on the same days."""
    tenants = {system: asked(world, system) for system in SYSTEMS}
    for tenant, _, _ in tenants.values():
        tenant.company.revoke_key()
    missed = {}
    world.next_morning()
    for system, (tenant, paid, _) in tenants.items():
        tenant.company.pay(paid)
        missed[system.name] = tenant.company.invoice("Overset ApS", 33_333, world.due(system, 1))
    world.next_morning(MORNINGS - 1)
    broken = {}
    for system, (tenant, paid, unpaid) in tenants.items():
        shown, report = tenant.shown(), tenant.run()
        found = missed[system.name]
        broken[system.name] = Broken(tenant, paid, unpaid, found, shown, report, tenant.statuses(), tenant.mails())
    return broken


def asked(world: World, system: System) -> tuple[Tenant, str, str]:
    company = world.open_company(system)
    paid, unpaid = (company.invoice(name, 100_000, world.due(system, 10)) for name in ("Betaler ApS", "Tavs ApS"))
    tenant = world.add_tenant(company)
    assert tenant.run()["new"] == 2
    return tenant, paid, unpaid


@pytest.fixture
def broken(system: System, all_broken: dict[str, Broken]) -> Broken:
    return all_broken[system.name]


def test_the_tenant_is_told_once_over_three_mornings(broken: Broken) -> None:
    asked, told = broken.mails
    tenant, speech = broken.tenant, broken.tenant.speech
    assert asked.plain_subject() == speech.asks(2, tenant.money(200_000))
    assert told.plain_subject() == speech.broken.format(system=tenant.company.system.title)
    assert speech.nothing_lost in told.plain_text()
    assert told.links() == []


def test_the_operator_sees_the_broken_connection(broken: Broken) -> None:
    assert broken.shown["connection"]["state"] == "broken"
    outcomes = [run["outcome"] for run in broken.shown["runs"]]
    assert outcomes[:MORNINGS] == ["broken_connection"] * MORNINGS
    assert outcomes[MORNINGS] == "ok"
    assert all(run["problem"] for run in broken.shown["runs"][:MORNINGS])
    assert broken.tenant.company.key not in str(broken.shown)


def test_a_run_that_is_asked_for_says_so_and_reads_nothing(broken: Broken) -> None:
    report = broken.asked_for
    assert report["outcome"] == "broken_connection"
    assert (report["read"], report["new"], report["changed"], report["closed"]) == (0, 0, 0, 0)


def test_nothing_is_closed_while_nothing_can_be_read(broken: Broken) -> None:
    assert broken.statuses == {broken.paid: "awaiting_approval", broken.unpaid: "awaiting_approval"}


def test_a_wrong_new_key_is_found_out_by_a_check_and_never_shown(world: World, broken: Broken) -> None:
    tenant, wrong = broken.tenant, "wrong-7c1f0b5e4a"
    flags = [flag.replace(tenant.company.key, wrong) for flag in tenant.company.credential_flags()]
    changed = world.rykker.call("tenant", "set", tenant.id, *flags)
    checked = world.rykker.call("tenant", "check", tenant.id)
    assert checked.code == 1
    assert checked.error, "the operator is told what is wrong"
    shown = world.rykker.call("tenant", "show", tenant.id)
    assert all(wrong not in answer.out + answer.error for answer in (changed, checked, shown))


def test_the_run_after_a_new_key_picks_up_all_that_was_missed(world: World, broken: Broken) -> None:
    tenant = broken.tenant
    renewed = tenant.company.with_new_key()
    world.rykker.done("tenant", "set", tenant.id, *renewed.credential_flags())
    report = tenant.run()
    assert (report["outcome"], report["new"], report["closed"]) == ("ok", 1, 1)
    cases = tenant.cases()
    assert cases[broken.paid]["close_reason"] == "paid_in_full"
    assert cases[broken.unpaid]["status"] == "awaiting_approval"
    assert (cases[broken.missed]["status"], cases[broken.missed]["outstanding_minor"]) == ("awaiting_approval", 33_333)
    assert tenant.shown()["connection"]["state"] == "working"
    checked = world.rykker.done("tenant", "check", tenant.id)
    assert checked["company"] == "Hansen Tag ApS"
    _, _, mail = tenant.mails()
    assert mail.plain_subject() == tenant.speech.asks(1, tenant.money(33_333))
    assert f"- Betaler ApS: {tenant.money(100_000)}" in mail.plain_text()
    assert renewed.key not in mail.text + mail.html
