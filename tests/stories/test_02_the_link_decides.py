"""Story 2: the link out of the mail. Looking changes nothing, a button decides, and a link decides only what it was made for."""

from __future__ import annotations

import re
import string
from collections.abc import Callable

import pytest
from accounting_systems import ANY, SYSTEMS, System
from page import Page
from tenant import Tenant
from world import World

URL_SAFE = string.ascii_letters + string.digits + "-_"
SECURITY_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
}


def asked(world: World, system: System, *debtors: str, language: str = "da") -> tuple[Tenant, list[str]]:
    """A tenant whose first mail asks about one invoice of each debtor; and their numbers."""
    company = world.open_company(system)
    dues = [world.due(system, 9 - place) for place, _ in enumerate(debtors)]
    numbers = [company.invoice(debtor, 100_000 + nth, dues[nth]) for nth, debtor in enumerate(debtors)]
    tenant = world.add_tenant(company, language=language)
    assert tenant.run()["new"] == len(debtors)
    return tenant, numbers


def everything(tenant: Tenant) -> list[object]:
    """All that is kept of its cases, trails included."""
    return [tenant.case(number) for number in sorted(tenant.cases())]


@pytest.fixture(scope="module", params=SYSTEMS, ids=str)
def waiting(world: World, request: pytest.FixtureRequest) -> Tenant:
    """A tenant of each system whose cases nobody decides: every test that uses it must leave them as they are."""
    tenant, _ = asked(world, request.param, "Ene ApS", "Tvende ApS")
    return tenant


@pytest.fixture
def unchanged(waiting: Tenant) -> Callable[[], bool]:
    """Whether nothing at all has changed since the test began."""
    before = everything(waiting)
    return lambda: everything(waiting) == before


def test_a_scanner_that_opens_the_link_many_times_changes_nothing(
    world: World, waiting: Tenant, unchanged: Callable[[], bool]
) -> None:
    link = waiting.last_mail().link()
    for _ in range(5):
        assert (world.pages.get(link).status, world.pages.head(link).status) == (200, 200)
    for address in (f"{link}?decision=approve&case=all", f"{link}?next={'x' * 40}"):
        assert world.pages.get(address).status == 200
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH"):
        assert 400 <= world.pages.get(link, method).status < 500, method
    assert unchanged()


def test_the_page_shows_each_invoice_with_its_figures_and_buttons(world: World, waiting: Tenant) -> None:
    page = world.pages.get(waiting.last_mail().link())
    assert "2 fakturaer venter på dit svar" in page.text()
    assert waiting.money(200_001) in page.text()
    for number, debtor, owed in zip(sorted(waiting.cases()), ("Ene ApS", "Tvende ApS"), (100_000, 100_001)):
        assert debtor in page.text() and waiting.money(owed) in page.text() and number in page.text()
    ids = {case["id"] for case in waiting.cases().values()}
    assert page.buttons() == {(case, word) for case in ids | {"all"} for word in ("approve", "decline")}


@pytest.mark.parametrize(
    "language, heading", [("nb", "1 faktura venter på svar fra deg"), ("en", "1 invoice awaits your answer")]
)
def test_the_page_speaks_the_tenants_language(world: World, language: str, heading: str) -> None:
    tenant, _ = asked(world, ANY, "Fjord AS", language=language)
    page = world.pages.get(tenant.last_mail().link())
    assert f'<html lang="{language}"' in page.body
    assert heading in page.text()


def test_one_is_approved_one_is_declined_and_approving_the_rest_leaves_the_declined_one(
    world: World, system: System
) -> None:
    tenant, (yes, no, third, fourth) = asked(world, system, "Ja ApS", "Nej ApS", "Tredje ApS", "Fjerde ApS")
    assert tenant.decide("approve", yes) == 200
    assert tenant.decide("decline", no) == 200
    waits = "awaiting_approval"
    assert tenant.statuses() == {yes: "scheduled", no: "closed", third: waits, fourth: waits}
    assert tenant.cases()[no]["close_reason"] == "declined_by_creditor"
    assert tenant.decide("approve") == 200
    assert tenant.statuses() == {yes: "scheduled", no: "closed", third: "scheduled", fourth: "scheduled"}
    page = world.pages.get(tenant.last_mail().link())
    assert "Ingen fakturaer venter på dit svar" in page.text()
    assert len(re.findall(r"Godkendt .*? via linket i mailen", page.text())) == 3
    assert page.buttons() == {(case["id"], "decline") for number, case in tenant.cases().items() if number != no}


def test_declining_all_declines_only_what_waits(world: World, system: System) -> None:
    tenant, (yes, other, third) = asked(world, system, "Ja ApS", "Anden ApS", "Tredje ApS")
    assert tenant.decide("approve", yes) == 200
    assert tenant.decide("decline") == 200
    assert tenant.statuses() == {yes: "scheduled", other: "closed", third: "closed"}
    # Pressed twice, the button does no more than once.
    assert tenant.decide("decline") == 200
    assert tenant.statuses()[yes] == "scheduled"


@pytest.mark.parametrize("decision", ["approve", "decline"])
def test_the_same_answer_twice_changes_nothing_and_the_page_says_so(
    world: World, system: System, decision: str
) -> None:
    tenant, (number,) = asked(world, system, "To Gange ApS")
    link, case = tenant.last_mail().link(), tenant.cases()[number]["id"]
    assert world.pages.decide(link, decision, case).status == 200
    before = everything(tenant)
    again = world.pages.decide(link, decision, case)
    assert again.status == 200
    assert "Det var allerede besluttet. Der er ikke ændret noget." in again.text()
    assert everything(tenant) == before


