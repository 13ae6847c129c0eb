"""The paper register of a day: empty lines with their numbers, and what the digits mean."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import override

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.outreach.models import CaravanDay, NotSeen
from twiza.outreach.queries.register import next_number, posts_of

STYLE = Path(__file__).with_name("register_sheet.css")
LINES, LINES_A_SHEET = 100, 20


def register_sheet(day: CaravanDay, *, language: str) -> bytes:
    """Return the PDF of a hundred empty lines after those that are typed, in a language."""
    first, caravan = next_number(day), day.caravan
    with override(language):
        context = {
            "day": day,
            "site": name_in(day.names, language),
            "name": name_in(caravan.names, language),
            "organisation": name_in(caravan.organisation.names, language),
            "posts": [(number, name_in(post.specialty.names, language)) for number, post in posts_of(caravan).items()],
            "reasons": NotSeen.choices,
            "localities": caravan.localities.order_by("number"),
            "sheets": [range(start, start + LINES_A_SHEET) for start in range(first, first + LINES, LINES_A_SHEET)],
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
        return render_pdf("outreach/caravans/register_sheet.html", context, language=language)
