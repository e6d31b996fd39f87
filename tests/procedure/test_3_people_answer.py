"""Story 3: a debtor objects, a tenant thinks again, a letter comes back. Nothing more goes out unless the tenant wants it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from accounting_systems import BILLY, TRIPLETEX
from examples import COMPENSATION, DANISH_BUSINESS, FEE, NORWEGIAN_CONSUMER
from letter import Letter, read
from ses import letter_id, tell
from walk import BUSINESS, CONSUMER, OWED, Chased, Walk

REASON = "Varerne var i stykker."

# The day of the stop, and the letters that have gone by then.
STOPS: dict[str, tuple[str, list[Letter]]] = {
    "Denmark, before the first reminder": ("2026-09-03", []),
    "Denmark, after the first reminder": ("2026-09-07", DANISH_BUSINESS[:1]),
    "Denmark, after the second reminder": ("2026-09-16", DANISH_BUSINESS[:2]),
    "Denmark, after the notice": ("2026-09-29", DANISH_BUSINESS),
    "Norway, after the notice": ("2026-09-17", NORWEGIAN_CONSUMER[:1]),
    "Norway, after the demand": ("2026-10-02", NORWEGIAN_CONSUMER),
}

CHASED: dict[str, Chased] = {}
SEEN: dict[str, Any] = {}


def begins(walk: Walk) -> None:
    danish, norwegian = walk.tenant(BILLY, "Omtanke ApS"), walk.tenant(TRIPLETEX, "Omtanke AS", min_days_overdue=14)
    walk.approves("2026-09-02", danish)
    walk.approves("2026-09-15", norwegian)
    for place, (who, (day, _)) in enumerate(STOPS.items()):
        in_denmark = who.startswith("Denmark")
        tenant, whom = (danish, BUSINESS) if in_denmark else (norwegian, CONSUMER)
        CHASED[who] = walk.invoice(tenant, f"Standset {place} AS", whom)
        walk.by_day[day].append(CHASED[who].stop)

    # Whoever is asked about an objection answers behind the link of that mail, so each has a tenant of its own.
    for who in ("lifted", "agreed"):
        tenant = walk.tenant(BILLY, "Indsigelse ApS")
        walk.approves("2026-09-02", tenant)
        CHASED[who] = walk.invoice(tenant, "Uenig ApS")
    walk.by_day["2026-09-07"] += [lambda: objects(CHASED["lifted"]), lambda: objects(CHASED["agreed"])]
    walk.by_day["2026-09-16"] += [lambda: is_asked("lifted"), CHASED["lifted"].approve, lambda: goes_on("lifted")]
    walk.by_day["2026-09-16"] += [lambda: is_asked("agreed"), lambda: agrees(CHASED["agreed"])]

    tenant = walk.tenant(BILLY, "Retur ApS")
    walk.approves("2026-09-02", tenant)
    CHASED["bounced"] = walk.invoice(tenant, "Flyttet ApS")
    walk.by_day["2026-09-04"].append(lambda: comes_back(CHASED["bounced"]))


def objects(chased: Chased) -> None:
    """The debtor objects behind the link of its letter; looking at it changes nothing."""
    pages = chased.tenant.world.pages
    (link,) = set(re.findall(r"https?://[^\s\"'<>]+/d/[^\s\"'<>]+", chased.mails()[-1].text))
    assert pages.get(link).status == 200
    assert chased.status() == "reminding"
    assert pages.post(link, {"answer": "object", "reason": REASON}).status == 200
    assert chased.status() == "disputed"


def is_asked(who: str) -> None:
    SEEN[who] = [mail for mail in CHASED[who].tenant.mails() if REASON in mail.plain_text()]


def goes_on(who: str) -> None:
    SEEN[f"{who}, then"] = CHASED[who].status()


def agrees(chased: Chased) -> None:
    assert chased.tenant.decide("decline", chased.number) == 200


def comes_back(chased: Chased) -> None:
    tell(chased, "letter-bounced", letter_id(chased), chased.mails()[-1])
    SEEN["bounced"] = chased.status()


@pytest.mark.parametrize("who", STOPS)
def test_after_the_tenant_has_stopped_it_nothing_more_is_sent(walk: Walk, who: str) -> None:
    assert [read(mail) for mail in CHASED[who].mails()] == STOPS[who][1]
    reason = "withdrawn_by_creditor" if STOPS[who][1] else "declined_by_creditor"
    assert CHASED[who].ended() == ("closed", reason)


@pytest.mark.parametrize("who", ["lifted", "agreed"])
def test_an_objection_is_put_to_the_tenant_once_in_the_debtors_words(walk: Walk, who: str) -> None:
    assert len(SEEN[who]) == 1


def test_when_the_tenant_lifts_an_objection_the_next_letter_goes_the_day_after(walk: Walk) -> None:
    assert SEEN["lifted, then"] == "reminding"
    assert [read(mail) for mail in CHASED["lifted"].mails()] == [
        DANISH_BUSINESS[0],
        Letter("2026-09-17", "Rykker 2", "2026-09-28", OWED, 4_384, 1_055_384, FEE, FEE, COMPENSATION),
        DANISH_BUSINESS[2],
    ]


def test_when_the_tenant_agrees_with_an_objection_nothing_more_is_sent(walk: Walk) -> None:
    assert [read(mail) for mail in CHASED["agreed"].mails()] == DANISH_BUSINESS[:1]
    assert CHASED["agreed"].ended() == ("closed", "disputed")


def test_a_letter_that_came_back_costs_nothing_and_no_other_is_sent_to_its_address(walk: Walk) -> None:
    bounced = CHASED["bounced"]
    assert SEEN["bounced"] == "paused"
    assert [read(mail) for mail in bounced.mails()] == DANISH_BUSINESS[:1]
    shown = bounced.shown()
    assert (shown["status"], shown["figures"]["costs_minor"]) == ("paused", 0)
    asked = [mail for mail in bounced.tenant.mails() if "brevet kom retur" in mail.plain_text()]
    assert len(asked) == 1, [mail.plain_text() for mail in bounced.tenant.mails()]
