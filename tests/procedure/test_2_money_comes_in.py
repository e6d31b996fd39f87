"""Story 2: somebody pays, or is credited. No letter goes to who has paid; the next one to who has not asks for what is left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pytest
from accounting_systems import BILLY, DINERO, TRIPLETEX
from examples import (
    COMPENSATION,
    DANISH_BUSINESS,
    DANISH_PART_CREDIT,
    DANISH_PART_PAYMENT,
    DEMAND_FEE,
    FEE,
    NORWEGIAN_CONSUMER,
    NORWEGIAN_FEE,
)
from letter import Letter, read
from walk import BUSINESS, CONSUMER, Chased, Walk, day_before

PAID, CREDITED = 400_000, 250_000


@dataclass(frozen=True)
class Payer:
    """Who pays everything around a letter, and the letters that it has had by then."""

    chased: Chased
    before: list[Letter]


DAY_BEFORE: dict[str, Payer] = {}
SAME_MORNING: dict[str, Payer] = {}
SAME_DAY: dict[str, Payer] = {}
IN_PART: dict[str, tuple[Chased, list[Letter]]] = {}

SCHEDULES = {"Denmark": DANISH_BUSINESS, "Norway": NORWEGIAN_CONSUMER}
EACH = [f"{land}, letter {nth}" for land, letters in SCHEDULES.items() for nth in range(1, len(letters) + 1)]


def begins(walk: Walk) -> None:
    # They let go what was charged as soon as the invoice is paid.
    danish = walk.tenant(BILLY, "Betalt ApS", fee_policy="charge_creditor")
    norwegian = walk.tenant(TRIPLETEX, "Betalt AS", fee_policy="charge_creditor", min_days_overdue=14)
    example = walk.tenant(DINERO, "Regneark ApS", {BUSINESS: "danish_example"})
    for tenant, day in ((danish, "2026-09-02"), (norwegian, "2026-09-15"), (example, "2026-09-02")):
        walk.approves(day, tenant)

    for land, tenant, whom in (("Denmark", danish, BUSINESS), ("Norway", norwegian, CONSUMER)):
        for nth, letter in enumerate(SCHEDULES[land], 1):
            who, before = f"{land}, letter {nth}", SCHEDULES[land][: nth - 1]
            early = walk.invoice(tenant, f"Før {nth} AS", whom)
            morning = walk.invoice(tenant, f"Morgen {nth} AS", whom)
            late = walk.invoice(tenant, f"Dagen {nth} AS", whom)
            walk.by_day[day_before(letter.on)].append(early.pay)
            walk.at_dawn[letter.on].append(morning.pay)
            walk.by_day[letter.on].append(late.pay)
            DAY_BEFORE[who], SAME_MORNING[who] = Payer(early, before), Payer(morning, before)
            SAME_DAY[who] = Payer(late, [*before, letter])

    part = {
        "DK-5": (example, BUSINESS, "2026-09-15", Chased.pay, PAID, DANISH_PART_PAYMENT),
        "DK-6": (example, BUSINESS, "2026-09-10", credit, CREDITED, DANISH_PART_CREDIT),
        "Denmark, a payment": (danish, BUSINESS, "2026-09-10", Chased.pay, PAID, DANISH_PAYMENT),
        "Denmark, a credit note": (danish, BUSINESS, "2026-09-10", credit, CREDITED, DANISH_CREDIT),
        "Norway, a payment": (norwegian, CONSUMER, "2026-09-22", Chased.pay, PAID, NORWEGIAN_PAYMENT),
        "Norway, a credit note": (norwegian, CONSUMER, "2026-09-22", credit, CREDITED, NORWEGIAN_CREDIT),
    }
    for place, (who, (tenant, whom, day, deed, amount, letters)) in enumerate(part.items()):
        chased = walk.invoice(tenant, f"Delvis {place} AS", whom)
        walk.by_day[day].append(partial(deed, chased, amount))
        IN_PART[who] = chased, letters


def credit(chased: Chased, amount_minor: int) -> None:
    chased.tenant.company.credit(chased.number, amount_minor)


# 9 days on the whole, then 5 and 18 on the rest.
DANISH_PAYMENT = [
    DANISH_BUSINESS[0],
    Letter("2026-09-15", "Rykker 2", "2026-09-25", 600_000, 3_288, 654_288, FEE, FEE, COMPENSATION),
    Letter("2026-09-28", "Rykker 3 og inkassovarsel", "2026-10-09", 600_000, 5_425, 666_425, FEE, 2 * FEE, COMPENSATION),
]
# 14 and 27 days on what the invoice should have been from the start.
DANISH_CREDIT = [
    DANISH_BUSINESS[0],
    Letter("2026-09-15", "Rykker 2", "2026-09-25", 750_000, 2_877, 803_877, FEE, FEE, COMPENSATION),
    Letter("2026-09-28", "Rykker 3 og inkassovarsel", "2026-10-09", 750_000, 5_548, 816_548, FEE, 2 * FEE, COMPENSATION),
]
# 20 days on the whole, then 10 on the rest: Tripletex tells of a change at once, and what is seen on a day was paid the day before.
NORWEGIAN_PAYMENT = [
    NORWEGIAN_CONSUMER[0],
    Letter("2026-10-01", "Betalingsoppfordring", "2026-10-15", 600_000, 8_726, 623_826, DEMAND_FEE, NORWEGIAN_FEE),
]
# 30 days on what the invoice should have been from the start.
NORWEGIAN_CREDIT = [
    NORWEGIAN_CONSUMER[0],
    Letter("2026-10-01", "Betalingsoppfordring", "2026-10-15", 750_000, 7_551, 772_651, DEMAND_FEE, NORWEGIAN_FEE),
]


def letters_end_there(payer: Payer) -> None:
    assert [read(mail) for mail in payer.chased.mails()] == payer.before
    assert payer.chased.ended() == ("closed", "paid_in_full")


@pytest.mark.parametrize("who", EACH)
def test_who_pays_the_day_before_a_letter_does_not_get_it(walk: Walk, who: str) -> None:
    letters_end_there(DAY_BEFORE[who])


@pytest.mark.parametrize("who", EACH)
def test_who_pays_between_the_morning_run_and_its_letter_does_not_get_it(walk: Walk, who: str) -> None:
    letters_end_there(SAME_MORNING[who])


@pytest.mark.parametrize("who", EACH)
def test_who_pays_on_the_day_of_its_letter_owes_no_fee_for_it(walk: Walk, who: str) -> None:
    letters_end_there(SAME_DAY[who])
    *earlier, last = SAME_DAY[who].before
    charges = SAME_DAY[who].chased.shown()["figures"]["charges"]
    fees = [charge["minor"] for charge in charges if charge["what"] == "fee"]
    assert fees == [letter.fee for letter in earlier if letter.fee]


@pytest.mark.parametrize("who", ["DK-5", "DK-6", *(f"{land}, a {what}" for land in SCHEDULES for what in ("payment", "credit note"))])
def test_after_a_part_payment_or_credit_note_the_next_letter_asks_for_the_rest(walk: Walk, who: str) -> None:
    chased, letters = IN_PART[who]
    assert [read(mail) for mail in chased.mails()] == letters
