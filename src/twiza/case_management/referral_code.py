"""The code under which people speak of a referral: it names nobody, and is read aloud in any language."""

from __future__ import annotations

import uuid

DIGITS, HALF = 8, 4


def code_of(id: uuid.UUID) -> str:
    """Return the code of the referral with an id, such as 4821-7730."""
    figures = f"{id.int % 10**DIGITS:0{DIGITS}d}"
    return f"{figures[:HALF]}-{figures[HALF:]}"
