"""Supplies on paper: what goes along, with boxes to write in what was used and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import override

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.outreach.models import Caravan, Supply

STYLE = Path(__file__).with_name("preparation_sheet.css")


def supply_sheet(caravan: Caravan, supplies: Sequence[Supply], *, language: str) -> bytes:
    """Return the PDF of a caravan's supplies, in a language."""
    with override(language):
        context = {
            "caravan": caravan,
            "name": name_in(caravan.names, language),
            "organisation": name_in(caravan.organisation.names, language),
            "supplies": supplies,
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
        return render_pdf("outreach/preparation/supply_sheet.html", context, language=language)
