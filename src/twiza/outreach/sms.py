"""How long a text message is, in the parts that an operator counts (3GPP TS 23.038 and 23.040)."""

from __future__ import annotations

from dataclasses import dataclass

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€\f")
"""Letters that take two places of the small alphabet."""
GSM_ALONE, GSM_JOINED = 160, 153
WIDE_ALONE, WIDE_JOINED = 70, 67
"""Letters of one part: of a message alone, and of each of several."""


@dataclass(frozen=True, slots=True)
class SmsLength:
    """How many places a message takes, in how many parts, and whether a letter of it needs the wide alphabet."""

    places: int
    parts: int
    is_wide: bool


def sms_length(text: str) -> SmsLength:
    """Return how long a message is; one letter outside the small alphabet, as in Arabic, makes all of it wide."""
    if any(letter not in GSM and letter not in GSM_TWICE for letter in text):
        places = len(text.encode("utf-16-be")) // 2
        return SmsLength(places, parts(places, WIDE_ALONE, WIDE_JOINED), is_wide=True)
    places = sum(2 if letter in GSM_TWICE else 1 for letter in text)
    return SmsLength(places, parts(places, GSM_ALONE, GSM_JOINED), is_wide=False)


def parts(places: int, alone: int, joined: int) -> int:
    """Return in how many parts a message goes."""
    if places <= alone:
        return 1 if places else 0
    return -(-places // joined)
