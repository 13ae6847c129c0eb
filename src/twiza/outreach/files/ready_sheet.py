"""The list of the day before on paper: what is still to do, and boxes to tick by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.utils.translation import override

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.outreach.models import Caravan
from twiza.outreach.readiness import readiness_of

STYLE = Path(__file__).with_name("preparation_sheet.css")


def ready_sheet(caravan: Caravan, today: dt.date, *, language: str) -> bytes:
    """Return the PDF of what is still to do on a day, in a language."""
    with override(language):
        context = {
            "caravan": caravan,
            "ready": readiness_of(caravan),
            "today": today,
            "name": name_in(caravan.names, language),
            "organisation": name_in(caravan.organisation.names, language),
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
        return render_pdf("outreach/preparation/ready_sheet.html", context, language=language)
