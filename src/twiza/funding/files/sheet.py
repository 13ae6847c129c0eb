"""A convention on paper: its terms, who signs, what is owed and how it stands on a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.utils.translation import override

from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.funding.convention_page import page_of
from twiza.funding.models import Convention

STYLE = Path(__file__).with_name("sheet.css")


def convention_sheet(convention: Convention, today: dt.date, *, language: str) -> bytes:
    """Return the PDF of a convention as on a day, in a language."""
    with override(language):
        context = {
            **page_of(convention, today),
            "today": today,
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
        return render_pdf("funding/sheet.html", context, language=language)
