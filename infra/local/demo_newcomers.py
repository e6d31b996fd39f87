"""Saturday: three more businesses join, each with an accounting system that works in its own way."""

from __future__ import annotations

import demo_stage as stage
from demo_books import REASONS, SYSTEM_TITLES, UNREAD, Business, Invoice
from demo_claims import same, sure
from demo_office import Office, heading_of
from report import step
from settle import settle

WHEN = "Saturday 21 November, 09:00"

ELECTRICIAN = Business(
    name="Strandby El ApS",
    cvr="10000033",
    system="ordrestyring",
    language="da",
    owner="Bo",
    email="bo@strandby-el.example",
    key="demo-ordrestyring-strandby",
    credential=("api-key={key}",),
    invoices=[
        Invoice(7301, "Fyrvej 9 ApS", "2026-11-09", 812_500, "case"),
        Invoice(7302, "Marens Bageri ApS", "2026-11-12", 143_750, "case"),
        Invoice(7303, "Marens Bageri ApS", "2026-11-27", 90_000, UNREAD),
    ],
)

ROOFER = Business(
    name="Fjell Tak AS",
    cvr="910000004",
    system="tripletex",
    language="nb",
    owner="Ingrid",
    email="ingrid@fjelltak.example",
    key="demo-tripletex-fjelltak",
    credential=("employee-token={key}",),
    invoices=[
        Invoice(501, "Solbakken Borettslag", "2026-11-02", 4_300_000, "case"),
        Invoice(502, "Nordnes Hotell AS", "2026-11-13", 1_250_000, "below_minimum_days"),
    ],
    country="no",
    more=("--start-date", "2026-10-01", "--setting", "payment-type=33400003"),
)

# A claim names the debtor's registration number and address.
FJORDGAARDEN: dict[str, object] = {
    "name": "Fjordgaarden Ejendomme ApS",
    "email": "faktura@fjordgaarden.example",
    "cvr": "24256790",
    "street": "Havnegade 14, 2.",
    "zip": "8000",
    "city": "Aarhus C",
}

PIPEFITTER = Business(
    name="Rør & Rist VVS ApS",
    cvr="10000041",
    system="minuba",
    language="da",
    owner="Mia",
    email="mia@roerogrist.example",
    key="demo-minuba-roerogrist",
    credential=(),
    invoices=[
        Invoice(10412, "Fjordgaarden Ejendomme ApS", "2026-10-31", 1_550_000, "pushed", more={"debtor": FJORDGAARDEN})
    ],
    more=("--setting", "service=collectia"),
)

NEWCOMERS = [ELECTRICIAN, ROOFER, PIPEFITTER]


def tell(office: Office) -> None:
    stage.heading(WHEN, "three more businesses join, and each system works in its own way")
    with stage.progress(), step("writing their books at Ordrestyring, Tripletex and Minuba, and registering them"):
        for business in NEWCOMERS:
            office.open_books(business)
            office.tenants[business.cvr] = office.add_tenant(business)
        settle(office.stack, horizon=0)
    for business in NEWCOMERS:
        stage.point(f"{business.name} keeps its invoices in {SYSTEM_TITLES[business.system]}.")
    _fetched(office)
    _booked(office)
    _pushed(office)


def _fetched(office: Office) -> None:
    for business in (ELECTRICIAN, ROOFER):
        with stage.progress(), step(f"fetching from {SYSTEM_TITLES[business.system]}"):
            (report,) = office.rykker("run", "--wait", "--tenant", office.tenants[business.cvr])
            settle(office.stack, horizon=0)
        opened = {str(one.number): one.amount for one in business.invoices if one.expect == "case"}
        same((report["outcome"], report["new"]), ("ok", len(opened)), f"the first fetch for {business.name}")
        cases = office.cases(office.tenants[business.cvr])
        same({number: case["outstanding_minor"] for number, case in cases.items()}, opened, f"cases of {business.name}")
        become = stage.count(report["new"], "becomes a case", "become cases")
        stage.label(f"{business.name}: {stage.count(report['read'], 'invoice')} read, {become}")
        for skip in report["skipped"]:
            stage.point(f"left out, {REASONS.get(skip['code'], skip['code'])}: {skip['invoice_number']}")
        stage.point(f"the mail: {heading_of(office.mails(business)[-1])}")
    stage.gap()
    stage.checked("At Tripletex an invoice is fetched 15 days past due, as its tenants are used to; here it can be set.")


def _booked(office: Office) -> None:
    """Money that came to the service, booked in the books of the one it belongs to."""
    invoice, tenant = ROOFER.invoices[0], office.tenants[ROOFER.cvr]
    case = office.cases(tenant)[str(invoice.number)]["id"]
    words = ["payments", "record", "--case", case, "--amount", "13000", "--date", "2026-11-20", "--reference", "bank 4711"]
    with stage.progress(), step("recording a payment twice, as a hurried operator would"):
        for _ in range(2):
            office.rykker(*words)
            settle(office.stack, horizon=0)
    (payment,) = office.rykker("payments", "list", "--tenant", tenant)
    same(payment["state"], "booked", "how far the booking has come")
    same(office.cases(tenant)[str(invoice.number)]["outstanding_minor"], invoice.amount - 1_300_000, "what is owed")
    stage.label(f"{invoice.customer} pays NOK 13,000.00 to the service instead of {ROOFER.name}")
    stage.checked("It is recorded twice and counts once: the claim is lower by it, and Tripletex's books have one payment.")


def _pushed(office: Office) -> None:
    invoice, tenant = PIPEFITTER.invoices[0], office.tenants[PIPEFITTER.cvr]
    webhook = office.rykker("tenant", "webhook", tenant, "--rotate")
    switches = {"webhook_url": webhook["address"], "webhook_secret": webhook["secret"], "service": "collectia"}
    office.in_books(PIPEFITTER, "/switches", switches)
    with stage.progress(), step("sending an invoice to collection, as Minuba's user does"):
        office.in_books(PIPEFITTER, "/pushes", {"invoice": str(invoice.number), "event": "invoice.sent_to_collection"})
        settle(office.stack, horizon=0)
    case = office.cases(tenant)[str(invoice.number)]
    same((case["status"], case["outstanding_minor"]), ("scheduled", invoice.amount), f"invoice {invoice.number}")
    mails = office.mails(PIPEFITTER)
    sure(mails, f"{PIPEFITTER.owner} is told of it")
    stage.label(f"{PIPEFITTER.owner} at {PIPEFITTER.name} presses “Send til Collectia” in Minuba")
    stage.point(f"the mail: {heading_of(mails[-1])}")
    stage.checked("A push is a decision: the case is approved at once, and stored before Minuba gets its answer.")
