"""Story 1: nobody pays. Every letter comes on the day and with the amounts of the worked examples, and none beside them."""

from __future__ import annotations

import pytest
from accounting_systems import BILLY, DINERO, TRIPLETEX
from letter import Letter, read, sent_at
from walk import CONSUMER, OWED, Chased, Walk

FEE, COMPENSATION = 10_000, 31_000

# The worked example DK-2: the cautious schedule, which is the standard plan; its last deadline is 9 October.
DANISH_BUSINESS = [
    Letter("2026-09-04", "Rykker 1", "2026-09-14", OWED, 822, 1_041_822, FEE, 0, COMPENSATION),
    Letter("2026-09-15", "Rykker 2", "2026-09-25", OWED, 3_836, 1_054_836, FEE, FEE, COMPENSATION),
    Letter("2026-09-28", "Inkassovarsel", "2026-10-09", OWED, 7_397, 1_068_397, FEE, 2 * FEE, COMPENSATION),
]
# The same without the 310 kroner.
DANISH_CONSUMER = [
    Letter("2026-09-04", "Rykker 1", "2026-09-14", OWED, 822, 1_010_822, FEE),
    Letter("2026-09-15", "Rykker 2", "2026-09-25", OWED, 3_836, 1_023_836, FEE, FEE),
    Letter("2026-09-28", "Inkassovarsel", "2026-10-09", OWED, 7_397, 1_037_397, FEE, 2 * FEE),
]
# The plan of the worked example NO-1, chosen by a tenant. Each letter goes a day after the example's, with a day's interest more:
# Tripletex' invoices are fetched on day 14 at the earliest, and whoever approves one has a day to think again.
NORWEGIAN_EXAMPLE = [
    Letter("2026-09-16", "Purring", "2026-09-30", OWED, 5_034, 1_008_834, 3_800),
    Letter("2026-10-01", "Inkassovarsel", "2026-10-15", OWED, 10_068, 1_017_668, 3_800, 3_800),
    Letter("2026-10-16", "Betalingsoppfordring", "2026-10-30", OWED, 15_103, 1_034_003, 11_300, 7_600),
]
# What Tripletex' users have unless they choose otherwise: a notice on day 15, a demand when its deadline is over. A business pays
# the compensation of the worked example NO-2 and no fees.
NORWEGIAN_CONSUMER = [
    Letter("2026-09-16", "Inkassovarsel", "2026-09-30", OWED, 5_034, 1_008_834, 3_800),
    Letter("2026-10-01", "Betalingsoppfordring", "2026-10-15", OWED, 10_068, 1_025_168, 11_300, 3_800),
]
NORWEGIAN_BUSINESS = [
    Letter("2026-09-16", "Inkassovarsel", "2026-09-30", OWED, 5_034, 1_048_034, 0, 0, 43_000),
    Letter("2026-10-01", "Betalingsoppfordring", "2026-10-15", OWED, 10_068, 1_053_068, 0, 0, 43_000),
]

EXPECTED = {
    "Billy, a business": DANISH_BUSINESS,
    "Billy, a consumer": DANISH_CONSUMER,
    "Dinero, a business": DANISH_BUSINESS,
    "Dinero, a consumer": DANISH_CONSUMER,
    "Tripletex, a consumer": NORWEGIAN_CONSUMER,
    "Tripletex, a business": NORWEGIAN_BUSINESS,
    "Tripletex, a consumer, step by step": NORWEGIAN_EXAMPLE,
}

CHASED: dict[str, Chased] = {}


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


@pytest.mark.parametrize("who", EXPECTED)
def test_every_letter_has_the_day_the_deadline_and_the_amounts_of_the_worked_example(walk: Walk, who: str) -> None:
    assert [read(mail) for mail in CHASED[who].mails()] == EXPECTED[who]


@pytest.mark.parametrize("who", EXPECTED)
def test_letters_leave_in_working_hours(walk: Walk, who: str) -> None:
    for mail in CHASED[who].mails():
        assert 8 <= sent_at(mail).hour < 16


@pytest.mark.parametrize("who", EXPECTED)
def test_after_the_last_deadline_the_case_waits_for_its_tenant(walk: Walk, who: str) -> None:
    assert CHASED[who].status() == "notice_sent"
