"""Story 4: the accounting system is down, the service stands still or dies, the clocks go back. No letter goes unread or twice."""

from __future__ import annotations

import pytest
from accounting_systems import DINERO, TRIPLETEX
from examples import COMPENSATION, DANISH_BUSINESS, FEE, NORWEGIAN_CONSUMER, NORWEGIAN_FEE, DEMAND_FEE
from letter import Letter, read, sent_at
from local_aws import LocalAws
from ses import letter_id, tell
from walk import BUSINESS, CONSUMER, OWED, Chased, Walk

CHASED: dict[str, Chased] = {}
LEFT: dict[str, list[object]] = {}

# From the morning's run until letters leave.
UNTIL_LETTERS_LEAVE = 2 * 3600.0


def begins(walk: Walk) -> None:
    for who, back in (("for hours", "2026-09-04"), ("for a day", "2026-09-05")):
        tenant = walk.tenant(DINERO, "Nede ApS")
        walk.approves("2026-09-02", tenant)
        CHASED[who] = walk.invoice(tenant, "Venter ApS")
        walk.at_dawn["2026-09-04"].append(lambda company=tenant.company: company.fault("unavailable"))
        walk.by_day[back].append(tenant.company.heal)
    tenant = walk.tenant(TRIPLETEX, "Nede AS", min_days_overdue=14)
    walk.approves("2026-09-15", tenant)
    CHASED["from before the run"] = walk.invoice(tenant, "Venter AS", CONSUMER)
    walk.by_day["2026-09-30"].append(lambda: CHASED["from before the run"].tenant.company.fault("unavailable"))
    walk.by_day["2026-10-02"].append(tenant.company.heal)

    tenant = walk.tenant(DINERO, "Dræbt ApS", {BUSINESS: "danish_example"})
    walk.approves("2026-09-11", tenant)
    CHASED["killed"] = walk.invoice(tenant, "Én Gang ApS", due="2026-09-10")
    walk.at_dawn["2026-09-14"].append(lambda: is_killed_while_sending(CHASED["killed"]))

    tenant = walk.tenant(DINERO, "Stilstand ApS", {BUSINESS: "three_days_in_a_row"})
    walk.approves("2026-10-09", tenant)
    CHASED["standstill"] = walk.invoice(tenant, "Tre På Stribe ApS", due="2026-10-08")
    walk.standstills["2026-10-16"] = "2026-10-22"

    tenant = walk.tenant(DINERO, "Vintertid ApS")
    walk.approves("2026-10-14", tenant)
    CHASED["winter time"] = walk.invoice(tenant, "Sommer ApS", due="2026-10-13")


def is_killed_while_sending(chased: Chased) -> None:
    """The letter has left, but who sent it dies before it is told so. The mail service tells it a little later."""
    world = chased.tenant.world
    aws = LocalAws(world.stack)
    with aws.answers_held("SendRawEmail"):
        world.let_pass(UNTIL_LETTERS_LEAVE)
        aws.wait_until_held()
        assert aws.kill("Effects") > 0
    (mail,) = chased.mails()
    tell(chased, "letter-sent", letter_id(chased), mail)
    world.settle(horizon=1_000)
    LEFT["killed"] = [effect for effect in world.rykker.done("effects", "list") if effect["tenant"] == chased.tenant.id]


def test_a_letter_waits_for_hours_until_its_invoice_can_be_read(walk: Walk) -> None:
    mails = CHASED["for hours"].mails()
    assert [read(mail) for mail in mails] == DANISH_BUSINESS
    assert sent_at(mails[0]).hour >= 10


def test_a_letter_whose_invoice_cannot_be_read_all_day_is_reckoned_anew_on_the_next_bank_day(walk: Walk) -> None:
    assert [read(mail) for mail in CHASED["for a day"].mails()] == [
        Letter("2026-09-07", "Rykker 1", "2026-09-17", OWED, 1_644, 1_042_644, FEE, 0, COMPENSATION),
        Letter("2026-09-18", "Rykker 2", "2026-09-28", OWED, 4_658, 1_055_658, FEE, FEE, COMPENSATION),
        # Its eleven days would end on a Saturday.
        Letter(
            "2026-09-29", "Rykker 3 og inkassovarsel", "2026-10-12", OWED, 7_671, 1_068_671, FEE, 2 * FEE, COMPENSATION
        ),
    ]


def test_a_letter_is_reckoned_anew_when_two_morning_runs_have_failed_before_it(walk: Walk) -> None:
    assert [read(mail) for mail in CHASED["from before the run"].mails()] == [
        NORWEGIAN_CONSUMER[0],
        # Friday's run failed, too: Monday.
        Letter("2026-10-05", "Betalingsoppfordring", "2026-10-19", OWED, 11_411, 1_026_511, DEMAND_FEE, NORWEGIAN_FEE),
    ]


def test_a_letter_whose_sender_is_killed_is_not_sent_twice_and_the_procedure_goes_on(walk: Walk) -> None:
    assert [read(mail) for mail in CHASED["killed"].mails()] == [
        Letter("2026-09-14", "Rykker 1", "2026-09-24", OWED, 1_096, 1_042_096, FEE, 0, COMPENSATION),
        Letter("2026-10-01", "Betalingspåmindelse", "2026-10-08", OWED, 5_753, 1_046_753, 0, FEE, COMPENSATION),
    ]
    assert LEFT["killed"] == []


def test_a_week_in_which_nothing_ran_is_caught_up_one_letter_a_day(walk: Walk) -> None:
    assert [read(mail) for mail in CHASED["standstill"].mails()] == [
        Letter("2026-10-22", "Betalingspåmindelse", "2026-10-29", OWED, 3_836, 1_003_836),
        Letter("2026-10-23", "Rykker 1", "2026-11-02", OWED, 4_110, 1_045_110, FEE, 0, COMPENSATION),
        Letter("2026-10-26", "Inkassovarsel", "2026-11-05", OWED, 4_932, 1_045_932, 0, FEE, COMPENSATION),
    ]


def test_days_are_counted_and_hours_kept_over_the_end_of_summer_time(walk: Walk) -> None:
    mails = CHASED["winter time"].mails()
    assert [read(mail) for mail in mails] == [
        Letter("2026-10-16", "Rykker 1", "2026-10-26", OWED, 822, 1_041_822, FEE, 0, COMPENSATION),
        Letter("2026-10-27", "Rykker 2", "2026-11-06", OWED, 3_836, 1_054_836, FEE, FEE, COMPENSATION),
    ]
    offsets = [sent_at(mail).strftime("%H %z") for mail in mails]
    assert offsets == ["08 +0200", "08 +0100"]
