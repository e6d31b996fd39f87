"""Every mail the stack sent, to look at: nothing leaves the machine."""

from __future__ import annotations

import datetime as dt
import html
import json
import urllib.request
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Mail:
    """One sent mail. `sent` is an ISO instant of the stack's clock; `html` is empty for a mail of plain text only."""

    id: str
    sent: str
    sender: str
    to: list[str]
    subject: str
    text: str
    html: str


def read(endpoint: str) -> list[Mail]:
    """The mails so far, oldest first."""
    with urllib.request.urlopen(f"{endpoint}/_ministack/ses/messages", timeout=10) as answer:
        accounts = json.load(answer)["messages"]
    return [_mail(record) for records in accounts.values() for record in records]


def _mail(record: dict[str, object]) -> Mail:
    to = record.get("To") or []
    return Mail(
        id=str(record["MessageId"]),
        sent=_instant(record["Timestamp"]),
        sender=str(record.get("Source") or ""),
        to=[str(address) for address in to] if isinstance(to, list) else [str(to)],
        subject=str(record.get("Subject") or ""),
        text=str(record.get("BodyText") or ""),
        html=str(record.get("BodyHtml") or ""),
    )


def _instant(timestamp: object) -> str:
    """MiniStack writes seconds since 1970."""
    seconds = float(str(timestamp))
    return dt.datetime.fromtimestamp(seconds, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_json(mails: list[Mail]) -> str:
    return json.dumps([asdict(mail) for mail in mails], ensure_ascii=False, indent=1)


def list_page(mails: list[Mail]) -> str:
    """Newest first."""
    rows = "".join(
        f"<tr><td>{_e(mail.sent)}<td>{_e(', '.join(mail.to))}<td><a href='/mailbox/{_e(mail.id)}'>{_e(mail.subject)}</a>"
        for mail in reversed(mails)
    )
    body = f"<table><tr><th>Sent<th>To<th>Subject{rows}</table>" if mails else "<p>No mail has been sent yet."
    return _page("Mailbox", f"<h1>Mailbox</h1>{body}")


def mail_page(mail: Mail) -> str:
    """The HTML part in a frame that may run nothing and shares nothing with this page; links open in a tab of their own."""
    parts = [
        "<p><a href='/mailbox'>All mails</a>",
        f"<h1>{_e(mail.subject)}</h1>",
        f"<p>{_e(mail.sent)} · from {_e(mail.sender)} · to {_e(', '.join(mail.to))}",
    ]
    if mail.html:
        framed = _e(f"<base target='_blank'>{mail.html}")
        parts.append(f"<iframe sandbox='allow-popups allow-popups-to-escape-sandbox' srcdoc='{framed}'></iframe>")
    parts.append(f"<h2>Plain text</h2><pre>{_e(mail.text)}</pre>")
    return _page(mail.subject, "".join(parts))


STYLE = """
body { font: 16px system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
td, th { text-align: left; padding: .4rem 1rem .4rem 0 }
iframe { width: 100%; height: 70vh; border: 1px solid #ccc }
pre { white-space: pre-wrap; background: #f6f6f6; padding: 1rem }
"""


def _page(title: str, body: str) -> str:
    head = "<meta charset=utf-8><meta name=viewport content='width=device-width'>"
    return f"<!doctype html><html lang=en>{head}<title>{_e(title)}</title><style>{STYLE}</style>{body}"


def _e(text: str) -> str:
    return html.escape(text, quote=True)
