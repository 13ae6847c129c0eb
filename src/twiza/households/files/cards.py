"""Cards of households on A4, eight a sheet to cut: the code to say and to scan, who keeps it, and no name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import segno

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.core.spoken_code import to_scan
from twiza.documents.pdf import carried, render_pdf
from twiza.households.models import Household

STYLE = Path(__file__).with_name("cards.css")
A_SHEET = 8
QR_SCALE = 4


def cards_of(households: Sequence[Household], *, language: str) -> bytes:
    """Return the PDF of the cards of households, in a language."""
    cards = [card_of(one, language) for one in households]
    context = {
        "sheets": [cards[first : first + A_SHEET] for first in range(0, len(cards), A_SHEET)],
        "style": carried(STYLE),
        "is_demonstration": is_demonstration(),
    }
    return render_pdf("households/cards.html", context, language=language)


def card_of(household: Household, language: str) -> dict[str, str]:
    """Return what stands on a card."""
    picture = segno.make(to_scan(household.code), error="m", micro=False)
    return {
        "code": household.code,
        "organisation": name_in(household.organisation.names, language),
        "picture": picture.svg_data_uri(scale=QR_SCALE, border=2),
    }
