"""The rest of the week: the morning's run, a no through the link, silence, and a payment."""

from __future__ import annotations

import demo_stage as stage
from advance import advance
from demo_books import BUSINESSES, GARDENER, PLUMBER, SATURDAY, STUDIO, TUESDAY, Business, Invoice
from demo_claims import cases_match, mail_lists, same, sure, written
from demo_office import Office, excerpt, heading_of, readable
from demo_page import look, press

# Of the three that fall due on Monday at the studio: one is paid, one is declined, and one is left to silence.
PAYS, REFUSED = 2206, 2207
# When silence answers for Tuesday's mail.
FRIDAY = "2026-11-20"


def tell(office: Office) -> None:
    _tuesday(office)
    _one_no(office)
    _silence(office)
    _payment(office)
    _told(office)


def waiting_link(office: Office) -> str:
    """The link of the last mail, whose invoice nobody has answered for."""
    link = office.link_in(office.mails(STUDIO)[-1])
    look(link).button("approve", STUDIO.opening_on(SATURDAY)[0].number)
    return link


def stopping_link(office: Office) -> str:
    """The link of the mail about the silent start: what it started can still be stopped."""
    link = office.link_in(office.mails(STUDIO)[-2])
    started = next(one.number for one in STUDIO.opening_on(TUESDAY) if one.number not in (PAYS, REFUSED))
    look(link).button("decline", started)
    return link


def _invoice(number: int) -> Invoice:
    return next(invoice for invoice in STUDIO.invoices if invoice.number == number)


def _pass_day(office: Office) -> dict[str, int]:
    """Lets a day pass; returns how many mails each business got in it, by its name."""
    before = {business.name: len(office.mails(business)) for business in BUSINESSES}
    with stage.progress():
        advance(office.stack, 1)
    return {business.name: len(office.mails(business)) - before[business.name] for business in BUSINESSES}


def _tell_run(office: Office, business: Business, new: int) -> None:
    run = office.last_run(office.tenants[business.cvr])
    same((run["outcome"], run["new"]), ("ok", new), f"outcome and new cases of the run for {business.name}")
    said = f"{business.name}: {run['read']} read, {new} newly overdue, {run['skipped']} left out"
    stage.point(said + (f", {run['closed']} closed" if run["closed"] else ""))


def _tuesday(office: Office) -> None:
    stage.heading("Tuesday 17 November", "the morning's run, by itself")
    mails = _pass_day(office)
    for business in BUSINESSES:
        new = business.opening_on(TUESDAY)
        _tell_run(office, business, len(new))
        same(mails[business.name], 1 if new else 0, f"mails to {business.name} on Tuesday")
        if new:
            mail_lists(office.mails(business)[-1], business, new)
            cases = cases_match(office, office.tenants[business.cvr], new, "awaiting_approval")
            same({cases[str(one.number)]["decide_by"] for one in new}, {FRIDAY}, "the day silence answers")
    mail = office.mails(STUDIO)[-1]
    stage.quote(heading_of(mail), excerpt(mail, until="\nLeft out"))
    stage.checked("This mail has a deadline: three days from now, silence means yes.")


def _one_no(office: Office) -> None:
    invoice, link = _invoice(REFUSED), office.link_in(office.mails(STUDIO)[-1])
    number, tenant = str(invoice.number), office.tenants[STUDIO.cvr]
    stage.heading("Tuesday 17 November, 09:00", "one invoice is declined through the link")

    stage.point("First a mail scanner opens the link, as many do before the mail is delivered.")
    before = office.cases(tenant)
    page = look(link)
    decline = page.button("decline", invoice.number)
    same(office.cases(tenant), before, "the cases after the page was opened")
    stage.checked(
        f"Nothing has changed: beside invoice {number} stands “{page.standing(number)}”. Only a button decides."
    )

    stage.gap()
    page = press(link, decline)
    stage.point(
        f"{STUDIO.owner} has a word with {invoice.customer} and declines invoice {number}, "
        f"{stage.kroner(invoice.amount)}. The page answers: “{page.told}”"
    )
    after = office.cases(tenant)
    same(after[number]["close_reason"], "declined_by_creditor", f"why invoice {number} is closed")
    same([one for one in after if after[one] != before[one]], [number], "invoices that the button changed")
    stage.checked(f"Beside the invoice it now stands “{page.standing(number)}”")

    again = press(link, decline)
    same(office.cases(tenant), after, "the cases after the same button once more")
    stage.checked(f"Pressed once more, it changes nothing: “{again.told}”")


