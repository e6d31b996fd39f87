"""What the demo does by hand: the operator's command, the clicks in the accounting systems, and the opened mailbox."""

from __future__ import annotations

import json
import os
import re
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import build
import sent_mail
from demo_books import Business
from sent_mail import Mail
from stack_file import Stack

# Signs that keep a name's direction apart from the text around it; a terminal has no use for them.
ISOLATES = re.compile("[\u2066-\u2069]")


@dataclass
class Office:
    """`tenants` holds each business's id by its CVR."""

    stack: Stack
    binaries: Path
    tenants: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, stack: Stack) -> Office:
        return cls(stack, build.target_dir() / "debug")

    def rykker(self, *arguments: str) -> Any:
        """Runs the operator's command; returns what it answers as JSON."""
        done = subprocess.run(
            [str(self.binaries / "rykker"), "--json", *arguments],
            env={**os.environ, **self.stack.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise SystemExit(f"`rykker {arguments[0]} …` ended with code {done.returncode}: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def add_tenant(self, business: Business) -> str:
        """Registers the business; returns its id."""
        words = ["--number", business.cvr, "--country", business.country, "--name", business.name, "--email", business.email]
        words += ["--accounting", business.system, "--language", business.language]
        words += [word for credential in business.credentials() for word in ("--credential", credential)]
        words += business.more
        return str(self.rykker("tenant", "add", *words)["id"])

    def cases(self, tenant: str) -> dict[str, Any]:
        """The tenant's cases by invoice number."""
        return {case["invoice_number"]: case for case in self.rykker("case", "list", "--tenant", tenant)}

    def last_run(self, tenant: str) -> Any:
        """Counts of the latest run."""
        return self.rykker("tenant", "show", tenant)["runs"][0]

    def open_books(self, business: Business) -> None:
        """Opens the company in the sandbox of its accounting system, and writes its invoices."""
        company = {"name": business.name, "cvr": business.cvr, "key": business.key}
        if business.organization:
            company["organization_id"] = business.organization
        self._sandbox(business, "", company)
        self._sandbox(business, f"/{business.key}/invoices", [invoice.as_sent() for invoice in business.invoices])

    def in_books(self, business: Business, path: str, body: object) -> Any:
        """Something else that is done in the business's accounting system; what that answers."""
        return self._sandbox(business, f"/{business.key}{path}", body)

    def pay(self, business: Business, number: int) -> None:
        """The customer pays the whole invoice straight to the business, which books it."""
        self._sandbox(business, f"/{business.key}/invoices/{number}/pay", {})

    def sandbox_page(self, system: str) -> str:
        admin = self.stack.sandboxes["admin"]
        assert isinstance(admin, dict), "make up writes an address per system"
        return str(admin[system])

    def _sandbox(self, business: Business, path: str, body: object) -> Any:
        url = f"{self.sandbox_page(business.system)}/companies{path}"
        request = urllib.request.Request(
            url, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")
            raise SystemExit(f"the sandbox of {business.system} refuses {path or 'the company'}: {said}") from error

    def mails(self, business: Business) -> list[Mail]:
        """The mails that the business got so far, oldest first."""
        return [mail for mail in sent_mail.read(self.stack.endpoint) if business.email in mail.to]

    def link_in(self, mail: Mail) -> str:
        """The decision link, taken out of the mail as a reader would."""
        found = re.search(rf"{re.escape(self.stack.public_url)}/a/\S+", mail.text)
        if not found:
            raise SystemExit(f"the mail {mail.subject!r} holds no link")
        return found.group(0)


def readable(text: str) -> str:
    """Without the signs that only a mail program needs, with plain spaces and line ends."""
    return ISOLATES.sub("", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\r\n", "\n")


def heading_of(mail: Mail) -> str:
    return f"To {', '.join(mail.to)}: {readable(mail.subject)}"


def excerpt(mail: Mail, until: str = "\n--\n") -> list[str]:
    """The lines of the mail's plain text before `until`, which is its small print unless told otherwise.

    Its heading, which is the subject, is left out, and the link is shortened.
    """
    body = readable(mail.text).split("\n--\n")[0].split(until)[0]
    cut = ["…"] if until in readable(mail.text) and not until.startswith("\n--") else []
    body = re.sub(r"\A.*\n=+\n+", "", body)
    body = re.sub(r"(?m)^-{3,}\n", "", body)
    body = re.sub(r"\n{2,}(?=- )", "\n", body)
    return re.sub(r"(https?://\S+/a/\S{10})\S+", r"\1…", body).strip().splitlines() + cut
