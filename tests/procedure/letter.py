"""A letter to a debtor, read out of its mail as its reader reads it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from mailbox import Mail
from walk import COPENHAGEN

DANISH_MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
NORWEGIAN_MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()

# What each figure is called: in a Danish letter, and in a Norwegian one.
LABELS = {
    "principal": ("Fakturabeløb (hovedstol)", "Fakturabeløp (hovedstol)"),
    "open": ("Rest af hovedstolen", "Gjenstående hovedstol"),
    "interest": ("Rente", "Forsinkelsesrente"),
    "earlier_fees": ("Gebyrer fra tidligere breve", "Gebyrer fra tidligere brev"),
    "compensation": ("Kompensation for sen betaling", "Standardkompensasjon"),
    "fee": ("Gebyr for dette brev", "Gebyr for dette brevet"),
    "total": ("I alt at betale", "Sum å betale"),
    "to_pay": ("At betale", "Å betale"),
}
WRITTEN_ON, PAY_BY = ("Dato",), ("Betalingsfrist",)


@dataclass(frozen=True)
class Letter:
    """Its day, what it calls itself, its last day to pay, and its figures in minor units; `principal` is what is left of it."""

    on: str
    title: str
    pay_by: str
    principal: int
    interest: int
    total: int
    fee: int = 0
    earlier_fees: int = 0
    compensation: int = 0

    @property
    def adds_up(self) -> bool:
        parts = (self.principal, self.interest, self.fee, self.earlier_fees, self.compensation)
        return sum(parts) == self.total


def read(mail: Mail) -> Letter:
    """What stands in a letter's mail; its date must be the day on which it was sent, and both its totals the same."""
    text = mail.plain_text()
    lines = text.splitlines()
    figures = {name: _amount(lines, labels) for name, labels in LABELS.items()}
    letter = Letter(
        on=_date(lines, WRITTEN_ON),
        title=lines[0],
        pay_by=_date(lines, PAY_BY),
        principal=figures["open"] or figures["principal"] or 0,
        interest=figures["interest"] or 0,
        total=figures["total"] or 0,
        fee=figures["fee"] or 0,
        earlier_fees=figures["earlier_fees"] or 0,
        compensation=figures["compensation"] or 0,
    )
    assert mail.plain_subject().startswith(f"{letter.title}: "), mail.subject
    assert letter.on == sent_at(mail).date().isoformat()
    assert letter.total == figures["to_pay"], text
    assert letter.adds_up, text
    return letter


def sent_at(mail: Mail) -> dt.datetime:
    """When it left, by the clocks of Copenhagen."""
    return dt.datetime.fromisoformat(mail.sent.replace("Z", "+00:00")).astimezone(COPENHAGEN)


def _value(lines: list[str], labels: tuple[str, ...]) -> str | None:
    """What stands behind the one line that begins with a label; some labels name their law in brackets."""
    form = re.compile(rf"(?:{'|'.join(map(re.escape, labels))})(?: \(.*\).*)?: (.*)")
    found = [match[1] for line in lines if (match := form.fullmatch(line))]
    assert len(found) < 2, f"{labels}: {found}"
    return found[0] if found else None


def _amount(lines: list[str], labels: tuple[str, ...]) -> int | None:
    value = _value(lines, labels)
    if value is None:
        return None
    whole = re.fullmatch(r"(-|−)?([\d. ]+),(\d\d)(?: \D+)?", value)
    assert whole, f"{labels[0]}: {value}"
    minor = int(re.sub(r"\D", "", whole[2] + whole[3]))
    return -minor if whole[1] else minor


def _date(lines: list[str], labels: tuple[str, ...]) -> str:
    value = _value(lines, labels)
    found = re.fullmatch(r"\S+ (\d+)\. (\S+) (\d{4})", value or "")
    assert found, f"{labels[0]}: {value}"
    months = DANISH_MONTHS if found[2] in DANISH_MONTHS else NORWEGIAN_MONTHS
    return dt.date(int(found[3]), months.index(found[2]) + 1, int(found[1])).isoformat()
