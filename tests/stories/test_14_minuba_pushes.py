"""Story 14: a user of Minuba sends an invoice to collection. It is a case at once and for good, however the push comes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from accounting_systems import MINUBA
from amounts import danish
from sandbox import Push
from tenant import Tenant
from world import World

SENT, PAID, CREDITED = "invoice.sent_to_collection", "invoice.payment_registered", "invoice.credited"
WITHDRAWN, ACTIVATED = "invoice.collection_withdrawn", "connection.activated"
OWED = 1_550_000
DAYS_OVER = 15
MEGABYTE = 1_000_000
TITLES = {"advokaternes": "Advokaternes Inkasso Service", "collectia": "Collectia"}


@dataclass(frozen=True)
class Pusher:
    """A tenant whose user can press the button."""

    tenant: Tenant

    def invoice(self, debtor: str = "Fjordgaarden Ejendomme ApS", **more: object) -> str:
        """An overdue invoice of Minuba's, with all that a claim must have."""
        world, company = self.tenant.world, self.tenant.company
        who: dict[str, object] = {"name": debtor, "email": "faktura@fjordgaarden.example", "cvr": "24256790"}
        who |= {"street": "Havnegade 14, 2.", "zip": "8000", "city": "Aarhus C"}
        return company.invoice(who, OWED, world.days_ago(DAYS_OVER), **more)

    def push(self, number: str, event: str = SENT, **odd: object) -> Push:
        """One click; the end of its last try."""
        return self.tenant.company.push(event, number, **odd)[-1]

    def case(self, number: str) -> tuple[str, str | None, int, int]:
        self.tenant.world.settle()
        case = self.tenant.cases()[number]
        return case["status"], case["close_reason"], case["outstanding_minor"], case["paid_minor"]

    def mails_of(self, number: str) -> list[str]:
        """The subjects of the mails about an invoice."""
        self.tenant.world.settle()
        return [mail.plain_subject() for mail in self.tenant.mails() if number in mail.plain_subject()]


def open_pusher(world: World, service: str, **switches: object) -> Pusher:
    company = world.open_company(MINUBA, "Rør & Rist VVS ApS")
    tenant = world.add_tenant(company, "Rør & Rist VVS ApS", setting=f"service={service}")
    webhook = world.rykker.done("tenant", "webhook", tenant.id, "--rotate")
    company.switch(webhook_url=webhook["address"], webhook_secret=webhook["secret"], service=service, **switches)
    return Pusher(tenant)


@pytest.fixture(scope="module")
def pusher(world: World) -> Pusher:
    """With Advokaternes Inkasso Service, whose terms it has accepted."""
    return open_pusher(world, "advokaternes")


@pytest.fixture(scope="module")
def collectia(world: World) -> Pusher:
    return open_pusher(world, "collectia")


def faults(push: Push) -> dict[str, str]:
    """The codes of a refused claim, each with what the person in front of the screen reads."""
    assert push.status == 422, push
    assert push.answer["error"]["code"] == "validation_failed"
    return {field["code"]: field["message"] for field in push.answer["error"]["fields"]}


def test_a_push_becomes_an_approved_case_and_one_mail(pusher: Pusher) -> None:
    number = pusher.invoice()
    push = pusher.push(number)
    assert push.status == 202
    assert (push.answer["status"], push.answer["duplicate"]) == ("received", False)
    assert pusher.case(number) == ("scheduled", None, OWED, 0)
    case = pusher.tenant.case(number)
    assert case["id"] == push.answer["case_id"]
    assert case["approval"]["kind"] == "approved"
    assert case["debtor"]["name"] == "Fjordgaarden Ejendomme ApS"
    assert case["due_date"] == pusher.tenant.world.days_ago(DAYS_OVER)
    assert pusher.mails_of(number) == [f"Faktura {number} er modtaget til inkasso hos {TITLES['advokaternes']}"]
    text = pusher.tenant.last_mail().plain_text()
    assert push.answer["case_number"] in text
    assert f"- Fjordgaarden Ejendomme ApS: {danish(OWED)}" in text


@pytest.mark.parametrize("odd", [{"duplicate": True}, {"two_clicks": True}], ids=["sent twice", "clicked twice"])
def test_a_push_that_comes_twice_is_one_case_and_one_mail(pusher: Pusher, odd: dict[str, bool]) -> None:
    number = pusher.invoice()
    pushes = pusher.tenant.company.push(SENT, number, **odd)
    answers = [answer for push in pushes for answer in push.answers]
    assert sorted(status for status, _ in answers) == [200, 202]
    assert sorted(answer["duplicate"] for _, answer in answers) == [False, True]
    assert len({answer["case_id"] for _, answer in answers}) == 1
    assert pusher.case(number) == ("scheduled", None, OWED, 0)
    assert len(pusher.mails_of(number)) == 1


