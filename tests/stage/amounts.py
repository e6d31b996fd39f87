"""Amounts and dates as people of each language write them, worked out beside the product and not by it."""

from __future__ import annotations

import datetime as dt

DANISH_MONTHS = "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.".split()
ENGLISH_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
NORWEGIAN_MONTHS = "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.".split()


def danish(minor: int, currency: str = "DKK") -> str:
    """`1.234,50 kr.`, `99,99 EUR`."""
    unit = "kr." if currency == "DKK" else currency
    return f"{_grouped(minor // 100, '.')},{minor % 100:02} {unit}"


def norwegian(minor: int, currency: str = "DKK") -> str:
    """`1 234,50 DKK`."""
    unit = "kr" if currency == "NOK" else currency
    return f"{_grouped(minor // 100, ' ')},{minor % 100:02} {unit}"


def english(minor: int, currency: str = "DKK") -> str:
    """`DKK 1,234.50`."""
    return f"{currency} {_grouped(minor // 100, ',')}.{minor % 100:02}"


def danish_date(iso: str) -> str:
    """`21. nov. 2026`"""
    date = dt.date.fromisoformat(iso)
    return f"{date.day}. {DANISH_MONTHS[date.month - 1]} {date.year}"


def norwegian_date(iso: str) -> str:
    """`21. nov. 2026`"""
    date = dt.date.fromisoformat(iso)
    return f"{date.day}. {NORWEGIAN_MONTHS[date.month - 1]} {date.year}"


def english_date(iso: str) -> str:
    """`21 Nov 2026`"""
    date = dt.date.fromisoformat(iso)
    return f"{date.day} {ENGLISH_MONTHS[date.month - 1]} {date.year}"


def _grouped(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)
