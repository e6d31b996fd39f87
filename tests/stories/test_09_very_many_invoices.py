"""Story 9: very many overdue invoices at one tenant. All become cases, the mail stays readable, the page reaches every one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import pytest
from accounting_systems import ANY, SYSTEMS, System
from local_aws import LocalAws
from page import Page
from tenant import Tenant
from world import World

COUNT = 2_500
ON_A_PAGE = 50
EACH = 100_000
# Mail readers clip a mail that is longer than this.
READABLE_BYTES = 102_000

# Where invoices are read one by one, each call of the worker reads as many as its time allows.
SHORT_CALL_SECONDS = 120
LISTING = [system for system in SYSTEMS if system.list_is_whole]
READING = [system for system in SYSTEMS if not system.list_is_whole]


@dataclass
class Many:
    tenant: Tenant
    report: dict[str, Any]


@pytest.fixture(scope="module", params=LISTING, ids=str)
def many(world: World, request: pytest.FixtureRequest) -> Iterator[Many]:
    company = world.open_company(request.param, "Mange Fakturaer ApS")
    last = world.due(request.param, 1)
    company.generate(COUNT, world.days_ago(85), last_due=last, amount_minor=EACH, debtors=40)
    tenant = world.add_tenant(company, "Mange Fakturaer ApS")
    yield Many(tenant, tenant.run())
    # Later stories need not walk these books again each morning.
    company.revoke_key()


def test_every_one_of_2500_invoices_over_many_pages_becomes_a_case(many: Many) -> None:
    report, cases = many.report, many.tenant.cases()
    assert (report["outcome"], report["read"], report["new"], report["skipped"]) == ("ok", COUNT, COUNT, [])
    assert len(cases) == COUNT
    assert {case["status"] for case in cases.values()} == {"awaiting_approval"}
    assert {case["outstanding_minor"] for case in cases.values()} == {EACH}


def test_the_mail_lists_the_first_50_and_leads_to_the_rest(many: Many) -> None:
    (mail,) = many.tenant.mails()
    speech, text = many.tenant.speech, mail.plain_text()
    assert mail.plain_subject() == speech.asks(COUNT, many.tenant.money(COUNT * EACH))
    assert len(re.findall(rf"(?m)^ +{speech.invoice} \d+ ", text)) == ON_A_PAGE
    more = speech.count(COUNT - ON_A_PAGE, speech.more_invoices)
    assert mail.link() in text.split(more)[1]
    assert len(mail.html.encode()) < READABLE_BYTES


# A page is told from cases, and these are alike whichever system their invoices came from.
one_is_as_good_as_another = pytest.mark.parametrize("many", [ANY], ids=str, indirect=True)


def pages(world: World, link: str) -> Iterator[Page]:
    """The page behind a link and all that come after it, as somebody who presses `next` sees them."""
    address: str | None = link
    while address:
        page = world.pages.get(address)
        assert page.status == 200
        yield page
        onward = re.search(r"href=\"?([^\"\s>]*\?next=[^\"\s>]+)", page.body)
        address = urljoin(link, onward.group(1).replace("&amp;", "&")) if onward else None


@one_is_as_good_as_another
def test_the_pages_reach_every_case_once(world: World, many: Many) -> None:
    shown: list[str] = []
    for page in pages(world, many.tenant.last_mail().link()):
        ids = {case for case, _ in page.buttons() if case != "all"}
        assert len(ids) <= ON_A_PAGE
        shown.extend(ids)
    assert len(shown) == COUNT
    assert set(shown) == {case["id"] for case in many.tenant.cases().values()}


@one_is_as_good_as_another
def test_all_are_approved_within_the_time_that_the_api_gives(world: World, many: Many) -> None:
    link = many.tenant.last_mail().link()
    waiting = COUNT
    # A press that runs out of time has done a part, and the button is still there for the rest.
    while ("all", "approve") in world.pages.get(link).buttons():
        assert world.pages.decide(link, "approve").status == 200
        left = list(many.tenant.statuses().values()).count("awaiting_approval")
        assert left < waiting
        waiting = left
    assert {case["status"] for case in many.tenant.cases().values()} == {"scheduled"}


@pytest.mark.parametrize("system", READING, ids=str)
def test_a_run_that_must_read_invoices_one_by_one_goes_on_in_call_after_call_and_tells_once(
    world: World, system: System
) -> None:
    aws = LocalAws(world.stack)
    company, count = world.open_company(system, "Mange Breve ApS"), system.several_calls
    company.generate(count, world.days_ago(80), last_due=world.days_ago(1), amount_minor=EACH, debtors=2)
    tenant = world.add_tenant(company, "Mange Breve ApS")
    with aws.function_timeout("FetchWorker", SHORT_CALL_SECONDS):
        world.rykker.done("run", "--tenant", tenant.id)
        world.settle(horizon=3_600)
    report = tenant.shown()["runs"][0]
    assert (report["outcome"], report["read"], report["new"]) == ("ok", count, count)
    assert len(tenant.cases()) == count
    (mail,) = tenant.mails()
    assert mail.plain_subject() == tenant.speech.asks(count, tenant.money(count * EACH))
    own = [line["message"] for line in aws.log("FetchWorker") if line.get("tenant") == tenant.id]
    assert own.count("run goes on later") >= (count - 1) // system.reads_a_call > 0
    company.revoke_key()