def _silence(office: Office) -> None:
    stage.heading("Wednesday to Friday", "three days pass, and nobody answers the rest")
    for day in ("Wednesday", "Thursday"):
        same(set(_pass_day(office).values()), {0}, f"mails on {day}")
        for business in BUSINESSES:
            run = office.last_run(office.tenants[business.cvr])
            same((run["outcome"], run["new"], run["changed"], run["closed"]), ("ok", 0, 0, 0), f"the run of {day}")
        stage.checked(f"{day}: the books were read, nothing has changed, nobody gets a mail.")
    mails = _pass_day(office)
    same(list(mails.values()), [1, 1, 0], "mails on Friday")
    for business in (PLUMBER, STUDIO):
        waited = [invoice for invoice in business.opening_on(TUESDAY) if invoice.number != REFUSED]
        cases = cases_match(office, office.tenants[business.cvr], waited, "scheduled")
        for one in waited:
            approval = cases[str(one.number)]["approval"]
            same((approval["kind"], approval["at"][:10]), ("auto_approved", FRIDAY), f"approval of {one.number}")
            stage.point(f"{business.name}: invoice {one.number} to {one.customer} starts by silence.")
    same(office.cases(office.tenants[STUDIO.cvr])[str(REFUSED)]["status"], "closed", f"invoice {REFUSED}")
    mail = office.mails(STUDIO)[-1]
    stage.quote(heading_of(mail), excerpt(mail))
    stage.checked(f"Invoice {REFUSED} stays declined.")


def _payment(office: Office) -> None:
    invoice = _invoice(PAYS)
    stage.heading("Friday 20 November, 09:00", "a customer pays")
    office.pay(STUDIO, invoice.number)
    stage.tell(
        f"{invoice.customer} pays invoice {invoice.number}, {stage.kroner(invoice.amount)}, straight to {STUDIO.name}, "
        "which books it in Dinero. Nobody tells Rykker: it reads the books every morning."
    )


def _told(office: Office) -> None:
    invoice = _invoice(PAYS)
    stage.heading("Saturday 21 November", "the next morning's run has seen it")
    same(list(_pass_day(office).values()), [0, 1, 0], "mails on Saturday")
    new = STUDIO.opening_on(SATURDAY)
    _tell_run(office, STUDIO, len(new))
    case = office.cases(office.tenants[STUDIO.cvr])[str(invoice.number)]
    seen = (case["close_reason"], case["paid_minor"], case["outstanding_minor"])
    same(seen, ("paid_in_full", invoice.amount, 0), f"close reason, paid and outstanding of invoice {invoice.number}")
    mail = office.mails(STUDIO)[-1]
    mail_lists(mail, STUDIO, new)
    paid = f"- {invoice.customer}: {written(invoice.amount, STUDIO.language)}\n  Invoice {invoice.number} · paid"
    sure(paid in readable(mail.text), f"the mail tells that invoice {invoice.number} is paid")
    stage.quote(heading_of(mail), excerpt(mail, until="\nLeft out"))
    stage.checked(f"The case of invoice {invoice.number} is closed as paid in full.")
    same(office.mails(GARDENER), [], f"mails to {GARDENER.name}")
    stage.checked(f"{GARDENER.owner} at {GARDENER.name} has had no mail all week: there was nothing to tell.")
