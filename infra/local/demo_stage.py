"""How the demo speaks: headings, sentences, small tables and quoted mails, in colour where a terminal shows it."""

from __future__ import annotations

import calendar
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

WIDTH = max(60, min(100, shutil.get_terminal_size((100, 24)).columns))
INDENT = "  "

BOLD, DIM, GREEN, CYAN = "1", "2", "32", "36"


def _shows_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, *styles: str) -> str:
    return f"\033[{';'.join(styles)}m{text}\033[0m" if _shows_colour(sys.stdout) else text


_last_is_blank = True


def _print(text: str) -> None:
    global _last_is_blank
    print(text, flush=True)
    _last_is_blank = not text


def gap() -> None:
    """An empty line, but never two."""
    if not _last_is_blank:
        _print("")


def title(text: str, subtitle: str) -> None:
    _print("")
    _print(paint(text, BOLD))
    _print(paint("=" * len(text), BOLD))
    tell(subtitle)


def heading(when: str, what: str) -> None:
    """Opens a scene: `when` by the calendar of the story."""
    gap()
    _print(paint("─" * WIDTH, DIM))
    _print(f"{paint(when, CYAN, BOLD)}  {paint(what, BOLD)}")
    gap()


def tell(text: str) -> None:
    """A paragraph."""
    _print(textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False))


def point(text: str, indent: str = INDENT) -> None:
    """One line of a list, wrapped under itself."""
    inner = indent + "  "
    _print(textwrap.fill(text, WIDTH, initial_indent=f"{indent}- ", subsequent_indent=inner, break_long_words=False))


def checked(text: str) -> None:
    """Something that the demo has just made sure of."""
    body = textwrap.wrap(text, WIDTH - 4, break_long_words=False)
    _print(f"{INDENT}{paint('✓', GREEN, BOLD)} {body[0]}")
    for line in body[1:]:
        _print(f"{INDENT}  {line}")


def label(text: str) -> None:
    gap()
    _print(paint(text, BOLD))


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Columns as wide as they need; those in `right` hold figures."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        _print(f"{INDENT}{'   '.join(cells)}".rstrip())


def quote(header: str, lines: Sequence[str]) -> None:
    """A mail, behind a bar."""
    gap()
    bar = paint("│", DIM)
    for piece in textwrap.wrap(header, WIDTH - 4, break_long_words=False):
        _print(f"{INDENT}{bar} {paint(piece, BOLD)}")
    for line in lines:
        hanging = "  " if line.startswith(("- ", "  ")) else ""
        for piece in textwrap.wrap(line, WIDTH - 4, subsequent_indent=hanging, break_long_words=False) or [""]:
            _print(f"{INDENT}{bar} {piece}".rstrip())
    gap()


def address(what: str, url: str) -> None:
    """An address on a line of its own, so that it can be clicked whole however long it is."""
    _print(f"{INDENT}{what}")
    _print(f"{INDENT}{INDENT}{paint(url, CYAN)}")


@contextmanager
def progress() -> Iterator[None]:
    """What the machinery says meanwhile is printed faintly."""
    global _last_is_blank
    gap()
    colours = _shows_colour(sys.stderr)
    if colours:
        print(f"\033[{DIM}m", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if colours:
            print("\033[0m", end="", file=sys.stderr, flush=True)
        _last_is_blank = False
        gap()


def kroner(minor: int) -> str:
    """`DKK 12,500.00`, without a float."""
    sign = "-" if minor < 0 else ""
    return f"{sign}DKK {abs(minor) // 100:,}.{abs(minor) % 100:02}"


def day(date: str) -> str:
    """`28 Oct` of an ISO date."""
    return f"{int(date[8:])} {calendar.month_abbr[int(date[5:7])]}"


def count(number: int, one: str, many: str = "") -> str:
    """`1 invoice`, `3 invoices`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
