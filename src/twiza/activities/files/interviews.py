"""Interviews of parents as a table to send."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from twiza.activities.files.tables import DATE, WHOLE
from twiza.activities.models import ParentInterview
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell


def interviews_table(interviews: Iterable[ParentInterview]) -> TableFile:
    """Return the interviews that count, in the language of the page; no parent is named."""
    columns = [
        TableColumn("asked_on", pgettext("interview", "Day"), DATE),
        TableColumn("place_code", _("Code of the place"), width=20),
        TableColumn("place", _("Place"), width=28),
        TableColumn("moment", _("Enquiry"), width=20),
        TableColumn("parent", _("Who is asked"), width=12),
        TableColumn("signs_cited", _("Danger signs cited"), WHOLE),
        TableColumn("asked_by", _("Asked by"), width=24),
    ]
    return TableFile(_("Interviews of parents"), columns, [row_of(one) for one in interviews])


def row_of(interview: ParentInterview) -> tuple[Cell, ...]:
    """Return an interview as a row."""
    return (
        interview.asked_on,
        interview.place.code,
        name_in(interview.place.names, get_language() or "fr"),
        str(interview.get_moment_display()),
        str(interview.get_parent_display()),
        interview.signs_cited,
        interview.asked_by.name,
    )
