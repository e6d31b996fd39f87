"""Story 5: the plan is at its end. Silence hands nothing over; one click does. The agency gets the claim once, nothing more is sent
to the debtor, and what happens later is told to agency and tenant."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from accounting_systems import BILLY, DINERO, TRIPLETEX
from mailbox import Mail, seen
from walk import CONSUMER, Chased, Walk

# The day after the last deadline with the plan's grace, as in the first story.
DANISH_END, NORWEGIAN_END = "2026-10-13", "2026-10-16"
PAID_LATER, ACTIVE, PAID_DAY, ACTIVE_DAY = 400_000, "Active", "2026-10-14", "2026-10-15"
ASKS = {"da": "Skal sagen til inkasso?", "nb": "Skal saken til inkasso?", "en": "Shall it go to debt collection?"}
STOPPED_DAY, CLOSED_DAY = "2026-10-26", "2026-10-27"


@dataclass
class Ended:
    """A case whose plan has come to its end, and what was seen of it on the way."""

    chased: Chased
    agency: str
    # By what happened: the case as it was shown then.
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)
    # Its tenant's mail that asked.
    asked: list[Mail] = field(default_factory=list)

    def look(self, when: str) -> None:
        self.seen[when] = self.chased.shown()

    def ask(self) -> None:
        """The morning's mail asks."""
        self.look("asked")
        self.asked.append(self.chased.tenant.last_mail())

    def hand_over(self) -> None:
        self.ask()
        assert self.chased.tenant.decide("hand_over", self.chased.number, self.asked[0].link()) == 200
        # A double click.
        assert self.chased.tenant.decide("hand_over", self.chased.number, self.asked[0].link()) == 200

    def stop(self) -> None:
        assert self.chased.tenant.decide("decline", self.chased.number, self.asked[0].link()) == 200

    def to_agency(self) -> list[str]:
        """Every mail to the agency, as it is read."""
        return [mail.plain_text() for mail in self.chased.tenant.world.mailbox.mails_to(self.agency)]


ENDED: dict[str, Ended] = {}
CREDITOR: dict[str, str] = {}


def begins(walk: Walk) -> None:
    rykker = walk.world.rykker

    def by_mail(who: str, tenant: Any, *debtor: str) -> Ended:
        agency = f"sager-{tenant.number}@inkasso.example"
        rykker.done("tenant", "agency", tenant.id, "--agency", "mail", "--setting", f"address={agency}")
        ENDED[who] = Ended(walk.invoice(tenant, *debtor), agency)
        return ENDED[who]

    tenant = walk.tenant(BILLY, "Færdig ApS")
    walk.approves("2026-09-02", tenant)
    business = by_mail("by mail", tenant, "Overdraget ApS")
    silent = by_mail("silence", tenant, "Uafklaret ApS")
    walk.by_day[DANISH_END] += [silent.ask, business.hand_over]
    walk.by_day["2026-10-14"].append(partial(business.look, "handed over"))
    walk.by_day[PAID_DAY].append(partial(business.chased.pay, PAID_LATER))
    walk.by_day[STOPPED_DAY] += [partial(business.look, "paid later"), business.stop]

    tenant = walk.tenant(DINERO, "Slut ApS")
    walk.approves("2026-09-02", tenant)
    CREDITOR["id"] = debitura(walk, tenant)
    by_api = ENDED["by API"] = Ended(walk.invoice(tenant, "Sendt Sendtsen", CONSUMER), "")
    walk.by_day[DANISH_END].append(by_api.hand_over)
    walk.by_day["2026-10-14"].append(partial(by_api.look, "handed over"))
    walk.by_day[ACTIVE_DAY].append(partial(agency_says, walk, {"lifecycle": ACTIVE}))
    walk.by_day["2026-10-16"].append(partial(by_api.look, "at work"))
    walk.by_day[CLOSED_DAY].append(partial(agency_says, walk, {"lifecycle": "Closed", "close_code": "Paid"}))

    tenant = walk.tenant(TRIPLETEX, "Ferdig AS", min_days_overdue=14)
    walk.approves("2026-09-15", tenant)
    norwegian = by_mail("Norway", tenant, "Overført Overførtsen", CONSUMER)
    walk.by_day[NORWEGIAN_END].append(norwegian.hand_over)


def debitura(walk: Walk, tenant: Any) -> str:
    """A creditor there with a key, whose call-backs reach the tenant."""
    sandbox, rykker = walk.world.sandboxes["debitura"], walk.world.rykker
    creditor = sandbox.post("/creditors", {"name": "Slut ApS"})
    choose = ["tenant", "agency", tenant.id, "--agency", "debitura", "--setting", f"user-email=ida-{tenant.number}@slut.example"]
    choose += ["--credential", f"api-key={creditor['key']}"]
    address = rykker.done(*choose)["call_backs"]
    secret = sandbox.post(f"/creditors/{creditor['id']}/webhook", {"url": address})["secret"]
    rykker.done(*choose, "--credential", f"webhook-secret={secret}")
    return str(creditor["id"])


