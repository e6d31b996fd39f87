"""One tenant of a story, with what it sees of the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mailbox import Mail
from sandbox import Company
from speech import SPEECH, Speech

if TYPE_CHECKING:
    from world import World


@dataclass(frozen=True)
class Tenant:
    """A tenant, its mail address and its company in the sandbox."""

    world: World
    id: str
    number: str
    email: str
    language: str
    company: Company

    @property
    def speech(self) -> Speech:
        """What it is told, in its language."""
        return SPEECH[self.language]

    def money(self, minor: int, currency: str | None = None) -> str:
        """An amount as it reads it; of its own books unless another currency is named."""
        return self.speech.money(minor, currency or self.company.system.currency)

    def run(self) -> dict[str, Any]:
        """Runs it now and lets the mail go out; answers the run's report."""
        answer = self.world.run("--tenant", self.id)
        assert answer.code == 0, answer.error
        (report,) = answer.json()
        return dict(report)

    def cases(self) -> dict[str, dict[str, Any]]:
        """Its cases by invoice number."""
        rows = self.world.rykker.done("case", "list", "--tenant", self.id)
        assert {row["tenant"] for row in rows} <= {self.id}
        return {row["invoice_number"]: row for row in rows}

    def case(self, invoice_number: str) -> dict[str, Any]:
        """A case with its timeline."""
        return dict(self.world.rykker.done("case", "show", self.cases()[invoice_number]["id"]))

    def statuses(self) -> dict[str, str]:
        """The status of each case, by invoice number."""
        return {number: case["status"] for number, case in self.cases().items()}

    def standings(self) -> dict[str, str]:
        """The same, with `started` for every case that the reminder procedure runs for, however far it has come."""
        return {number: standing(status) for number, status in self.statuses().items()}

    def shown(self) -> dict[str, Any]:
        """`rykker tenant show`."""
        return dict(self.world.rykker.done("tenant", "show", self.id))

    def mails(self) -> list[Mail]:
        """Every mail to it, oldest first."""
        return self.world.mailbox.mails_to(self.email)

    def last_mail(self) -> Mail:
        mails = self.mails()
        assert mails, f"no mail has been sent to {self.email}"
        return mails[-1]

    def decide(self, decision: str, invoice_number: str | None = None, link: str | None = None) -> int:
        """Presses a button behind the link (of the last mail, unless given); answers the HTTP status."""
        case = "all" if invoice_number is None else self.cases()[invoice_number]["id"]
        return self.world.pages.decide(link or self.last_mail().link(), decision, case).status


# What an approved case goes through, letter by letter.
RUNNING = {"scheduled", "reminding", "notice_sent"}


def standing(status: str) -> str:
    """`started` for a case that the reminder procedure runs for."""
    return "started" if status in RUNNING else status


def skipped(report: dict[str, Any]) -> dict[str, str]:
    """The reason code of each invoice that a run skipped, by invoice number."""
    return {row["invoice_number"]: row["code"] for row in report["skipped"]}
