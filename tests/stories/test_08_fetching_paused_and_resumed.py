"""Story 8: fetching is paused and resumed. Nothing new comes in meanwhile, what is open is followed, no flood comes after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from accounting_systems import SYSTEMS, System
from mailbox import Mail
from tenant import Tenant, skipped, standing
from world import World

# Longer than the decision window, which is three days.
DAYS_PAUSED = 4
DAYS_AFTER = 5


@dataclass
class Pause:
    """One tenant over its pause. Its cases are kept as statuses by invoice number, its mails apart by the time they came."""

    tenant: Tenant
    # Asked about just before the pause. Nobody answers for the first; the others were approved.
    unanswered: str
    paid: str
    part_paid: str
    # Became overdue during the pause.
    gathered: list[str]
    # Became overdue after the run that gathered again.
    later: str = ""
    report: dict[str, Any] = field(default_factory=dict)
    paused: dict[str, dict[str, Any]] = field(default_factory=dict)
    at_last: dict[str, str] = field(default_factory=dict)
    mails_before: list[Mail] = field(default_factory=list)
    mails_paused: list[Mail] = field(default_factory=list)
    mails_resumed: list[Mail] = field(default_factory=list)


def begun(world: World, system: System) -> Pause:
    """Asked about three invoices, two of them approved, and paused. Then one of these is paid, and one in part."""
    tenant = world.add_settled_tenant(system, name="Pause ApS")
    company = tenant.company
    three_days, to_come = world.due(system, 3), world.due(system, -1)
    unanswered, paid, part_paid = (company.invoice(f"Debitor {nth}", 100_000, three_days) for nth in range(3))
    gathered = [company.invoice(f"Samler Sig {nth}", 50_000, to_come) for nth in range(3)]
    assert tenant.run()["new"] == 3
    for number in (paid, part_paid):
        assert tenant.decide("approve", number) == 200
    pause = Pause(tenant, unanswered, paid, part_paid, gathered, mails_before=tenant.mails())
    world.rykker.done("tenant", "pause", tenant.id)
    company.pay(paid)
    company.pay(part_paid, 40_000)
    return pause


@pytest.fixture(scope="module")
def pauses(world: World) -> dict[str, Pause]:
    pauses = {system.name: begun(world, system) for system in SYSTEMS}
    world.next_morning(DAYS_PAUSED)
    for pause in pauses.values():
        tenant, told = pause.tenant, len(pause.mails_before)
        pause.report, pause.paused = tenant.run(), tenant.cases()
        pause.mails_paused = tenant.mails()[told:]
        world.rykker.done("tenant", "resume", tenant.id)
    world.next_morning()
    for pause in pauses.values():
        company = pause.tenant.company
        pause.later = company.invoice("Kom Bagefter", 70_000, world.due(company.system, 0))
    world.next_morning(DAYS_AFTER)
    for pause in pauses.values():
        pause.at_last = pause.tenant.statuses()
        pause.mails_resumed = pause.tenant.mails()[len(pause.mails_before) + len(pause.mails_paused) :]
    return pauses


@pytest.fixture
def pause(system: System, pauses: dict[str, Pause]) -> Pause:
    return pauses[system.name]


def test_while_paused_what_is_overdue_is_skipped_with_that_reason_and_no_case_is_opened(pause: Pause) -> None:
    codes = skipped(pause.report)
    assert {codes.get(number) for number in pause.gathered} == {"fetching_paused"}
    assert pause.report["new"] == 0
    assert set(pause.paused) == {pause.unanswered, pause.paid, pause.part_paid}


def test_while_paused_open_cases_are_followed_and_their_payments_told_once(pause: Pause) -> None:
    paid, part_paid = pause.paused[pause.paid], pause.paused[pause.part_paid]
    assert (paid["status"], paid["close_reason"]) == ("closed", "paid_in_full")
    assert (standing(part_paid["status"]), part_paid["outstanding_minor"]) == ("started", 60_000)
    (mail,) = pause.mails_paused
    assert pause.paid in mail.plain_text() and pause.part_paid in mail.plain_text()
    assert not any(number in mail.plain_text() for number in pause.gathered)


def test_what_was_asked_before_the_pause_does_not_start_by_silence_once_the_tenant_has_paused(pause: Pause) -> None:
    assert pause.paused[pause.unanswered]["status"] == "awaiting_approval"
    assert pause.at_last[pause.unanswered] == "awaiting_approval"


def test_what_gathered_during_the_pause_asks_first_and_silence_never_starts_it(pause: Pause) -> None:
    (asking, *_) = pause.mails_resumed
    assert all(number in asking.plain_text() for number in pause.gathered)
    assert pause.tenant.speech.nothing_starts in asking.plain_text()
    assert {pause.at_last[number] for number in pause.gathered} == {"awaiting_approval"}


def test_what_comes_after_the_resumption_starts_by_silence_as_ever(pause: Pause) -> None:
    assert standing(pause.at_last[pause.later]) == "started"
    subjects = [mail.plain_subject() for mail in pause.mails_resumed]
    assert len(subjects) == 3, f"one asks for what gathered, one for what came later, one tells that it started: {subjects}"


def test_what_waits_after_a_pause_can_still_be_approved_by_its_links(world: World, pause: Pause) -> None:
    old, new = pause.mails_before[-1].link(), pause.mails_resumed[0].link()
    assert pause.tenant.decide("approve", pause.unanswered, old) == 200
    assert world.pages.decide(new, "approve").status == 200
    statuses = pause.tenant.statuses()
    assert {statuses[number] for number in [pause.unanswered, *pause.gathered]} == {"scheduled"}
