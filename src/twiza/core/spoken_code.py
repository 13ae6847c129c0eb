"""The code under which people speak of a household or a referral: it names nobody, and is read in any language."""

from __future__ import annotations

import uuid

DIGITS, HALF = 8, 4
BETWEEN = "\u00a0"
"""A hyphen would let Arabic sentences turn the halves around; a space that does not break keeps them in order."""


def code_of(id: uuid.UUID) -> str:
    """Return the code of what has an id, such as 4821 7730."""
    return in_halves(f"{id.int % 10**DIGITS:0{DIGITS}d}")


def in_halves(text: str) -> str:
    """Return the figures of a code in two halves, however somebody typed them; anything else as it is."""
    figures = "".join(sign for sign in text if sign.isalnum())
    return f"{figures[:HALF]}{BETWEEN}{figures[HALF:]}" if figures.isdecimal() and len(figures) == DIGITS else text


def to_scan(code: str) -> str:
    """Return a code as a picture holds it, in plain signs."""
    return code.replace(BETWEEN, " ")
