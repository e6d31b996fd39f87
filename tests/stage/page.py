"""The decision pages, asked for as browsers and mail scanners do."""

from __future__ import annotations

import html
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message

from mailbox import seen


@dataclass(frozen=True)
class Page:
    """An answer to a browser."""

    status: int
    headers: Message
    body: str

    def text(self) -> str:
        """What a person reads: no markup, any space is a space."""
        body = re.sub(r"(?s)<(style|head)\b.*?</\1>", " ", self.body)
        return re.sub(r"\s+", " ", seen(html.unescape(re.sub(r"<[^>]+>", " ", body)))).strip()

    def buttons(self) -> set[tuple[str, str]]:
        """What can be decided here: pairs of case (an id, or `all`) and decision."""
        pairs = set()
        for form in re.findall(r"(?s)<form\b.*?</form>", self.body):
            fields = [_attributes(tag) for tag in re.findall(r"<(?:input|button)\b[^>]*>", form)]
            values: dict[str, list[str]] = {}
            for attributes in fields:
                if "name" in attributes:
                    values.setdefault(attributes["name"], []).append(attributes.get("value", ""))
            pairs |= {(case, word) for case in values.get("case", []) for word in values.get("decision", [])}
        return pairs


class Pages:
    """The public address of the stack."""

    def __init__(self, public_url: str) -> None:
        self.public_url = public_url

    def get(self, address: str, method: str = "GET") -> Page:
        """Opens an address or a path."""
        return self._ask(address, method, None)

    def head(self, address: str) -> Page:
        return self._ask(address, "HEAD", None)

    def post(self, address: str, form: dict[str, str]) -> Page:
        return self._ask(address, "POST", urllib.parse.urlencode(form).encode())

    def decide(self, link: str, decision: str, case: str = "all") -> Page:
        """Presses `approve` or `decline` for one case, or for all that wait."""
        return self.post(link, {"decision": decision, "case": case})

    def _ask(self, address: str, method: str, body: bytes | None) -> Page:
        if address.startswith("/"):
            address = self.public_url + address
        request = urllib.request.Request(address, data=body, method=method)
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Page(answer.status, answer.headers, answer.read().decode())


def _attributes(tag: str) -> dict[str, str]:
    pairs = re.findall(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", tag)
    return {name: html.unescape(double or single or bare) for name, double, single, bare in pairs}
