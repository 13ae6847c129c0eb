"""The lists that agents take along, one sheet an agent and day, with boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from twiza.case_management.models import RoundsVersion
from twiza.case_management.rounds_page import DayList
from twiza.case_management.wording import assumptions_of
from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf

STYLE = Path(__file__).with_name("lists.css")


def lists_sheets(version: RoundsVersion, lists: Sequence[DayList], *, language: str) -> bytes:
    """Return the PDF of some lists, in a language."""
    context = {
        "plan": version.plan,
        "version": version,
        "lists": lists,
        "organisation": name_in(version.plan.organisation.names, language),
        "style": carried(STYLE),
        "rests_on": assumptions_of(version.plan),
        "is_demonstration": version.plan.is_sample or is_demonstration(),
    }
    return render_pdf("case_management/lists_sheets.html", context, language=language)