def cases_there(walk: Walk) -> list[dict[str, Any]]:
    return list(walk.world.sandboxes["debitura"].get(f"/creditors/{CREDITOR['id']}")["cases"])


def agency_says(walk: Walk, change: dict[str, str]) -> None:
    (case,) = cases_there(walk)
    walk.world.sandboxes["debitura"].post(f"/creditors/{CREDITOR['id']}/cases/{case['id']}", change)


@pytest.mark.parametrize("who", ["by mail", "silence", "by API", "Norway"])
def test_the_tenant_is_asked_when_the_last_deadline_is_over(walk: Walk, who: str) -> None:
    ended = ENDED[who]
    assert ended.seen["asked"]["status"] == "paused"
    assert ASKS[ended.chased.tenant.language] in ended.asked[0].plain_text()


def test_silence_hands_nothing_over(walk: Walk) -> None:
    assert ENDED["silence"].chased.status() == "paused"
    assert len(ENDED["silence"].chased.mails()) == 3


def test_an_agency_by_mail_gets_the_claim_once_with_every_figure_by_itself(walk: Walk) -> None:
    claims = [text for text in ENDED["by mail"].to_agency() if "Hovedstol" in text]
    assert len(claims) == 1
    # 42 days at 10.00 %; the last 100.00 come with the hand-over.
    for figure in ("10.000,00", "100,00", "310,00", "115,07", "2026-09-28", "2026-10-09"):
        assert figure in claims[0] or danish_day(figure) in claims[0], figure
    assert ENDED["by mail"].seen["handed over"]["status"] == "in_collection"
    assert ENDED["by mail"].seen["handed over"]["figures"]["total_minor"] == 1_082_507 + 274


def danish_day(day: str) -> str:
    year, month, date = day.split("-") if day.count("-") == 2 else ("", "", day)
    names = {"09": "sep.", "10": "okt."}
    return f"{int(date)}. {names[month]} {year}" if year else day


@pytest.mark.parametrize(("who", "letters"), [("by mail", 3), ("by API", 3), ("Norway", 2)])
def test_nothing_more_is_sent_to_the_debtor(walk: Walk, who: str, letters: int) -> None:
    assert len(ENDED[who].chased.mails()) == letters


def test_a_later_payment_is_told_to_agency_and_tenant(walk: Walk) -> None:
    ended = ENDED["by mail"]
    told = [text for text in ended.to_agency() if "Hovedstol" not in text and "4.000,00" in text]
    assert len(told) == 1
    assert ended.seen["paid later"]["status"] == "in_collection"
    assert ended.seen["paid later"]["outstanding_minor"] == 600_000
    mails = [mail.plain_text() for mail in ended.chased.tenant.mails()]
    assert any(ended.chased.number in text and "delvist betalt" in text for text in mails)


def test_a_claim_that_the_tenant_stops_is_taken_back_from_the_agency(walk: Walk) -> None:
    ended = ENDED["by mail"]
    assert ended.chased.ended() == ("closed", "withdrawn_by_creditor")
    assert len(ended.to_agency()) == 3, "the claim, the payment, and that it is taken back"


def test_an_agency_with_an_api_has_the_claim_once_and_its_word_counts_only_when_read(walk: Walk) -> None:
    ended = ENDED["by API"]
    (case,) = cases_there(walk)
    assert case["creditorReference"] == ended.chased.shown()["id"]
    assert ended.seen["handed over"]["status"] == "submitted"
    assert ended.seen["at work"]["status"] == "in_collection"
    assert ended.chased.ended() == ("closed", "paid_in_full")


def test_the_tenant_hears_how_its_case_stands_with_the_agency(walk: Walk) -> None:
    texts = [seen(mail.text) for mail in ENDED["by API"].chased.tenant.mails()]
    assert any("at the collection agency: in collection" in text for text in texts)
    assert any("closed at the collection agency" in text for text in texts)


def test_a_norwegian_claim_goes_without_a_fee_for_it(walk: Walk) -> None:
    claims = [text for text in ENDED["Norway"].to_agency() if "Hovedkrav" in text]
    assert len(claims) == 1
    # 45 days at 12.25 %, a notice and a demand.
    for figure in ("10 000,00 kr", "38,00 kr", "113,00 kr", "151,03 kr"):
        assert figure in claims[0], figure
    assert "Oversendelsesgebyr" not in claims[0]
    assert ENDED["Norway"].chased.status() == "in_collection"
