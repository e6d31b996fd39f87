"""Story 1: two tenants and their books. What is overdue becomes cases, the rest is told with a code, the mail is right to the øre."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any

import pytest
from amounts import danish, danish_date, english, english_date, norwegian, norwegian_date
from mailbox import Mail, seen
from sandbox import Company, company_debtor
from tenant import Tenant, skipped
from world import World

NOBODY_TO_WRITE_TO = {"name": "Uden Mail ApS", "cvr": "87654325"}


@dataclass(frozen=True)
class Expected:
    """An invoice that must become a case: who owes how much since when."""

    debtor: str
    due: str
    days: int
    outstanding: int
    currency: str = "DKK"


@dataclass
class Books:
    """A tenant's books, and what its first run must make of them, by invoice number."""

    company: Company
    cases: dict[str, Expected] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    # Not overdue for certain: the list of what is overdue does not hold them.
    unseen: list[str] = field(default_factory=list)

    def owed(self, days: int, due: str, debtor: str, gross: int, outstanding: int | None = None, **more: Any) -> str:
        number = self.company.invoice(debtor, gross, due, **more)
        owed = gross if outstanding is None else outstanding
        self.cases[number] = Expected(debtor, due, days, owed, str(more.get("currency", "DKK")))
        return number

    def total(self, currency: str) -> int:
        return sum(case.outstanding for case in self.cases.values() if case.currency == currency)


@dataclass
class FirstRun:
    """A tenant after its first run."""

    tenant: Tenant
    books: Books
    report: dict[str, Any]

    def mail(self) -> Mail:
        (mail,) = self.tenant.mails()
        return mail


def what_both_systems_have(world: World, company: Company) -> Books:
    """Rows whose meaning is the same in Billy and in Dinero."""
    books, ago = Books(company), world.days_ago
    books.owed(1, ago(1), "Ærø Bådeværft ApS", 123_456)
    books.owed(31, ago(31), "Part-paid A/S", 500_001, 374_951, paid_minor=125_050)
    # A fee that somebody else charged is no part of what is owed for the goods.
    books.owed(12, ago(12), "Rykket Før ApS", 80_000, late_fee_minor=10_000)
    books.owed(40, ago(40), "Begge Dele I/S", 200_000, 166_667, late_fee_minor=10_000, paid_minor=33_333)
    books.owed(90, ago(90), "Lige Akkurat ApS", 1)
    books.owed(5, ago(5), "Berliner Dach GmbH", 9_999, currency="EUR")
    books.skipped[company.invoice("For Gammel ApS", 70_000, ago(91))] = "beyond_look_back"
    books.skipped[company.invoice(NOBODY_TO_WRITE_TO, 60_000, ago(3))] = "no_debtor_contact"
    books.skipped[company.invoice("Fremmed Mønt", 50_000, ago(3), currency="XTS")] = "unknown_currency"
    books.unseen.append(company.invoice("Betalt ApS", 40_000, ago(3), paid_minor=40_000))
    books.unseen.append(company.invoice("Kladde ApS", 30_000, ago(3), state="draft"))
    return books


@pytest.fixture(scope="module")
def billy(world: World) -> FirstRun:
    """Hansen Tag ApS, on Billy, in Danish."""
    company, ago = world.open_company("billy"), world.days_ago
    books = what_both_systems_have(world, company)
    books.skipped[company.invoice("Tilgode ApS", 20_000, ago(3), kind="credit_note")] = "credit_note"
    # Voided, and yet with a balance.
    books.unseen.append(company.invoice("Annulleret ApS", 10_000, ago(3), state="voided"))
    books.unseen += [company.invoice("I Dag ApS", 21_000, ago(0)), company.invoice("Uden Dato ApS", 22_000, None)]
    tenant = world.add_tenant(company)
    return FirstRun(tenant, books, tenant.run())


@pytest.fixture(scope="module")
def dinero(world: World) -> FirstRun:
    """Miller Roofing, on Dinero, in English."""
    company, ago = world.open_company("dinero", "Miller Roofing"), world.days_ago
    books = what_both_systems_have(world, company)
    in_collection = company.invoice("Hos Inkasso ApS", 20_000, ago(3), sent_to_debt_collection=True)
    books.skipped[in_collection] = "in_collection_elsewhere"
    books.skipped[company.invoice("I Dag ApS", 21_000, ago(0))] = "not_overdue"
    books.skipped[company.invoice("I Morgen ApS", 21_500, ago(-1))] = "not_overdue"
    books.skipped[company.invoice("Uden Dato ApS", 22_000, None)] = "no_due_date"
    # Credit notes have a list of their own here.
    books.unseen.append(company.invoice("Tilgode ApS", 20_000, ago(3), kind="credit_note"))
    tenant = world.add_tenant(company, "Miller Roofing", language="en")
    return FirstRun(tenant, books, tenant.run())


