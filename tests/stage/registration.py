"""Registration numbers that pass their country's check, and that no other story has."""

from __future__ import annotations

import secrets

# Modulus 11: CVR in Denmark, organisasjonsnummer in Norway.
WEIGHTS = {"dk": (2, 7, 6, 5, 4, 3, 2, 1), "no": (3, 2, 7, 6, 5, 4, 3, 2, 1)}


def fresh_number(country: str) -> str:
    """A new one."""
    weights = WEIGHTS[country]
    least = 10 ** (len(weights) - 1)
    while True:
        digits = str(least + secrets.randbelow(9 * least))
        fits = sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11 == 0
        if fits and digits not in _taken:
            _taken.add(digits)
            return digits


_taken: set[str] = set()
