"""What the demo claims, made sure of: against the invented books, the table as `rykker` shows it, and the mails."""

from __future__ import annotations

from typing import Any

from demo_books import FIRST, Business, Invoice
from demo_office import Office, readable
from sent_mail import Mail


def sure(holds: object, claim: str) -> None:
    """Ends the demo if `claim` does not hold: it tells nothing that it has not seen."""
    if not holds:
        raise SystemExit(f"this should hold, and does not: {claim}")


def same(seen: object, expected: object, what: str) -> None:
    sure(seen == expected, f"{what}: expected {expected}, seen {seen}")


def first_fetch_matches(business: Business, report: Any) -> None:
    """The report of the first fetch says of every invoice what the books say must become of it."""
    opened, left_out = business.opening_on(FIRST), business.left_out()
    same(report["outcome"], "ok", f"the outcome of the fetch for {business.name}")
    same(report["new"], len(opened), f"new cases of {business.name}")
    same({skip["invoice_number"]: skip["code"] for skip in report["skipped"]}, left_out, f"left out of {business.name}")
    same(report["read"], len(opened) + len(left_out), f"invoices read of {business.name}")


def cases_match(office: Office, tenant: str, invoices: list[Invoice], status: str) -> dict[str, Any]:
    """Each of these invoices is a case of the right amount with this status; returns all cases by invoice number."""
    cases = office.cases(tenant)
    for invoice in invoices:
        sure(str(invoice.number) in cases, f"invoice {invoice.number} is a case")
        case = cases[str(invoice.number)]
        same((case["status"], case["outstanding_minor"]), (status, invoice.amount), f"invoice {invoice.number}")
    return cases


def mail_lists(mail: Mail, business: Business, invoices: list[Invoice]) -> None:
    """The mail names each customer beside the amount and the sum in its subject, in the business's language."""
    text = readable(mail.text)
    for invoice in invoices:
        figure = written(invoice.amount, business.language)
        sure(
            f"- {invoice.customer}: {figure}" in text, f"the mail to {business.name} lists {invoice.customer}: {figure}"
        )
    total = written(sum(invoice.amount for invoice in invoices), business.language)
    sure(total in readable(mail.subject), f"the subject of the mail to {business.name} holds {total}")


def written(minor: int, language: str) -> str:
    """Kroner as the mails of this language write them."""
    whole = f"{minor // 100:,}.{minor % 100:02}"
    return f"DKK {whole}" if language == "en" else whole.translate(str.maketrans(",.", ".,")) + " kr."