@pytest.fixture(params=["billy", "dinero"])
def first_run(request: pytest.FixtureRequest) -> FirstRun:
    """Both tenants, one after the other."""
    run = request.getfixturevalue(request.param)
    assert isinstance(run, FirstRun)
    return run


def test_every_overdue_invoice_becomes_one_case_with_its_figures(first_run: FirstRun) -> None:
    cases = first_run.tenant.cases()
    assert set(cases) == set(first_run.books.cases)
    for number, expected in first_run.books.cases.items():
        case = cases[number]
        assert case["status"] == "awaiting_approval", number
        assert (case["principal_minor"], case["outstanding_minor"]) == (expected.outstanding, expected.outstanding)
        assert (case["currency"], case["due_date"]) == (expected.currency, expected.due)
        assert case["debtor"]["name"] == expected.debtor
        assert case["invoice_id"] == first_run.books.company.invoice_id(number)
        assert case["system"] == first_run.books.company.system


def test_what_is_no_case_is_listed_with_its_code(first_run: FirstRun) -> None:
    assert skipped(first_run.report) == first_run.books.skipped


def test_the_report_counts_every_invoice_that_was_read(first_run: FirstRun) -> None:
    report, books = first_run.report, first_run.books
    assert report["outcome"] == "ok"
    assert (report["new"], report["changed"], report["closed"]) == (len(books.cases), 0, 0)
    assert report["read"] == len(books.cases) + len(books.skipped)


def test_what_is_not_owed_is_neither_a_case_nor_told(first_run: FirstRun) -> None:
    told = first_run.mail().plain_text()
    for number in first_run.books.unseen:
        assert number not in first_run.tenant.cases()
        assert f"{number} " not in told


def test_both_spellings_of_a_credit_note_are_the_same_to_us(world: World) -> None:
    company = world.open_company("billy")
    note = company.invoice("Tilgode ApS", 20_000, world.days_ago(3), kind="credit_note")
    company.switch(credit_note_type="credit_note", credit_notes_negative=True)
    tenant = world.add_tenant(company)
    report = tenant.run()
    assert (report["outcome"], skipped(report)) == ("ok", {note: "credit_note"})
    assert tenant.mails() == [], "skipped invoices alone are no reason to write"


def test_the_danish_mail_holds_the_sum_and_each_line_to_the_øre(billy: FirstRun) -> None:
    mail, books = billy.mail(), billy.books
    sums = f"{danish(books.total('DKK'))} og {danish(books.total('EUR'), 'EUR')}"
    assert books.total("DKK") == 123_456 + 374_951 + 80_000 + 166_667 + 1
    assert mail.plain_subject() == f"6 forfaldne fakturaer venter på dit svar – {sums}"
    lines = mail.plain_text().splitlines()
    for number, case in books.cases.items():
        at = lines.index(f"- {case.debtor}: {danish(case.outstanding, case.currency)}")
        days = "1 dag over forfald" if case.days == 1 else f"{case.days} dage over forfald"
        assert lines[at + 1].strip() == f"Faktura {number} · forfaldt {danish_date(case.due)} · {days}"


def test_both_parts_of_the_mail_hold_the_same_figures(first_run: FirstRun) -> None:
    written = {"billy": danish, "dinero": english}[first_run.books.company.system]
    readable = seen(html.unescape(first_run.mail().html))
    for case in first_run.books.cases.values():
        assert written(case.outstanding, case.currency) in readable
        assert case.debtor in readable


def test_the_english_mail_holds_the_sum_and_each_line_to_the_øre(dinero: FirstRun) -> None:
    mail, books = dinero.mail(), dinero.books
    sums = f"{english(books.total('DKK'))} and {english(books.total('EUR'), 'EUR')}"
    assert mail.plain_subject() == f"6 overdue invoices await your answer – {sums}"
    lines = mail.plain_text().splitlines()
    for number, case in books.cases.items():
        at = lines.index(f"- {case.debtor}: {english(case.outstanding, case.currency)}")
        days = "1 day overdue" if case.days == 1 else f"{case.days} days overdue"
        assert lines[at + 1].strip() == f"Invoice {number} · due {english_date(case.due)} · {days}"


