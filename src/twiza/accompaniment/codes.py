"""The code on paper that opens one's own file: made at random, kept as a hash, typed in any figures."""

from __future__ import annotations

import secrets
import unicodedata

from django.utils.crypto import salted_hmac

DIGITS, GROUP = 20, 4
"""66 bits: with ten attempts a minute, guessing one of a million codes takes longer than anybody lives."""
BETWEEN = "\u00a0"
SALT = "twiza.accompaniment.codes"


def new_code() -> str:
    """Return a new code, such as 4821 7730 1934 5566 0912."""
    return in_groups(f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}")


def in_groups(figures: str) -> str:
    """Return figures four by four, with spaces that do not break."""
    return BETWEEN.join(figures[first : first + GROUP] for first in range(0, len(figures), GROUP))


def figures_in(typed: str) -> str:
    """Return the figures of what somebody typed, Arabic ones too, whatever stands between them."""
    return "".join(str(unicodedata.digit(sign)) for sign in typed if sign.isdecimal())


def hash_of_code(typed: str) -> str:
    """Return the hash by which a code is known: without the key of this installation nobody makes it from a code."""
    return salted_hmac(SALT, figures_in(typed), algorithm="sha256").hexdigest()
