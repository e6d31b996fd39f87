"""Monday: three businesses join, and the first fetch asks before anything starts."""

from __future__ import annotations

from typing import Any

import demo_stage as stage
from demo_books import BUSINESSES, FIRST, GARDENER, LANGUAGES, PLUMBER, REASONS, STUDIO, SYSTEM_TITLES, Business
from demo_claims import cases_match, first_fetch_matches, mail_lists, same, sure
from demo_office import Office, excerpt, heading_of
from demo_page import look, press
from report import step
from settle import settle

MONDAY = "Monday 16 November, 09:00"


def tell(office: Office) -> None:
    _they_join(office)
    _first_fetch(office)
    _mails(office)
    _answers(office)


def _they_join(office: Office) -> None:
    stage.heading(MONDAY, "three businesses join")
    with stage.progress(), step("writing their books at Billy and Dinero, and registering them"):
        for business in BUSINESSES:
            office.open_books(business)
            office.tenants[business.cvr] = office.add_tenant(business)
            said = office.rykker("tenant", "check", office.tenants[business.cvr])
            same(said["company"], business.name, "the company that the key belongs to")
    rows = [
        [
            business.name,
            SYSTEM_TITLES[business.system],
            f"mails in {LANGUAGES[business.language]} to {business.owner}",
            stage.count(len(business.invoices), "invoice") + " in its books",
        ]
        for business in BUSINESSES
    ]
    stage.table(rows)
    stage.gap()
    stage.checked("Each key was tried at the accounting system and opens the books of the right company.")


def _first_fetch(office: Office) -> None:
    stage.heading(MONDAY, "the first fetch")
    with stage.progress(), step("fetching from Billy and Dinero"):
        reports = {report["tenant"]: report for report in office.rykker("run", "--wait")}
        settle(office.stack, horizon=0)
    for business in BUSINESSES:
        report = reports[office.tenants[business.cvr]]
        first_fetch_matches(business, report)
        _tell_report(business, report)
        cases = cases_match(office, office.tenants[business.cvr], business.opening_on(FIRST), "awaiting_approval")
        sure(all(case["silence"] == "first_run" for case in cases.values()), "silence starts nothing of a first fetch")
    stage.gap()
    stage.checked(
        "Every invoice that was read is either a case or left out for a reason, and the amounts agree to the øre with "
        "the books."
    )


def _tell_report(business: Business, report: Any) -> None:
    become = f", {report['new']} become cases" if report["read"] else ""
    stage.label(f"{business.name}: {stage.count(report['read'], 'invoice')} read{become}")
    opened = business.opening_on(FIRST)
    stage.table(
        [[str(one.number), one.customer, f"due {stage.day(one.due)}", stage.kroner(one.amount)] for one in opened],
        right=[3],
    )
    for code, _ in sorted(report["skipped_counts"].items(), key=lambda item: -item[1]):
        numbers = [skip["invoice_number"] for skip in report["skipped"] if skip["code"] == code]
        stage.point(f"left out, {REASONS.get(code, code)}: {', '.join(sorted(numbers))}")
    if not report["read"]:
        stage.point("nothing is overdue: its customers have paid, or have time left")


def _mails(office: Office) -> None:
    stage.heading(MONDAY, "one mail to each business that has something to answer")
    for business in (PLUMBER, STUDIO):
        mails = office.mails(business)
        same(len(mails), 1, f"mails to {business.name}")
        mail_lists(mails[0], business, business.opening_on(FIRST))
    mail = office.mails(STUDIO)[0]
    stage.quote(heading_of(mail), excerpt(mail))
    danish = office.mails(PLUMBER)[0]
    stage.tell(f"{PLUMBER.owner} gets hers in Danish. It begins:")
    stage.quote(heading_of(danish), excerpt(danish, until="\nIkke taget med"))
    same(office.mails(GARDENER), [], f"mails to {GARDENER.name}")
    stage.checked(f"{GARDENER.owner} at {GARDENER.name} gets no mail: there is nothing to tell.")
    stage.checked("A first fetch never starts anything by silence. These invoices wait until somebody says yes.")


def _answers(office: Office) -> None:
    stage.heading(MONDAY, f"{PLUMBER.owner} and {STUDIO.owner} say yes, through the link")
    for business in (PLUMBER, STUDIO):
        link = office.link_in(office.mails(business)[0])
        page = press(link, look(link).button("approve"))
        opened = business.opening_on(FIRST)
        cases = cases_match(office, office.tenants[business.cvr], opened, "scheduled")
        kinds = {cases[str(one.number)]["approval"]["kind"] for one in opened}
        same(kinds, {"approved"}, "how they were approved")
        sure(page.told, "the page says what was decided")
        stage.point(f"{business.owner} opens the page and starts both. The page answers: “{page.told}”")