def test_the_norwegian_mail_holds_the_sum_and_each_line_to_the_øre(world: World) -> None:
    company = world.open_company("billy", "Fjell Tak AS")
    first = company.invoice("Blåbær AS", 1_234_567, world.days_ago(2))
    second = company.invoice("Øst & Vest <b>AS</b>", 100, world.days_ago(1))
    tenant = world.add_tenant(company, "Fjell Tak AS", language="nb")
    tenant.run()
    (mail,) = tenant.mails()
    assert mail.plain_subject() == f"2 forfalte fakturaer venter på svar fra deg – {norwegian(1_234_667)}"
    text = mail.plain_text()
    assert f"- Blåbær AS: {norwegian(1_234_567)}" in text
    due = norwegian_date(world.days_ago(2))
    assert f"Faktura {first} · forfalt {due} · 2 dager over forfall" in text
    assert f"- Øst & Vest <b>AS</b>: {norwegian(100)}" in text
    assert f"Faktura {second} · " in text
    assert "<b>AS</b>" not in mail.html, "an invoice's own text cannot write HTML"
    assert "Øst & Vest <b>AS</b>" in html.unescape(mail.html)


def test_the_tenants_own_rules_leave_invoices_out(world: World) -> None:
    company, ago = world.open_company("billy"), world.days_ago
    taken = company.invoice("Gammel Nok ApS", 10_000, ago(10))
    young = company.invoice("For Ung ApS", 20_000, ago(9))
    early = company.invoice("Før Start ApS", 30_000, ago(31))
    tenant = world.add_tenant(company, min_days_overdue=10, start_date=ago(30))
    report = tenant.run()
    assert skipped(report) == {young: "below_minimum_days", early: "before_start_date"}
    assert set(tenant.cases()) == {taken}


def test_the_mail_says_why_the_rest_is_left_out(billy: FirstRun, dinero: FirstRun) -> None:
    numbers = {code: number for number, code in billy.books.skipped.items()}
    text = billy.mail().plain_text()
    no_contact = "Kunden har ingen mailadresse i regnskabet. Tilføj den, så kommer fakturaen med næste gang."
    assert f"1 faktura: {no_contact}\n  Nr. {numbers['no_debtor_contact']}\n" in text
    assert f"1 faktura: Kreditnota, ikke faktura.\n  Nr. {numbers['credit_note']}\n" in text
    assert f"1 faktura: Forfaldt længere tilbage, end vi henter.\n  Nr. {numbers['beyond_look_back']}\n" in text
    numbers = {code: number for number, code in dinero.books.skipped.items()}
    text = dinero.mail().plain_text()
    assert f"Already handed to debt collection elsewhere.\n  No. {numbers['in_collection_elsewhere']}\n" in text


def test_the_mail_goes_to_its_own_tenant_and_says_that_a_first_run_starts_nothing(first_run: FirstRun) -> None:
    mail = first_run.mail()
    assert mail.to == [first_run.tenant.email]
    answer = {"billy": "Intet starter, før du har svaret.", "dinero": "Nothing starts until you have answered."}
    assert answer[first_run.books.company.system] in mail.plain_text()
    assert {case["decide_by"] for case in first_run.tenant.cases().values()} == {None}


def test_the_second_run_of_the_same_books_says_nothing(billy: FirstRun) -> None:
    report = billy.tenant.run()
    assert (report["outcome"], report["new"], report["changed"], report["closed"]) == ("ok", 0, 0, 0)
    assert skipped(report) == billy.books.skipped
    assert len(billy.tenant.mails()) == 1


def test_a_registration_number_has_one_tenant_and_must_be_a_real_one(world: World, billy: FirstRun) -> None:
    company = world.open_company("billy")
    flags = ["--country", "dk", "--name", "Tvilling ApS", "--email", "t@tenant.example", "--accounting", "billy"]
    again = world.rykker.call("tenant", "add", "--number", billy.tenant.number, *flags, *company.credential_flags())
    assert again.code == 1
    assert billy.tenant.number in again.error
    wrong = str(int(billy.tenant.number) + 1)
    refused = world.rykker.call("tenant", "add", "--number", wrong, *flags, *company.credential_flags())
    assert refused.code in (1, 2)
    assert "number" in refused.error
    assert company.key not in again.error + refused.error
