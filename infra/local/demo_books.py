"""The demo's invented businesses, their customers and their invoices, with what must become of each.

Every name and number is made up. Amounts are øre with VAT; dates fit the week that `demo.py` tells.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from systems import SYSTEMS

# What must become of an invoice: a case from this fetch on, left out with this code, or not even read.
FIRST, TUESDAY, SATURDAY = "first fetch", "Tuesday", "Saturday"
UNREAD = "not asked for"


@dataclass(frozen=True)
class Invoice:
    """One invoice. `expect` is the day it becomes a case, the code it is left out with on the first fetch, or `UNREAD`;
    `later` is the day on which an invoice that was left out first becomes a case after all."""

    number: int
    customer: str
    due: str
    amount: int
    expect: str
    later: str = ""
    email: bool = True
    person: bool = False
    more: dict[str, object] = field(default_factory=dict)

    def opens_on(self, day: str) -> bool:
        return day in (self.expect, self.later)

    def as_sent(self) -> dict[str, object]:
        """For the sandbox."""
        debtor: dict[str, object] = {"name": self.customer, "street": "Prøvevej 7", "zip": "8000", "city": "Aarhus C"}
        if self.email:
            debtor["email"] = "regnskab@kunde.example"
        if self.person:
            debtor["person"] = True
        return {"number": self.number, "due": self.due, "amount_minor": self.amount, "debtor": debtor, **self.more}


@dataclass(frozen=True)
class Business:
    """A tenant to be. `organization` is Dinero's company id."""

    name: str
    cvr: str
    system: str
    language: str
    owner: str
    email: str
    key: str
    # As `rykker tenant add --credential` takes them; `{key}` and `{organization}` are filled in.
    credential: tuple[str, ...]
    invoices: list[Invoice]
    organization: str = ""
    country: str = "dk"
    # Further words of `rykker tenant add`.
    more: tuple[str, ...] = ()

    def credentials(self) -> list[str]:
        return [word.format(key=self.key, organization=self.organization) for word in self.credential]

    def opening_on(self, day: str) -> list[Invoice]:
        return [invoice for invoice in self.invoices if invoice.opens_on(day)]

    def left_out(self) -> dict[str, str]:
        """Invoice number → code on the first fetch."""
        codes = {FIRST, TUESDAY, SATURDAY, UNREAD}
        return {str(invoice.number): invoice.expect for invoice in self.invoices if invoice.expect not in codes}


PLUMBER = Business(
    name="Bølgebryder VVS ApS",
    cvr="10000009",
    system="billy",
    language="da",
    owner="Maren",
    email="maren@boelgebryder.example",
    key="demo-billy-boelgebryder",
    credential=("access-token={key}",),
    invoices=[
        Invoice(1038, "Café Tidevand ApS", "2026-10-28", 437_500, FIRST),
        Invoice(1041, "Grethe Aaskov", "2026-11-05", 125_050, FIRST, person=True),
        Invoice(1042, "Havneliv Kontor A/S", "2026-11-09", 989_900, "no_debtor_contact", email=False),
        Invoice(902, "Den Gamle Smedje I/S", "2026-05-11", 280_000, "beyond_look_back"),
        Invoice(1040, "Klitgården A/S", "2026-11-02", 640_000, UNREAD, more={"paid_minor": 640_000}),
        Invoice(1043, "Klitgården A/S", "2026-11-04", 75_000, UNREAD, more={"state": "draft"}),
        Invoice(1044, "Sømærket Camping ApS", "2026-11-16", 321_075, TUESDAY),
        Invoice(1045, "Grethe Aaskov", "2026-12-01", 98_000, UNREAD, person=True),
    ],
)

STUDIO = Business(
    name="Two Rivers Studio ApS",
    cvr="10000017",
    system="dinero",
    language="en",
    owner="Alex",
    email="alex@tworivers.example",
    key="demo-dinero-tworivers",
    credential=("organization-id={organization}", "api-key={key}"),
    organization="81169",
    invoices=[
        Invoice(2201, "Lysning Reklame A/S", "2026-10-30", 1_875_000, FIRST),
        Invoice(2203, "Nordlys Teater", "2026-11-06", 468_725, FIRST),
        Invoice(
            2204,
            "Pakhus 12 ApS",
            "2026-10-20",
            250_000,
            "in_collection_elsewhere",
            more={"sent_to_debt_collection": True},
        ),
        Invoice(2205, "Fyrtårnet Forlag ApS", "2026-11-11", 99_995, "no_debtor_contact", email=False),
        Invoice(2206, "Kompas Rejser A/S", "2026-11-16", 1_250_000, "not_overdue", later=TUESDAY),
        Invoice(2207, "Lysning Reklame A/S", "2026-11-16", 842_560, "not_overdue", later=TUESDAY),
        Invoice(2208, "Nordlys Teater", "2026-11-16", 310_040, "not_overdue", later=TUESDAY),
        Invoice(2209, "Pakhus 12 ApS", "2026-11-20", 515_000, "not_overdue", later=SATURDAY),
    ],
)

GARDENER = Business(
    name="Skovbryn Have og Anlæg",
    cvr="10000025",
    system="billy",
    language="da",
    owner="Jens",
    email="jens@skovbryn.example",
    key="demo-billy-skovbryn",
    credential=("access-token={key}",),
    invoices=[
        Invoice(311, "Ejerforeningen Bakken", "2026-11-10", 560_000, UNREAD, more={"paid_minor": 560_000}),
        Invoice(312, "Ejerforeningen Bakken", "2026-12-04", 560_000, UNREAD),
    ],
)

BUSINESSES = [PLUMBER, STUDIO, GARDENER]

SYSTEM_TITLES = {system.name: system.title for system in SYSTEMS}
LANGUAGES = {"da": "Danish", "en": "English", "nb": "Norwegian"}

# The reason codes that the story meets, in words.
REASONS = {
    "not_overdue": "not overdue yet",
    "no_debtor_contact": "the customer has no e-mail address in the books",
    "beyond_look_back": "due more than 90 days before the business joined",
    "in_collection_elsewhere": "already with a debt collector elsewhere",
    "below_minimum_days": "not overdue long enough",
    "already_a_case": "is, or has been, a case",
    "nothing_outstanding": "nothing left to pay",
    "draft": "still a draft",
    "voided": "voided",
}