def test_a_payment_that_arrives_before_its_invoice_waits_for_it(pusher: Pusher) -> None:
    number = pusher.invoice()
    late = pusher.tenant.company.push(SENT, number, held=True)[0]
    assert late.answers == []
    pusher.tenant.company.pay(number, 550_000)
    assert pusher.push(number, PAID).status == 202
    assert number not in pusher.tenant.cases()
    assert pusher.tenant.company.retry(late).status == 202
    assert pusher.case(number) == ("scheduled", None, 1_000_000, 550_000)
    # The same payment once more counts no second time.
    assert pusher.push(number, PAID).status == 200
    assert pusher.case(number) == ("scheduled", None, 1_000_000, 550_000)


@pytest.mark.parametrize(
    "odd", [{"skew_seconds": -400}, {"skew_seconds": 400}, {"wrong_secret": True}], ids=["stale", "early", "forged"]
)
def test_a_push_that_is_not_surely_the_tenants_is_refused_without_a_reason(pusher: Pusher, odd: dict[str, Any]) -> None:
    number = pusher.invoice()
    push = pusher.push(number, **odd)
    assert push.status == 401
    assert push.answer["error"]["code"] == "invalid_signature"
    pusher.tenant.world.settle()
    assert number not in pusher.tenant.cases()
    assert pusher.mails_of(number) == []


def test_an_address_that_nobody_has_is_not_found(world: World, pusher: Pusher) -> None:
    address = world.rykker.done("tenant", "webhook", pusher.tenant.id)["address"]
    nobody = address[:-1] + ("a" if address[-1] != "a" else "b")
    assert pusher.push(pusher.invoice(), url=nobody).status == 404


def test_a_pdf_of_4_mb_goes_along_and_a_larger_one_is_too_large(pusher: Pusher) -> None:
    number, larger = pusher.invoice(), pusher.invoice()
    assert pusher.push(number, pdf_bytes=4 * MEGABYTE).status == 202
    assert pusher.case(number) == ("scheduled", None, OWED, 0)
    refused = pusher.push(larger, pdf_bytes=5 * MEGABYTE)
    assert (refused.status, refused.answer["error"]["code"]) == (413, "payload_too_large")
    assert larger not in pusher.tenant.cases()


def test_another_amount_the_second_time_is_a_conflict_and_changes_nothing(pusher: Pusher) -> None:
    number = pusher.invoice()
    assert pusher.push(number).status == 202
    conflict = pusher.push(number, amount_minor=OWED + 100)
    assert (conflict.status, conflict.answer["error"]["code"]) == (409, "invoice_conflict")
    assert conflict.answer["error"]["message"], "a person reads it in a pop-up"
    assert pusher.case(number) == ("scheduled", None, OWED, 0)
    assert len(pusher.mails_of(number)) == 1


def test_a_credit_lowers_the_claim_and_one_of_all_ends_it(pusher: Pusher) -> None:
    number = pusher.invoice()
    assert pusher.push(number).status == 202
    pusher.tenant.company.credit(number, 50_000)
    assert pusher.push(number, CREDITED).status == 202
    assert pusher.case(number) == ("scheduled", None, OWED - 50_000, 0)
    pusher.tenant.company.credit(number)
    assert pusher.push(number, CREDITED).status == 202
    assert pusher.case(number)[:3] == ("closed", "credited", 0)


def test_what_is_withdrawn_is_closed_and_cannot_be_sent_again(pusher: Pusher) -> None:
    number = pusher.invoice()
    assert pusher.push(number).status == 202
    assert pusher.push(number, WITHDRAWN, reason="Kunden har klaget").status == 202
    assert pusher.case(number)[:3] == ("closed", "withdrawn_by_creditor", OWED)
    again = pusher.push(number)
    assert (again.status, again.answer["error"]["code"]) == (409, "invoice_conflict")
    assert pusher.case(number)[0] == "closed"


def test_advokaternes_takes_nothing_before_its_terms_are_accepted(world: World) -> None:
    pusher = open_pusher(world, "advokaternes", terms_accepted=False)
    number = pusher.invoice()
    message = faults(pusher.push(number))["terms_not_accepted"]
    assert message == "Inkassoservicens betingelser er ikke godkendt. En administrator kan godkende dem."
    assert pusher.tenant.cases() == {}
    pusher.tenant.company.switch(terms_accepted=True)
    assert pusher.tenant.company.push(ACTIVATED)[-1].status in (200, 202, 204)
    assert pusher.push(number).status == 202
    assert pusher.case(number) == ("scheduled", None, OWED, 0)


