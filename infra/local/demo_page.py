"""The decision page as a person sees it: rows with buttons, and nothing that is not on the page."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Row:
    """A line of the page's table: its cells' texts, and what its buttons send, by decision."""

    cells: list[str] = field(default_factory=list)
    buttons: dict[str, dict[str, str]] = field(default_factory=dict)


class Page(HTMLParser):
    """`rows` by invoice number; `all` what the buttons for everything send, by decision; `told` what the page answers
    to a decision; `text` all of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: dict[str, Row] = {}
        self.all: dict[str, dict[str, str]] = {}
        self.told = ""
        self.text = ""
        self._row: Row | None = None
        self._form: dict[str, str] | None = None
        self._silent = 0
        self._in: dict[str, bool] = {"td": False, "told": False, "button": False}
        self.feed(html)
        self.text, self.told = " ".join(self.text.split()), " ".join(self.told.split())

    def button(self, decision: str, number: int | None = None) -> dict[str, str]:
        """What the button of this row sends, or the one for everything."""
        row = self.rows.get(str(number))
        buttons = self.all if number is None else row.buttons if row else {}
        if decision not in buttons:
            raise SystemExit(f"the page shows no button to {decision} {number or 'everything'}; it says: {self.text}")
        return buttons[decision]

    def standing(self, number: str) -> str:
        """What stands beside the invoice: waits, started, not reminded, with when and how."""
        return self.rows[number].cells[-1] if number in self.rows else "it is not on the page"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("style", "title"):
            self._silent += 1
        elif tag == "tr":
            self._row = Row()
        elif tag == "td" and self._row is not None:
            self._row.cells.append("")
            self._in["td"] = True
        elif tag == "form":
            self._form = {}
        elif tag == "input" and self._form is not None:
            self._form[given.get("name", "")] = given.get("value", "")
        elif tag == "button":
            self._in["button"] = True
        elif given.get("role") == "status":
            self._in["told"] = True
        if tag in ("p", "span", "br", "td", "th", "div", "tr"):
            self.handle_data(" – " if tag == "p" and self._in["td"] else " ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "title"):
            self._silent -= 1
        elif tag == "td":
            self._in["td"] = False
        elif tag == "tr" and self._row is not None and self._row.cells:
            self._row.cells = [" ".join(cell.split()) for cell in self._row.cells]
            self.rows[self._row.cells[0]] = self._row
            self._row = None
        elif tag == "form" and self._form is not None:
            buttons = self._row.buttons if self._row is not None else self.all
            buttons[self._form.get("decision", "")] = self._form
            self._form = None
        elif tag == "button":
            self._in["button"] = False
        elif tag == "div":
            self._in["told"] = False

    def handle_data(self, data: str) -> None:
        if self._silent or self._in["button"]:
            return
        self.text += data
        if self._in["told"]:
            self.told += data
        if self._in["td"] and self._row is not None:
            self._row.cells[-1] += data


def look(link: str) -> Page:
    """Opens the link, as a person or a mail scanner does."""
    return _ask(link, None)


def press(link: str, button: dict[str, str]) -> Page:
    """Presses a button of the page."""
    return _ask(link, urllib.parse.urlencode(button).encode())


def _ask(link: str, body: bytes | None) -> Page:
    try:
        with urllib.request.urlopen(link, data=body, timeout=60) as answer:
            return Page(answer.read().decode())
    except urllib.error.HTTPError as error:
        raise SystemExit(f"the page behind the link answers with status {error.code}") from error
