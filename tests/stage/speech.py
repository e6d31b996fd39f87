"""What the service says to its tenants, in each language: a row for each, written here and not taken from the product."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from amounts import danish, danish_date, english, english_date, norwegian, norwegian_date

# For one, and for any other number.
Plural = tuple[str, str]


@dataclass(frozen=True)
class Speech:
    """One language. Texts with a name in braces are filled in by the methods below."""

    money: Callable[[int, str], str]
    date: Callable[[str], str]
    # Between thousands.
    group: str
    both: str
    invoice: str
    number: str
    invoices: Plural
    more_invoices: Plural
    await_answer: Plural
    fell_due: str
    days_over: Plural
    nothing_starts: str
    nothing_to_answer: str
    case_rests: Plural
    paid_since: str
    started: str
    broken: str
    nothing_lost: str
    # What happened to an invoice, and what became of its case.
    paid: str
    part_paid: str
    credited: str
    part_credited: str
    moved: str
    voided: str
    gone: str
    missing: str
    unlinked: str
    overdue_again: str
    closed: str
    outstanding: str
    # On the pages.
    started_by_itself: str
    stopped: str
    decided_before: str
    # Why an invoice is left out, by code.
    reasons: Mapping[str, str]

    def count(self, number: int, words: Plural) -> str:
        whole = f"{number:,}".replace(",", self.group)
        return f"{whole} {words[0] if number == 1 else words[1]}"

    def asks(self, number: int, sums: str) -> str:
        """The subject of a mail that asks."""
        return f"{self.count(number, self.await_answer)} – {sums}"

    def tells_of_start(self, number: int, sums: str) -> str:
        """The subject of a mail that tells what silence has started."""
        return f"{self.started.format(invoices=self.count(number, self.invoices))} – {sums}"

    def tells_of_payment(self, number: int, sums: str) -> str:
        """The subject of a mail that asks nothing and tells of payments."""
        return self.paid_since.format(sums=sums, invoices=self.count(number, self.invoices))

    def asked(self, number: str, due: str, days: int) -> str:
        """The line below the debtor's in a mail that asks."""
        return f"{self.invoice} {number} · {self.fell_due} {self.date(due)} · {self.count(days, self.days_over)}"

    def told(self, number: str, *tidings: str) -> str:
        """The line below the debtor's in a mail that tells."""
        return " · ".join([f"{self.invoice} {number}", *tidings])

    def left_out(self, code: str, *numbers: str) -> str:
        """The lines that tell of invoices that are left out."""
        count = self.count(len(numbers), self.invoices)
        *first, last = numbers
        named = self.both.format(", ".join(first), last) if first else last
        return f"{count}: {self.reasons[code]}\n  {self.number} {named}\n"