def test_a_no_is_final_and_a_yes_can_be_stopped(world: World, system: System) -> None:
    tenant, (no, yes) = asked(world, system, "Nej ApS", "Ja ApS")
    assert tenant.decide("decline", no) == 200
    before = everything(tenant)
    assert tenant.decide("approve", no) == 409
    assert everything(tenant) == before
    assert tenant.decide("approve", yes) == 200
    assert tenant.decide("decline", yes) == 200
    assert tenant.cases()[yes]["close_reason"] == "declined_by_creditor"


def test_an_answer_to_a_case_that_was_paid_meanwhile_is_refused(world: World, system: System) -> None:
    tenant, (number, _) = asked(world, system, "Betaler ApS", "Anden ApS")
    link = tenant.last_mail().link()
    tenant.company.pay(number)
    assert tenant.run()["closed"] == 1
    before = everything(tenant)
    assert tenant.decide("approve", number, link) == 409
    assert tenant.decide("decline", number, link) == 409
    assert everything(tenant) == before
    assert "Betalt" in world.pages.get(link).text()


def test_a_link_with_a_changed_byte_opens_nothing(
    world: World, waiting: Tenant, unchanged: Callable[[], bool]
) -> None:
    link, token = waiting.last_mail().link(), waiting.last_mail().token()
    base = link.removesuffix(token)
    for place in range(0, len(token), 5):
        other = URL_SAFE[(URL_SAFE.index(token[place]) + 1) % len(URL_SAFE)]
        changed = base + token[:place] + other + token[place + 1 :]
        assert world.pages.get(changed).status == 403, place
        assert world.pages.decide(changed, "approve").status == 403, place
    assert unchanged()


def test_a_link_that_was_cut_or_lengthened_opens_nothing(
    world: World, waiting: Tenant, unchanged: Callable[[], bool]
) -> None:
    link, token = waiting.last_mail().link(), waiting.last_mail().token()
    base = link.removesuffix(token)
    others = [token[:-1], token[: len(token) // 2], token[:1], token + "A", token + "=", "A" * len(token), "A" * 4000]
    for other in others:
        page = world.pages.decide(base + other, "decline")
        assert page.status == 403, len(other)
        assert token not in page.body
    assert unchanged()


def test_a_link_decides_only_in_its_own_batch(
    world: World, waiting: Tenant, unchanged: Callable[[], bool]
) -> None:
    system = waiting.company.system
    stranger, (own,) = asked(world, system, "Fremmed ApS")
    first_link = stranger.last_mail().link()
    before = everything(stranger)
    for number in waiting.cases():
        assert world.pages.decide(first_link, "approve", waiting.cases()[number]["id"]).status == 404
    assert unchanged() and everything(stranger) == before
    # Not even for another batch of the same tenant.
    later = stranger.company.invoice("Senere ApS", 5_000, world.due(system, 1))
    assert stranger.run()["new"] == 1
    assert stranger.decide("approve", later, first_link) == 404
    assert stranger.decide("approve", own) == 404
    assert set(stranger.statuses().values()) == {"awaiting_approval"}


@pytest.mark.parametrize(
    "form, field",
    [
        ({"case": "all"}, "decision"),
        ({"decision": "maybe", "case": "all"}, "decision"),
        ({"decision": "approve"}, "case"),
        ({"decision": "approve", "case": "everything"}, "case"),
        ({"decision": "approve", "case": "<script>alert(1)</script>"}, "case"),
        ({"decision": "", "case": ""}, "decision"),
        ({}, "decision"),
    ],
)
def test_a_bad_form_is_told_by_its_field_and_decides_nothing(
    world: World, waiting: Tenant, unchanged: Callable[[], bool], form: dict[str, str], field: str
) -> None:
    page = world.pages.post(waiting.last_mail().link(), form)
    assert page.status == 400
    assert f"Feltet {field} " in page.text()
    assert "<script" not in page.body
    assert unchanged()


def test_unknown_paths_are_not_found_and_the_health_check_answers(world: World, waiting: Tenant) -> None:
    token = waiting.last_mail().token()
    for path in ("/", "/a", "/a/", f"/a/{token}/more", f"/b/{token}", "/favicon.ico", "/admin", "/a/../healthz/x"):
        assert world.pages.get(path).status == 404, path
    health = world.pages.get("/healthz")
    assert (health.status, health.body.strip()) == (200, "ok")


def pages_of_each_kind(world: World, waiting: Tenant) -> dict[int, Page]:
    """A page of every status that a reader can meet without waiting."""
    link = waiting.last_mail().link()
    pages = [
        world.pages.get(link),
        world.pages.post(link, {}),
        world.pages.get(link[:-1]),
        world.pages.decide(link, "approve", f"{waiting.id}.{'0' * 26}"),
    ]
    return {page.status: page for page in pages}


def test_every_page_carries_the_headers_that_keep_it_to_its_reader(world: World, waiting: Tenant) -> None:
    pages = pages_of_each_kind(world, waiting)
    assert {200, 400, 403} <= set(pages)
    for status, page in pages.items():
        for name, value in SECURITY_HEADERS.items():
            assert page.headers[name] == value, (status, name)
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, status
        assert "unsafe-inline" not in policy and "http" not in policy, status
        assert page.headers["set-cookie"] is None


def test_no_page_or_mail_loads_or_links_to_anything_foreign(world: World, waiting: Tenant) -> None:
    ours = world.pages.public_url
    for page in pages_of_each_kind(world, waiting).values():
        assert "<script" not in page.body and "javascript:" not in page.body
        for address in re.findall(r"(?:src|href|action|content)=[\"']?((?:https?:)?//[^\"'\s>]+)", page.body):
            assert address.startswith(ours), address
    mail = waiting.last_mail()
    for address in re.findall(r"(?:src|href|background)=[\"']?([^\"'\s>]+)", mail.html):
        assert address.startswith(ours), address
