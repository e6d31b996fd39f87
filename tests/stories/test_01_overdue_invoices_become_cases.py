"""Story 1: a tenant of each system and its books. What is overdue becomes cases, the rest is told with a code, the mail is right to the øre."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from accounting_systems import ANY, BILLY, CASE, SYSTEMS, UNSEEN, System
from amounts import norwegian, norwegian_date
from mailbox import Mail, seen
from sandbox import Company, company_debtor
from tenant import Tenant, skipped
from world import World

# After so long, no system counts the requests of the first run against the second.
LIMITS_FORGET_SECONDS = 61.0
# What is to be paid later is nobody's news.
NOT_WORTH_A_LINE = ("not_overdue", "below_minimum_days")
NOBODY_TO_WRITE_TO = {"name": "Uden Mail ApS", "cvr": "87654325"}


@dataclass(frozen=True)
class Expected:
    """An invoice that must become a case: who owes how much since when."""

    debtor: str
    due: str
    days: int
    outstanding: int
    currency: str


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
        currency = str(more.get("currency", self.company.system.currency))
        self.cases[number] = Expected(debtor, due, days, owed, currency)
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


@dataclass(frozen=True)
class Odd:
    """A row that is odd in some way. Each system's own row in the table of systems says what becomes of it."""

    debtor: str
    gross: int
    due: Callable[[World, System], str | None]
    more: dict[str, Any] = field(default_factory=dict)


def fetched_for(day: int) -> Callable[[World, System], str | None]:
    return lambda world, system: world.due(system, day)


def days_past_due(days: int) -> Callable[[World, System], str | None]:
    return lambda world, _: world.days_ago(days)


FOREIGN = "foreign"
ODD = {
    FOREIGN: Odd("Berliner Dach GmbH", 9_999, fetched_for(5), {"currency": "EUR"}),
    "unknown currency": Odd("Fremmed Mønt", 50_000, fetched_for(3), {"currency": "XTS"}),
    "paid": Odd("Betalt ApS", 40_000, fetched_for(3), {"paid_minor": 40_000}),
    "draft": Odd("Kladde ApS", 30_000, fetched_for(3), {"state": "draft"}),
    "credit note": Odd("Tilgode ApS", 20_000, fetched_for(3), {"kind": "credit_note"}),
    "voided, and yet with a balance": Odd("Annulleret ApS", 10_000, fetched_for(3), {"state": "voided"}),
    "in collection": Odd("Hos Inkasso ApS", 20_000, fetched_for(3), {"sent_to_debt_collection": True}),
    "due today": Odd("I Dag ApS", 21_000, days_past_due(0)),
    "due tomorrow": Odd("I Morgen ApS", 21_500, days_past_due(-1)),
    "a day too early": Odd("For Tidlig ApS", 21_700, fetched_for(0)),
    "without a due date": Odd("Uden Dato ApS", 22_000, lambda *_: None),
}


def test_every_oddity_of_the_table_is_tried() -> None:
    assert {name for system in SYSTEMS for name in system.oddities} == set(ODD)


def fill(world: World, company: Company) -> Books:
    """The same rows in every system, and those odd ones that it can have."""
    books, system = Books(company), company.system

    def owed(day: int, debtor: str, gross: int, outstanding: int | None = None, **more: Any) -> None:
        books.owed(day + system.just_overdue - 1, world.due(system, day), debtor, gross, outstanding, **more)

    owed(1, "Ærø Bådeværft ApS", 123_456)
    owed(31, "Part-paid A/S", 500_001, 374_951, paid_minor=125_050)
    # A fee that somebody else charged is no part of what is owed for the goods.
    owed(12, "Rykket Før ApS", 80_000, late_fee_minor=10_000)
    owed(40, "Begge Dele I/S", 200_000, 166_667, late_fee_minor=10_000, paid_minor=33_333)
    books.owed(90, world.days_ago(90), "Lige Akkurat ApS", 1)
    books.skipped[company.invoice("For Gammel ApS", 70_000, world.days_ago(91))] = "beyond_look_back"
    books.skipped[company.invoice(NOBODY_TO_WRITE_TO, 60_000, world.due(system, 3))] = "no_debtor_contact"
    for name, becomes in system.oddities.items():
        odd = ODD[name]
        due = odd.due(world, system)
        if becomes == CASE:
            assert due is not None
            days = (world.today() - dt.date.fromisoformat(due)).days
            books.owed(days, due, odd.debtor, odd.gross, **odd.more)
            continue
        number = company.invoice(odd.debtor, odd.gross, due, **odd.more)
        if becomes == UNSEEN:
            books.unseen.append(number)
        else:
            books.skipped[number] = becomes
    return books


