"""An attendance sheet on paper: a line to sign for everybody who takes part, and some for those who come as well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import override

from twiza.activities.models import Participation, TrainingDay
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf

STYLE = Path(__file__).with_name("sheet.css")
EMPTY_LINES = 8


def attendance_sheet(day: TrainingDay, participants: Sequence[Participation], *, language: str) -> bytes:
    """Return the PDF of the sheet of a day, in a language."""
    with override(language):
        context = {
            "day": day,
            "training": day.training,
            "participants": participants,
            "empty_lines": range(len(participants) + 1, len(participants) + EMPTY_LINES + 1),
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
        return render_pdf("activities/sheet.html", context, language=language)