SPEECH = {
    "da": Speech(
        money=danish,
        date=danish_date,
        group=".",
        both="{} og {}",
        invoice="Faktura",
        number="Nr.",
        invoices=("faktura", "fakturaer"),
        more_invoices=("faktura mere", "fakturaer mere"),
        await_answer=("forfalden faktura venter på dit svar", "forfaldne fakturaer venter på dit svar"),
        fell_due="forfaldt",
        days_over=("dag over forfald", "dage over forfald"),
        nothing_starts="Intet starter, før du har svaret.",
        nothing_to_answer="Der er ikke noget, du skal svare på i dag.",
        case_rests=("sag er sat i bero, til du svarer", "sager er sat i bero, til du svarer"),
        paid_since="Betalt siden sidst: {sums} på {invoices}",
        started="Rykkerproceduren er startet for {invoices}",
        broken="Forbindelsen til {system} er afbrudt – der skal en ny nøgle til",
        nothing_lost="Intet går tabt, og ingen sager lukkes.",
        paid="betalt",
        part_paid="delvist betalt",
        credited="krediteret med {amount}",
        part_credited="delvist krediteret med {amount}",
        moved="forfaldsdatoen flyttet fra {before} til {to}",
        voided="annulleret i regnskabet",
        gone="findes ikke længere i regnskabet",
        missing="ikke fundet i regnskabet, så sagen er sat i bero",
        unlinked="i bero: kreditnota {number} på {amount} er ikke knyttet til en faktura",
        overdue_again="forfalden igen",
        closed="sagen er lukket",
        outstanding="udestående {amount}",
        started_by_itself="Startet af sig selv",
        stopped="Stoppet",
        decided_before="Det var allerede besluttet.",
        reasons={
            "no_debtor_contact": "Kunden har ingen mailadresse i regnskabet. Tilføj den, så kommer fakturaen med næste gang.",
            "unknown_currency": "I en valuta, som vi ikke håndterer.",
            "beyond_look_back": "Forfaldt længere tilbage, end vi henter.",
            "credit_note": "Kreditnota, ikke faktura.",
        },
    ),
    "nb": Speech(
        money=norwegian,
        date=norwegian_date,
        group=" ",
        both="{} og {}",
        invoice="Faktura",
        number="Nr.",
        invoices=("faktura", "fakturaer"),
        more_invoices=("faktura til", "fakturaer til"),
        await_answer=("forfalt faktura venter på svar fra deg", "forfalte fakturaer venter på svar fra deg"),
        fell_due="forfalt",
        days_over=("dag over forfall", "dager over forfall"),
        nothing_starts="Ingenting starter før du har svart.",
        nothing_to_answer="Det er ingenting du trenger å svare på i dag.",
        case_rests=("sak er stilt i bero til du svarer", "saker er stilt i bero til du svarer"),
        paid_since="Betalt siden sist: {sums} på {invoices}",
        started="Purreløpet er startet for {invoices}",
        broken="Forbindelsen til {system} er brutt – det trengs en ny nøkkel",
        nothing_lost="Ingenting går tapt, og ingen saker lukkes.",
        paid="betalt",
        part_paid="delvis betalt",
        credited="kreditert med {amount}",
        part_credited="delvis kreditert med {amount}",
        moved="forfallsdatoen flyttet fra {before} til {to}",
        voided="annullert i regnskapet",
        gone="finnes ikke lenger i regnskapet",
        missing="ikke funnet i regnskapet, så saken er stilt i bero",
        unlinked="i bero: kreditnota {number} på {amount} er ikke knyttet til en faktura",
        overdue_again="forfalt igjen",
        closed="saken er avsluttet",
        outstanding="utestående {amount}",
        started_by_itself="Startet av seg selv",
        stopped="Stoppet",
        decided_before="Det var allerede bestemt.",
        reasons={
            "no_debtor_contact": "Kunden har ingen e-postadresse i regnskapet. Legg den inn, så kommer fakturaen med neste gang.",
            "beyond_look_back": "Forfalt lenger tilbake enn vi henter.",
            "unknown_currency": "I en valuta som vi ikke håndterer.",
            "credit_note": "Kreditnota, ikke faktura.",
            "below_minimum_days": "Har ikke vært forfalt så mange dager som du har valgt å vente.",
            "no_due_date": "Fakturaen har ingen forfallsdato.",
        },
    ),
    "en": Speech(
        money=english,
        date=english_date,
        group=",",
        both="{} and {}",
        invoice="Invoice",
        number="No.",
        invoices=("invoice", "invoices"),
        more_invoices=("more invoice", "more invoices"),
        await_answer=("overdue invoice awaits your answer", "overdue invoices await your answer"),
        fell_due="due",
        days_over=("day overdue", "days overdue"),
        nothing_starts="Nothing starts until you have answered.",
        nothing_to_answer="There is nothing you need to answer today.",
        case_rests=("case rests until you have answered", "cases rest until you have answered"),
        paid_since="Paid since last time: {sums} on {invoices}",
        started="The reminder procedure has started for {invoices}",
        broken="The connection to {system} is broken – a new key is needed",
        nothing_lost="Nothing is lost, and no case is closed.",
        paid="paid",
        part_paid="part-paid",
        credited="credited with {amount}",
        part_credited="part-credited with {amount}",
        moved="due date moved from {before} to {to}",
        voided="voided in your books",
        gone="no longer in your books",
        missing="not found in your books, so the case rests",
        unlinked="rests: credit note {number} of {amount} is not linked to an invoice",
        overdue_again="overdue again",
        closed="the case is closed",
        outstanding="{amount} outstanding",
        started_by_itself="Started by itself",
        stopped="Stopped",
        decided_before="That had been decided before.",
        reasons={
            "no_debtor_contact": (
                "The customer has no e-mail address in your books. Add it, and the invoice is included next time."
            ),
            "beyond_look_back": "Fell due longer ago than we fetch.",
            "unknown_currency": "In a currency that we do not handle.",
            "in_collection_elsewhere": "Already handed to debt collection elsewhere.",
            "not_overdue": "Not overdue yet.",
            "no_due_date": "The invoice has no due date.",
        },
    ),
}
