"""Story 1: nobody pays. Every letter comes on the day and with the amounts of the worked examples, and none beside them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from accounting_systems import BILLY, DINERO, TRIPLETEX
from examples import DANISH_BUSINESS, DANISH_CONSUMER, NORWEGIAN_BUSINESS, NORWEGIAN_CONSUMER, NORWEGIAN_STEPS
from letter import read, sent_at
from walk import CONSUMER, Chased, Walk, day_before

# Who is chased: the letters, the first day of the hand-over, and the claim of that day, in Denmark with the fee for handing over.
EXPECTED = {
    "Billy, a business": (DANISH_BUSINESS, "2026-10-13", 1_082_507),
    "Billy, a consumer": (DANISH_CONSUMER, "2026-10-13", 1_051_507),
    "Dinero, a business": (DANISH_BUSINESS, "2026-10-13", 1_082_507),
    "Dinero, a consumer": (DANISH_CONSUMER, "2026-10-13", 1_051_507),
    "Tripletex, a consumer": (NORWEGIAN_CONSUMER, "2026-10-16", 1_030_203),
    "Tripletex, a business": (NORWEGIAN_BUSINESS, "2026-10-16", 1_058_103),
    "Tripletex, a consumer, step by step": (NORWEGIAN_STEPS, "2026-10-31", 1_039_037),
}

CHASED: dict[str, Chased] = {}
# What came next for each of them on the eve of its hand-over.
NEXT: dict[str, dict[str, Any]] = {}


def begins(walk: Walk) -> None:
    for system in (BILLY, DINERO):
        tenant = walk.tenant(system, "Nordlys ApS")
        walk.approves("2026-09-02", tenant)
        CHASED[f"{system.title}, a business"] = walk.invoice(tenant, "Tavs ApS")
        CHASED[f"{system.title}, a consumer"] = walk.invoice(tenant, "Tavs Tavsen", CONSUMER)
    tenant = walk.tenant(TRIPLETEX, "Fjellheim AS", min_days_overdue=14)
    walk.approves("2026-09-15", tenant)
    CHASED["Tripletex, a consumer"] = walk.invoice(tenant, "Taus Tausen", CONSUMER)
    CHASED["Tripletex, a business"] = walk.invoice(tenant, "Taus AS")
    tenant = walk.tenant(TRIPLETEX, "Vidda AS", {CONSUMER: "norwegian_consumer"}, min_days_overdue=14)
    walk.approves("2026-09-15", tenant)
    CHASED["Tripletex, a consumer, step by step"] = walk.invoice(tenant, "Stille Stillesen", CONSUMER)

    for who, (_, day, _) in EXPECTED.items():
        walk.by_day[day_before(day)].append(partial(look, who))


def look(who: str) -> None:
    NEXT[who] = CHASED[who].shown()["next"]


@pytest.mark.parametrize("who", EXPECTED)
def test_every_letter_has_the_day_the_deadline_and_the_amounts_of_the_worked_example(walk: Walk, who: str) -> None:
    assert [read(mail) for mail in CHASED[who].mails()] == EXPECTED[who][0]


@pytest.mark.parametrize("who", EXPECTED)
def test_letters_leave_in_working_hours(walk: Walk, who: str) -> None:
    assert {sent_at(mail).hour for mail in CHASED[who].mails()} == {8}


@pytest.mark.parametrize("who", EXPECTED)
def test_when_the_last_deadline_is_over_the_hand_over_comes_next_with_the_whole_claim(walk: Walk, who: str) -> None:
    _, day, total = EXPECTED[who]
    found = NEXT[who]
    assert (found["step"], found["on"], found["total_minor"], found["refusal"]) == ("handover", day, total, None)
