"""Story 11: a credit note names no invoice. All cases of its debtor rest, the tenant is asked once, and its link decides for each."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from accounting_systems import SYSTEMS, System
from mailbox import Mail
from tenant import Tenant
from world import World

WORTH = 25_050
OWED = 100_000
# Longer than the window of this story's tenants: silence would have started what waits.
DECISION_DAYS, SILENT_DAYS = 1, 2


@dataclass
class Credited:
    """A tenant whose debtor got a credit note for nobody knows which of its two invoices."""

    tenant: Tenant
    # The debtor's: one was approved before the credit note, one waited for an answer.
    approved: str
    waiting: str
    # Another debtor's.
    other: str
    note: str
    mail: Mail
    statuses: dict[str, str]
    after_silence: dict[str, str] = field(default_factory=dict)
    mails_after_silence: int = 0


def credited(world: World, system: System) -> Credited:
    tenant = world.add_settled_tenant(system, decision_days=DECISION_DAYS)
    company = tenant.company
    dues = (world.due(system, 9), world.due(system, 8))
    approved, waiting = (company.invoice("Kreditor Byg ApS", OWED, due) for due in dues)
    other = company.invoice("En Anden ApS", OWED, world.due(system, 7))
    assert tenant.run()["new"] == 3
    for number in (approved, other):
        assert tenant.decide("approve", number) == 200
    note = company.invoice("Kreditor Byg ApS", WORTH, world.days_ago(0), issued=world.days_ago(0), kind="credit_note")
    assert tenant.run()["outcome"] == "ok"
    return Credited(tenant, approved, waiting, other, note, tenant.last_mail(), tenant.standings())


@pytest.fixture(scope="module")
def all_credited(world: World) -> dict[str, Credited]:
    """Every system that can have such credit notes; then the window passes in silence."""
    told = {system.name: credited(world, system) for system in SYSTEMS if system.has_unlinked_credits}
    world.next_morning(SILENT_DAYS)
    for one in told.values():
        one.after_silence, one.mails_after_silence = one.tenant.standings(), len(one.tenant.mails())
    return told


@pytest.fixture(params=[system.name for system in SYSTEMS if system.has_unlinked_credits])
def one(request: pytest.FixtureRequest, all_credited: dict[str, Credited]) -> Credited:
    return all_credited[request.param]


def test_all_cases_of_the_debtor_rest_and_no_other(one: Credited) -> None:
    assert one.statuses == {one.approved: "paused", one.waiting: "paused", one.other: "started"}
    cases = one.tenant.cases()
    assert {cases[number]["outstanding_minor"] for number in one.statuses} == {OWED}, "nobody knows what it takes off"


def test_the_tenant_is_asked_in_one_mail_that_names_the_credit_note_and_its_worth(one: Credited) -> None:
    speech, text = one.tenant.speech, one.mail.plain_text()
    assert one.mail.plain_subject().startswith(speech.count(2, speech.case_rests))
    unlinked = speech.unlinked.format(number=one.note, amount=one.tenant.money(WORTH))
    owes = speech.outstanding.format(amount=one.tenant.money(OWED))
    for number in (one.approved, one.waiting):
        assert speech.told(number, unlinked, owes) in text
    assert one.other not in text


def test_silence_starts_nothing_that_rests_and_nobody_is_asked_twice(one: Credited) -> None:
    assert one.after_silence == one.statuses
    assert one.mails_after_silence == 2, "one mail asked for a start, and one about the credit note"


def test_the_link_decides_for_each_case_and_the_credit_note_is_no_news_any_more(world: World, one: Credited) -> None:
    tenant, link = one.tenant, one.mail.link()
    ids = {number: tenant.cases()[number]["id"] for number in (one.approved, one.waiting)}
    buttons = world.pages.get(link).buttons()
    assert {(case, word) for case in ids.values() for word in ("approve", "decline")} <= buttons
    assert tenant.decide("approve", one.approved, link) == 200
    assert tenant.decide("decline", one.waiting, link) == 200
    assert tenant.standings() == {one.approved: "started", one.waiting: "closed", one.other: "started"}
    mails = len(tenant.mails())
    report = tenant.run()
    assert (report["outcome"], report["new"], report["changed"], report["closed"]) == ("ok", 0, 0, 0)
    assert tenant.standings()[one.approved] == "started"
    assert len(tenant.mails()) == mails