@pytest.fixture(scope="module")
def first_runs(world: World) -> dict[str, FirstRun]:
    """A tenant of each system, in that system's language."""
    runs = {}
    for system in SYSTEMS:
        company = world.open_company(system, f"{system.title} Tag ApS")
        books = fill(world, company)
        tenant = world.add_tenant(company, f"{system.title} Tag ApS")
        runs[system.name] = FirstRun(tenant, books, tenant.run())
    return runs


@pytest.fixture
def first_run(system: System, first_runs: dict[str, FirstRun]) -> FirstRun:
    return first_runs[system.name]


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
        assert case["system"] == first_run.books.company.system.name


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
    company = world.open_company(BILLY)
    note = company.invoice("Tilgode ApS", 20_000, world.days_ago(3), kind="credit_note")
    company.switch(credit_note_type="credit_note", credit_notes_negative=True)
    tenant = world.add_tenant(company)
    report = tenant.run()
    assert (report["outcome"], skipped(report)) == ("ok", {note: "credit_note"})
    assert tenant.mails() == [], "skipped invoices alone are no reason to write"


def test_the_mail_holds_the_sum_and_each_line_to_the_øre(first_run: FirstRun) -> None:
    mail, books, tenant = first_run.mail(), first_run.books, first_run.tenant
    own = books.total(books.company.system.currency)
    assert own == 123_456 + 374_951 + 80_000 + 166_667 + 1
    sums = tenant.money(own)
    if foreign := books.total("EUR"):
        sums = tenant.speech.both.format(sums, tenant.money(foreign, "EUR"))
    assert mail.plain_subject() == tenant.speech.asks(len(books.cases), sums)
    lines = mail.plain_text().splitlines()
    for number, case in books.cases.items():
        at = lines.index(f"- {case.debtor}: {tenant.money(case.outstanding, case.currency)}")
        assert lines[at + 1].strip() == tenant.speech.asked(number, case.due, case.days)


def test_both_parts_of_the_mail_hold_the_same_figures(first_run: FirstRun) -> None:
    readable = seen(html.unescape(first_run.mail().html))
    for case in first_run.books.cases.values():
        assert first_run.tenant.money(case.outstanding, case.currency) in readable
        assert case.debtor in readable


def test_the_norwegian_mail_of_a_danish_tenant_holds_the_sum_and_each_line_to_the_øre(world: World) -> None:
    company = world.open_company(ANY, "Fjell Tak AS")
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


def test_the_tenants_own_rules_leave_invoices_out(world: World, system: System) -> None:
    company, ago = world.open_company(system), world.days_ago
    taken = company.invoice("Gammel Nok ApS", 10_000, ago(20))
    young = company.invoice("For Ung ApS", 20_000, ago(19))
    early = company.invoice("Før Start ApS", 30_000, ago(41))
    tenant = world.add_tenant(company, min_days_overdue=20, start_date=ago(40))
    report = tenant.run()
    assert skipped(report) == {young: "below_minimum_days", early: "before_start_date"}
    assert set(tenant.cases()) == {taken}


def test_the_mail_says_why_the_rest_is_left_out(first_run: FirstRun) -> None:
    numbers: dict[str, list[str]] = {}
    for number, code in skipped(first_run.report).items():
        numbers.setdefault(code, []).append(number)
    speech, text = first_run.tenant.speech, first_run.mail().plain_text()
    assert numbers
    for code, left_out in numbers.items():
        assert (speech.left_out(code, *left_out) in text) == (code not in NOT_WORTH_A_LINE), code


def test_the_mail_goes_to_its_own_tenant_and_says_that_a_first_run_starts_nothing(first_run: FirstRun) -> None:
    mail = first_run.mail()
    assert mail.to == [first_run.tenant.email]
    assert first_run.tenant.speech.nothing_starts in mail.plain_text()
    assert {case["decide_by"] for case in first_run.tenant.cases().values()} == {None}


def test_the_second_run_of_the_same_books_says_nothing(world: World, first_run: FirstRun) -> None:
    world.let_pass(LIMITS_FORGET_SECONDS)
    report = first_run.tenant.run()
    assert (report["outcome"], report["new"], report["changed"], report["closed"]) == ("ok", 0, 0, 0)
    assert skipped(report) == first_run.books.skipped
    assert len(first_run.tenant.mails()) == 1


def test_a_registration_number_has_one_tenant_and_must_be_a_real_one(world: World, first_run: FirstRun) -> None:
    system, number = first_run.books.company.system, first_run.tenant.number
    company = world.open_company(system)
    flags = ["--country", system.country, "--name", "Tvilling ApS", "--email", "t@tenant.example"]
    flags += ["--accounting", system.name, "--start-date", world.days_ago(50), *company.credential_flags()]
    again = world.rykker.call("tenant", "add", "--number", number, *flags)
    assert again.code == 1
    assert number in again.error
    refused = world.rykker.call("tenant", "add", "--number", str(int(number) + 1), *flags)
    assert refused.code in (1, 2)
    assert "number" in refused.error
    assert company.key not in again.error + refused.error
