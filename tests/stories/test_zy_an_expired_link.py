"""A link lives for sixty days. This file sorts near the end because it moves the calendar far ahead of all other stories."""

from __future__ import annotations

from accounting_systems import ANY
from world import World

LINK_DAYS = 60


def test_an_expired_link_decides_nothing_and_says_what_to_do(world: World) -> None:
    company = world.open_company(ANY)
    number = company.invoice("Sen ApS", 90_000, world.days_ago(1))
    tenant = world.add_tenant(company)
    tenant.run()
    link = tenant.last_mail().link()
    assert world.pages.get(link).status == 200

    # One leap: what the mornings between would do is the other stories' business.
    world.stack.time().move((LINK_DAYS + 1) * 86_400)
    world.settle()

    before = tenant.case(number)
    assert before["status"] == "awaiting_approval"
    shown, answered = world.pages.get(link), world.pages.decide(link, "approve")
    assert (shown.status, answered.status) == (410, 410)
    assert "Linket er udløbet" in shown.text()
    assert shown.buttons() == set()
    assert tenant.case(number) == before


def test_the_next_mail_brings_a_link_that_works(world: World) -> None:
    tenant = world.tenants[-1]
    number = tenant.company.invoice("Ny ApS", 10_000, world.days_ago(1))
    assert tenant.run()["new"] == 1
    assert tenant.decide("approve", number) == 200
    assert tenant.statuses()[number] == "scheduled"
