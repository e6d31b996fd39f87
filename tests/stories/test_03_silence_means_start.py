"""Story 3: three days pass without an answer. What waits starts, once; what was declined does not; a first run never does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from amounts import danish
from scheduler import SilentStarts
from tenant import Tenant
from world import World

OWED = {"Tavs ApS": 123_450, "Nej ApS": 20_000, "Ja ApS": 30_000, "Betaler ApS": 40_001}


@dataclass
class Silence:
    """Tenants that were asked, at the moments that count."""

    # Its second batch asked about four debtors: it declined one, approved one, one paid, one is left to silence.
    usual: Tenant
    numbers: dict[str, str]
    call: dict[str, Any]
    before: dict[str, str]
    # It approved one by hand and left two to silence.
    pair: Tenant
    pair_numbers: list[str]
    # Its schedule was lost.
    forgotten: Tenant
    forgotten_number: str
    # What waits is its first run.
    newcomer: Tenant
    newcomer_numbers: list[str]


@pytest.fixture(scope="module")
def schedules(world: World) -> SilentStarts:
    return SilentStarts(world.stack)


@pytest.fixture(scope="module")
def silence(world: World, schedules: SilentStarts) -> Silence:
    """Asks, answers some, and lets three days pass."""
    usual, forgotten = world.add_settled_tenant("billy"), world.add_settled_tenant("dinero")
    company = world.open_company("billy")
    waiting = ("Ene ApS", "Tvende ApS", "Tredje ApS")
    newcomer_numbers = [company.invoice(name, 10_000, world.days_ago(20)) for name in waiting]
    newcomer = world.add_tenant(company)
    assert newcomer.run()["new"] == 3

    numbers = {debtor: usual.company.invoice(debtor, owed, world.days_ago(1)) for debtor, owed in OWED.items()}
    assert usual.run()["new"] == 4
    pair = world.add_settled_tenant("billy")
    three = ("Ja ApS", "Ene ApS", "Tvende ApS")
    pair_numbers = [pair.company.invoice(name, 10_000, world.days_ago(1)) for name in three]
    assert pair.run()["new"] == 3
    assert pair.decide("approve", pair_numbers[0]) == 200
    forgotten_number = forgotten.company.invoice("Glemt ApS", 55_555, world.days_ago(1))
    assert forgotten.run()["new"] == 1

    assert usual.decide("decline", numbers["Nej ApS"]) == 200
    assert usual.decide("approve", numbers["Ja ApS"]) == 200
    (schedule,) = schedules.of(usual.id)
    # Too early, it does nothing.
    schedules.fire(schedule["Input"])
    assert len(schedules.of(forgotten.id)) == 1
    schedules.lose(forgotten.id)

    world.next_morning(1)
    usual.company.pay(numbers["Betaler ApS"])
    world.next_morning(1)
    before = usual.statuses()
    world.next_morning(1)
    return Silence(
        usual=usual,
        numbers=numbers,
        call=schedule["Input"],
        before=before,
        pair=pair,
        pair_numbers=pair_numbers,
        forgotten=forgotten,
        forgotten_number=forgotten_number,
        newcomer=newcomer,
        newcomer_numbers=newcomer_numbers,
    )


def test_before_the_window_is_over_nothing_has_started(silence: Silence) -> None:
    told = {debtor: silence.before[number] for debtor, number in silence.numbers.items()}
    assert told == {
        "Tavs ApS": "awaiting_approval",
        "Nej ApS": "closed",
        "Ja ApS": "scheduled",
        "Betaler ApS": "closed",
    }


def test_the_case_that_waits_starts_by_silence_and_no_other_changes(silence: Silence) -> None:
    cases = {debtor: silence.usual.cases()[number] for debtor, number in silence.numbers.items()}
    assert {debtor: case["status"] for debtor, case in cases.items()} == {
        "Tavs ApS": "scheduled",
        "Nej ApS": "closed",
        "Ja ApS": "scheduled",
        "Betaler ApS": "closed",
    }
    assert cases["Tavs ApS"]["approval"]["kind"] == "auto_approved"
    assert cases["Ja ApS"]["approval"]["kind"] == "approved"
    assert cases["Nej ApS"]["close_reason"] == "declined_by_creditor"
    assert cases["Betaler ApS"]["close_reason"] == "paid_in_full"


def test_the_tenant_is_told_of_the_silent_start_in_one_mail(silence: Silence) -> None:
    asked, paid, started = silence.usual.mails()
    assert asked.plain_subject() == f"4 forfaldne fakturaer venter på dit svar – {danish(sum(OWED.values()))}"
    assert paid.plain_subject() == f"Betalt siden sidst: {danish(40_001)} på 1 faktura"
    assert started.plain_subject() == f"Rykkerproceduren er startet for 1 faktura – {danish(123_450)}"
    text = started.plain_text()
    assert f"- Tavs ApS: {danish(123_450)}" in text
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
    assert asked.plain_subject().endswith(danish(55_555))
    assert started.plain_subject() == f"Rykkerproceduren er startet for 1 faktura – {danish(55_555)}"
    tenant.run()
    assert len(tenant.mails()) == 2


def test_the_page_says_when_silence_started_it_and_still_offers_to_stop_it(world: World, silence: Silence) -> None:
    asked = silence.usual.mails()[0]
    page = world.pages.get(asked.link())
    assert "Startet af sig selv" in page.text()
    stoppable = [silence.usual.cases()[silence.numbers[debtor]]["id"] for debtor in ("Tavs ApS", "Ja ApS")]
    assert page.buttons() == {(case, "decline") for case in stoppable}


def test_an_approval_after_the_deadline_changes_nothing(world: World, silence: Silence) -> None:
    number = silence.numbers["Tavs ApS"]
    before = silence.usual.case(number)
    page = world.pages.decide(silence.usual.mails()[0].link(), "approve", before["id"])
    assert page.status == 200
    assert "Det var allerede besluttet." in page.text()
    assert silence.usual.case(number) == before
    assert silence.usual.decide("approve", silence.numbers["Nej ApS"], silence.usual.mails()[0].link()) == 409


def test_declining_all_after_the_deadline_stops_what_silence_started_and_nothing_else(
    world: World, silence: Silence
) -> None:
    tenant, link = silence.pair, silence.pair.mails()[0].link()
    by_hand, first, second = silence.pair_numbers
    assert tenant.statuses() == {number: "scheduled" for number in silence.pair_numbers}
    assert ("all", "decline") in world.pages.get(link).buttons()
    assert tenant.decide("decline", None, link) == 200
    assert tenant.statuses() == {by_hand: "scheduled", first: "closed", second: "closed"}


def test_a_silent_start_is_undone_by_the_same_link(world: World, silence: Silence, schedules: SilentStarts) -> None:
    number, link = silence.numbers["Tavs ApS"], silence.usual.mails()[0].link()
    assert silence.usual.decide("decline", number, link) == 200
    case = silence.usual.cases()[number]
    assert (case["status"], case["close_reason"]) == ("closed", "declined_by_creditor")
    assert "Stoppet" in world.pages.get(link).text()
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