def test_advokaternes_takes_reminders_over_with_their_fees(pusher: Pusher) -> None:
    number = pusher.invoice(late_fee_minor=10_000)
    assert pusher.push(number).status == 202
    assert pusher.case(number) == ("scheduled", None, OWED, 0)
    text = pusher.tenant.last_mail().plain_text()
    assert f"Overtaget fra dig: rykkergebyrer på {danish(10_000)} (1 tidligere brev)." in text


def test_collectia_refuses_an_invoice_that_carries_reminders(collectia: Pusher) -> None:
    number = collectia.invoice(late_fee_minor=10_000)
    message = faults(collectia.push(number))["reminders_present"]
    assert message == "Inkassoservicen tager kun imod fakturaer uden rykkere. Afvis rykkerne på fakturaen først."
    assert number not in collectia.tenant.cases()


def test_the_first_invoice_that_collectia_gets_makes_the_agreement_and_the_tenant_is_told(collectia: Pusher) -> None:
    first, second = collectia.invoice(), collectia.invoice()
    told = "Med denne faktura er der indgået en aftale mellem dig og Collectia."
    for number, makes in ((first, True), (second, False)):
        assert collectia.push(number).status == 202
        assert collectia.case(number) == ("scheduled", None, OWED, 0)
        assert (told in collectia.tenant.last_mail().plain_text()) == makes


def test_the_test_button_and_a_new_secret(world: World, pusher: Pusher) -> None:
    company = pusher.tenant.company
    assert company.push("ping")[-1].status == 204
    # The secret before stays good until the next change.
    fresh = world.rykker.done("tenant", "webhook", pusher.tenant.id, "--rotate")["secret"]
    assert company.push("ping")[-1].status == 204
    company.switch(webhook_secret=fresh)
    assert company.push("ping")[-1].status == 204


def sample(world: World, number: str, **more: str) -> list[str]:
    """What `rykker claims push` is told to change of its sample, so that it is overdue today."""
    sets = {"invoice.number": f'"{number}"', "invoice.external_id": f"by-hand-{number}", **more}
    sets |= {"invoice.issue_date": world.days_ago(40), "invoice.due_date": world.days_ago(DAYS_OVER)}
    return [word for path, value in sets.items() for word in ("--set", f"{path}={value}")]


def test_the_operators_command_pushes_a_sample_as_the_system_would(world: World, pusher: Pusher) -> None:
    push = ["claims", "push", "--tenant", pusher.tenant.id, *sample(world, "90001")]
    pushed = world.rykker.call(*push)
    assert (pushed.code, pushed.json()["status"]) == (0, 202), pushed.out
    world.settle()
    assert pusher.tenant.statuses()["90001"] == "scheduled"
    forged = world.rykker.call(*push, "--wrong-secret")
    assert (forged.code, forged.json()["status"]) == (1, 401)


@pytest.mark.parametrize(
    ("number", "address", "status"),
    [("90002", "https://minuba.example/faktura.pdf", 202), ("90003", "http://minuba.example/faktura.pdf", 422)],
    ids=["https", "in the clear"],
)
def test_a_pdf_that_is_too_large_comes_by_its_address(
    world: World, pusher: Pusher, number: str, address: str, status: int
) -> None:
    document = {"kind": "invoice", "file_name": "faktura.pdf", "content_type": "application/pdf"}
    document |= {"sha256": "ab" * 32, "url": address}
    changes = sample(world, number, documents=json.dumps([document]))
    pushed = world.rykker.call("claims", "push", "--tenant", pusher.tenant.id, *changes)
    assert pushed.json()["status"] == status, pushed.out
    assert (number in pusher.tenant.cases()) == (status == 202)


def test_the_morning_after_reads_nothing_and_tells_what_was_reported(world: World, pusher: Pusher) -> None:
    number = pusher.invoice()
    assert pusher.push(number).status == 202
    pusher.tenant.company.pay(number)
    assert pusher.push(number, PAID).status == 202
    assert pusher.case(number) == ("closed", "paid_in_full", 0, OWED)
    world.next_morning()
    run = pusher.tenant.shown()["runs"][0]
    assert (run["outcome"], run["read"], run["new"]) == ("ok", 0, 0)
    mail = pusher.tenant.last_mail()
    assert pusher.tenant.speech.told(number, pusher.tenant.speech.paid, pusher.tenant.speech.closed) in mail.plain_text()
