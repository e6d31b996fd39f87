"""The sandboxes' own paths: what people do in their accounting system, and the trouble it can have."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, replace
from typing import Any

from accounting_systems import BY_NAME, System


def company_debtor(name: str, **facts: object) -> dict[str, object]:
    """A debtor that is a company with an address to write to, unless `facts` say otherwise."""
    slug = "".join(sign for sign in name.lower() if sign.isascii() and sign.isalnum())
    return {"name": name, "email": f"{slug}@debtor.example", "cvr": "87654325", **facts}


@dataclass(frozen=True)
class Sandbox:
    """The double of one accounting system; `admin` is the address of its admin paths."""

    name: str
    admin: str

    def open_company(self, name: str) -> Company:
        """A company with a key of its own and empty books."""
        key = f"key-{uuid.uuid4().hex}"
        opened = self.post("/companies", {"name": name, "key": key})
        return Company(self, opened["organization_id"], key)

    def post(self, path: str, body: object) -> Any:
        return self._call("POST", path, body)

    def get(self, path: str) -> Any:
        return self._call("GET", path, None)

    def delete(self, path: str) -> Any:
        return self._call("DELETE", path, None)

    def _call(self, method: str, path: str, body: object) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.admin + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"the sandbox refuses {method} {path}: {error.read().decode()}") from error
        return json.loads(text) if text else None


@dataclass(frozen=True)
class Push:
    """An event that a system sent by itself, and the answer to each try: its status and its JSON, if it has any."""

    event: str
    answers: list[tuple[int, Any]]

    @staticmethod
    def shown(row: Any) -> Push:
        tries = [(row["status"], row["body"]) for row in row["attempts"]]
        return Push(row["event_id"], [(status, json.loads(body) if body else None) for status, body in tries])

    @property
    def status(self) -> int:
        """Of the last try."""
        return self.answers[-1][0]

    @property
    def answer(self) -> Any:
        return self.answers[-1][1]


@dataclass(frozen=True)
class Company:
    """One company's books in a sandbox."""

    sandbox: Sandbox
    organization: str
    key: str

    @property
    def system(self) -> System:
        return BY_NAME[self.sandbox.name]

    def credential_flags(self) -> list[str]:
        """What `rykker` asks for to connect to it."""
        credentials = self.system.credentials(self.organization, self.key)
        return [part for name, value in credentials.items() for part in ("--credential", f"{name}={value}")]

    def invoice(self, debtor: str | dict[str, object], amount_minor: int, due: str | None, **more: object) -> str:
        """Adds an invoice over a gross amount of øre, or hundredths of whatever `currency` says; answers its number."""
        who = company_debtor(debtor) if isinstance(debtor, str) else debtor
        row = {"debtor": who, "amount_minor": amount_minor, "due": due, **more}
        return str(self._post("/invoices", row)["number"])

    def generate(self, count: int, first_due: str, **more: object) -> list[str]:
        """Adds many invoices; answers their ids."""
        return list(self._post("/invoices", {"generate": {"count": count, "first_due": first_due, **more}})["ids"])

    def invoice_id(self, number: str) -> str:
        """The system's own id of an invoice."""
        return str(self.sandbox.get(f"/companies/{self.organization}/invoices/{number}")["id"])

    def number_of(self, invoice_id: str) -> str:
        """The number of an invoice or credit note."""
        return str(self.sandbox.get(f"/companies/{self.organization}/invoices/{invoice_id}")["number"])

    def owed(self, number: str) -> int:
        """What is left of an invoice in the books."""
        return int(self.sandbox.get(f"/companies/{self.organization}/invoices/{number}")["owed_minor"])

    def pay(self, number: str, amount_minor: int | None = None) -> None:
        """Pays an amount, or all that is owed."""
        self._act(number, "pay", amount_minor)

    def take_payment_back(self, number: str) -> None:
        self._act(number, "unpay", None)

    def credit(self, number: str, amount_minor: int | None = None) -> str:
        """Credits an amount, or all that is owed; answers the credit note's id."""
        return str(self._act(number, "credit", amount_minor)["credit_note_id"])

    def void(self, number: str) -> None:
        self._act(number, "void", None)

    def delete(self, number: str) -> None:
        self._act(number, "delete", None)

    def approve(self, number: str) -> None:
        """Turns a draft into an invoice."""
        self._act(number, "approve", None)

    def move_due(self, number: str, date: str) -> None:
        self._post(f"/invoices/{number}/due", {"date": date})

    def revoke_key(self) -> None:
        """The system knows the key no longer."""
        self._post("/key", {"revoked": True})

    def restore_key(self) -> None:
        self._post("/key", {"revoked": False})

    def with_new_key(self) -> Company:
        """The same company with another key; the one before is not known any more."""
        key = f"key-{uuid.uuid4().hex}"
        self._post("/key", {"key": key})
        return replace(self, key=key)

    def switch(self, **switches: object) -> None:
        """How the double behaves towards this company, such as `credit_note_type="credit_note"`."""
        self._post("/switches", switches)

    def fault(self, kind: str, **more: object) -> None:
        """Orders trouble: `times`, `path`, `retry_after`, `delay_ms`, `field`, `every_row`, `code`."""
        self._post("/faults", {"kind": kind, **more})

    def heal(self) -> None:
        """Takes all ordered trouble away."""
        self.sandbox.delete(f"/companies/{self.organization}/faults")

    def push(self, event: str, number: str | None = None, **odd: object) -> list[Push]:
        """What its user clicks, where the system sends by itself; `odd` is how it goes wrong. Answers how each try ended."""
        click = {"event": event, "invoice": number, **odd}
        sent = self._post("/pushes", {name: value for name, value in click.items() if value is not None})
        return [Push.shown(row) for row in sent["deliveries"]]

    def retry(self, push: Push) -> Push:
        """The next try of an event that did not arrive."""
        return Push.shown(self._post(f"/pushes/{push.event}/retry", {}))

    def requests_seen(self) -> int:
        """How many requests of this company the double has answered since its start."""
        counts = self.sandbox.get("/requests")["counts"]
        return sum(row["count"] for row in counts if row["company"] in (self.organization, self.key))

    def _act(self, number: str, act: str, amount_minor: int | None) -> Any:
        body = {} if amount_minor is None else {"amount_minor": amount_minor}
        return self._post(f"/invoices/{number}/{act}", body)

    def _post(self, path: str, body: object) -> Any:
        return self.sandbox.post(f"/companies/{self.organization}{path}", body)
