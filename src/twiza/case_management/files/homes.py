"""A workbook of homes to fill in, or with invented homes in it: its headings are read back as they are."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.case_management.home_columns import TITLES, titles
from twiza.case_management.models import Risk
from twiza.case_management.terms import HomeTerms
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Column, Note, Sheet, write_xlsx


def homes_workbook(homes: Sequence[HomeTerms], *, language: str) -> bytes:
    """Return the workbook of some homes, in a language."""
    with override(language):
        sheet = Sheet(_("Homes"), [Column(title, width=20) for title in titles()], [cells_of(home) for home in homes])
        notes = [Note(str(TITLES["code"]), _("A code of your own: no name and no telephone number of anybody."))]
        notes += [
            Note(str(TITLES["risk"]), _("high, medium or low; the form says how often each is visited.")),
            Note(str(TITLES["visits"]), _("A number here comes before what the risk says.")),
            Note(str(TITLES["agent"]), _("The agent who must visit this home; empty: whoever is best placed.")),
            Note(str(TITLES["weekdays"]), _("Days on which it may be visited, 1 is Monday: 1, 3; empty: every day.")),
        ]
        if homes:
            notes.insert(0, Note(_("Demonstration"), _("Nobody lives in these homes: they are invented.")))
    return write_xlsx([sheet], language=language, notes=notes)


def cells_of(home: HomeTerms) -> tuple[Cell, ...]:
    """Return a home as a row, in the order of the titles."""
    risk = str(Risk(home.risk).label) if home.risk else None
    days = ", ".join(map(str, home.weekdays)) or None
    return (home.code, home.lat, home.lon, risk, home.visits, home.visit_minutes, home.agent or None, days)
