"""Sent mails, as their readers see them."""

from __future__ import annotations

import html
import json
import re
import urllib.request
from dataclasses import dataclass

NO_BREAK = "\u00a0"
# They keep a name of any script apart from the words around it, and are not seen.
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


@dataclass(frozen=True)
class Mail:
    """One sent mail: `sent` is an ISO instant of the stack's clock."""

    id: str
    sent: str
    sender: str
    to: list[str]
    subject: str
    text: str
    html: str

    def plain_subject(self) -> str:
        """The subject as it is read: breaking spaces, no marks of direction."""
        return seen(self.subject)

    def plain_text(self) -> str:
        return seen(self.text)

    def links(self) -> list[str]:
        """Decision links, of both parts, each once."""
        found = re.findall(r"https?://[^\s\"'<>]+/a/[^\s\"'<>]+", self.text + " " + html.unescape(self.html))
        return list(dict.fromkeys(found))

    def link(self) -> str:
        """The one decision link of the mail."""
        links = self.links()
        assert len(links) == 1, f"`{self.subject}` holds {len(links)} decision links"
        return links[0]

    def token(self) -> str:
        """The secret part of its link."""
        return self.link().rsplit("/a/", 1)[1]


class Mailbox:
    """Every mail that the stack has sent."""

    def __init__(self, address: str) -> None:
        self._address = f"{address}.json"

    def mails(self) -> list[Mail]:
        """Oldest first."""
        with urllib.request.urlopen(self._address, timeout=30) as answer:
            return [Mail(**mail) for mail in json.load(answer)]

    def mails_to(self, address: str) -> list[Mail]:
        """Oldest first."""
        return [mail for mail in self.mails() if address in mail.to]


def seen(text: str) -> str:
    """Text as a person reads it: any space is a space, a line's end is one sign, marks of direction are not there."""
    return text.translate(ISOLATES).replace(NO_BREAK, " ").replace("\u202f", " ").replace("\r\n", "\n")
