"""The place of a day on one sheet of paper, for drivers and for who comes first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import override

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.outreach.models import CaravanDay, SiteSheet
from twiza.outreach.queries.nearby import Near

STYLE = Path(__file__).with_name("preparation_sheet.css")


def site_sheet(
    day: CaravanDay, sheet: SiteSheet | None, hospitals: Sequence[Near], others: Sequence[Near], *, language: str
) -> bytes:
    """Return the PDF of what is known of a day's place, in a language; what is not known is a line to write on."""
    with override(language):
        context = {
            "day": day,
            "sheet": sheet,
            "hospitals": hospitals,
            "others": others,
            "name": name_in(day.caravan.names, language),
            "organisation": name_in(day.caravan.organisation.names, language),
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
        return render_pdf("outreach/preparation/site_sheet.html", context, language=language)
