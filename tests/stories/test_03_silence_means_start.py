"""Story 3: three days pass without an answer. What waits starts, once; what was declined does not; a first run never does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from accounting_systems import SYSTEMS, System
from scheduler import SilentStarts
from tenant import Tenant, standing
from world import World

OWED = {"Tavs ApS": 123_450, "Nej ApS": 20_000, "Ja ApS": 30_000, "Betaler ApS": 40_001}


@dataclass
class Silence:
    """Tenants of one system that were asked, at the moments that count."""

    # Its second batch asked about four debtors: it declined one, approved one, one paid, one is left to silence.
    usual: Tenant
    numbers: dict[str, str]
    call: dict[str, Any]
    # It approved one by hand and left two to silence.
    pair: Tenant
    pair_numbers: list[str]
    # Its schedule was lost.
    forgotten: Tenant
    forgotten_number: str
    # What waits is its first run.
    newcomer: Tenant
    newcomer_numbers: list[str]
    before: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def schedules(world: World) -> SilentStarts:
    return SilentStarts(world.stack)


def asked(world: World, system: System, schedules: SilentStarts) -> Silence:
    """Asks, and answers some."""
    usual, pair, forgotten = (world.add_settled_tenant(system) for _ in range(3))
    company = world.open_company(system)
    waiting = ("Ene ApS", "Tvende ApS", "Tredje ApS")
    newcomer_numbers = [company.invoice(name, 10_000, world.due(system, 20)) for name in waiting]
    newcomer = world.add_tenant(company)
    assert newcomer.run()["new"] == 3

    new = world.due(system, 1)
    numbers = {debtor: usual.company.invoice(debtor, owed, new) for debtor, owed in OWED.items()}
    assert usual.run()["new"] == 4
    pair_numbers = [pair.company.invoice(name, 10_000, new) for name in ("Ja ApS", "Ene ApS", "Tvende ApS")]
    assert pair.run()["new"] == 3
    assert pair.decide("approve", pair_numbers[0]) == 200
    forgotten_number = forgotten.company.invoice("Glemt ApS", 55_555, new)
    assert forgotten.run()["new"] == 1

    assert usual.decide("decline", numbers["Nej ApS"]) == 200
    assert usual.decide("approve", numbers["Ja ApS"]) == 200
    (schedule,) = schedules.of(usual.id)
    # Too early, it does nothing.
    schedules.fire(schedule["Input"])
    assert len(schedules.of(forgotten.id)) == 1
    schedules.lose(forgotten.id)
    return Silence(
        usual=usual,
        numbers=numbers,
        call=schedule["Input"],
        pair=pair,
        pair_numbers=pair_numbers,
        forgotten=forgotten,
        forgotten_number=forgotten_number,
        newcomer=newcomer,
        newcomer_numbers=newcomer_numbers,
    )


@pytest.fixture(scope="module")
def silences(world: World, schedules: SilentStarts) -> dict[str, Silence]:
    """Every system, asked on the same day; three days pass."""
    silences = {system.name: asked(world, system, schedules) for system in SYSTEMS}
    world.next_morning(1)
    for one in silences.values():
        one.usual.company.pay(one.numbers["Betaler ApS"])
    world.next_morning(1)
    for one in silences.values():
        one.before = one.usual.standings()
    world.next_morning(1)
    return silences


@pytest.fixture
def silence(system: System, silences: dict[str, Silence]) -> Silence:
    return silences[system.name]


def test_before_the_window_is_over_nothing_has_started(silence: Silence) -> None:
    told = {debtor: silence.before[number] for debtor, number in silence.numbers.items()}
    assert told == {
        "Tavs ApS": "awaiting_approval",
        "Nej ApS": "closed",
        "Ja ApS": "started",
        "Betaler ApS": "closed",
    }


def test_the_case_that_waits_starts_by_silence_and_no_other_changes(silence: Silence) -> None:
    cases = {debtor: silence.usual.cases()[number] for debtor, number in silence.numbers.items()}
    assert {debtor: standing(case["status"]) for debtor, case in cases.items()} == {
        "Tavs ApS": "started",
        "Nej ApS": "closed",
        "Ja ApS": "started",
        "Betaler ApS": "closed",
    }
    assert cases["Tavs ApS"]["approval"]["kind"] == "auto_approved"
    assert cases["Ja ApS"]["approval"]["kind"] == "approved"
    assert cases["Nej ApS"]["close_reason"] == "declined_by_creditor"
    assert cases["Betaler ApS"]["close_reason"] == "paid_in_full"


def test_the_tenant_is_told_of_the_silent_start_in_one_mail(silence: Silence) -> None:
    money, speech = silence.usual.money, silence.usual.speech
    asked, paid, started = silence.usual.mails()
    assert asked.plain_subject() == speech.asks(4, money(sum(OWED.values())))
    assert paid.plain_subject() == speech.tells_of_payment(1, money(40_001))
    assert started.plain_subject() == speech.tells_of_start(1, money(123_450))
    text = started.plain_text()
    assert f"- Tavs ApS: {money(123_450)}" in text
    assert all(debtor not in text for debtor in ("Nej ApS", "Ja ApS", "Betaler ApS"))


def test_the_schedule_is_gone_after_it_has_fired(silence: Silence, schedules: SilentStarts) -> None:
    assert schedules.of(silence.usual.id) == []


def test_a_second_firing_changes_nothing(world: World, silence: Silence, schedules: SilentStarts) -> None:
    before = [silence.usual.case(number) for number in silence.numbers.values()]
    mails = silence.usual.mails()
    schedules.fire(silence.call)
    schedules.fire(silence.call)
    world.settle()
    assert [silence.usual.case(number) for number in silence.numbers.values()] == before
    assert silence.usual.mails() == mails


def test_a_lost_schedule_is_caught_up_by_a_run(world: World, silence: Silence, schedules: SilentStarts) -> None:
    tenant, number = silence.forgotten, silence.forgotten_number
    # Day 3's morning came before the window was over; nothing but a run can start it now.
    assert tenant.statuses()[number] == "awaiting_approval"
    assert tenant.run()["outcome"] == "ok"
    assert tenant.cases()[number]["approval"]["kind"] == "auto_approved"
    asked, started = tenant.mails()
    assert asked.plain_subject().endswith(tenant.money(55_555))
    assert started.plain_subject() == tenant.speech.tells_of_start(1, tenant.money(55_555))
    tenant.run()
    assert len(tenant.mails()) == 2


def test_the_page_says_when_silence_started_it_and_still_offers_to_stop_it(world: World, silence: Silence) -> None:
    asked = silence.usual.mails()[0]
    page = world.pages.get(asked.link())
    assert silence.usual.speech.started_by_itself in page.text()
    stoppable = [silence.usual.cases()[silence.numbers[debtor]]["id"] for debtor in ("Tavs ApS", "Ja ApS")]
    assert page.buttons() == {(case, "decline") for case in stoppable}


def test_an_approval_after_the_deadline_changes_nothing(world: World, silence: Silence) -> None:
    number = silence.numbers["Tavs ApS"]
    before = silence.usual.case(number)
    page = world.pages.decide(silence.usual.mails()[0].link(), "approve", before["id"])
    assert page.status == 200
    assert silence.usual.speech.decided_before in page.text()
    assert silence.usual.case(number) == before
    assert silence.usual.decide("approve", silence.numbers["Nej ApS"], silence.usual.mails()[0].link()) == 409


def test_declining_all_after_the_deadline_stops_what_silence_started_and_nothing_else(
    world: World, silence: Silence
) -> None:
    tenant, link = silence.pair, silence.pair.mails()[0].link()
    by_hand, first, second = silence.pair_numbers
    assert tenant.standings() == {number: "started" for number in silence.pair_numbers}
    assert ("all", "decline") in world.pages.get(link).buttons()
    assert tenant.decide("decline", None, link) == 200
    assert tenant.standings() == {by_hand: "started", first: "closed", second: "closed"}


def test_a_silent_start_is_undone_by_the_same_link(world: World, silence: Silence, schedules: SilentStarts) -> None:
    number, link = silence.numbers["Tavs ApS"], silence.usual.mails()[0].link()
    assert silence.usual.decide("decline", number, link) == 200
    case = silence.usual.cases()[number]
    assert (case["status"], case["close_reason"]) == ("closed", "declined_by_creditor")
    assert silence.usual.speech.stopped in world.pages.get(link).text()
    schedules.fire(silence.call)
    silence.usual.run()
    assert silence.usual.statuses()[number] == "closed"
    assert len(silence.usual.mails()) == 3


def test_a_first_run_never_starts_by_silence_and_its_link_answers_after_the_deadline(
    silence: Silence, schedules: SilentStarts
) -> None:
    tenant, (yes, no, later) = silence.newcomer, silence.newcomer_numbers
    assert schedules.of(tenant.id) == []
    schedules.fire({"tenant": tenant.id, "batch": 1})
    tenant.run()
    assert set(tenant.statuses().values()) == {"awaiting_approval"}
    (mail,) = tenant.mails()
    assert tenant.decide("approve", yes, mail.link()) == 200
    assert tenant.decide("decline", no, mail.link()) == 200
    assert tenant.statuses() == {yes: "scheduled", no: "closed", later: "awaiting_approval"}
