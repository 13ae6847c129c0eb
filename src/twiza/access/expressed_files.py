"""What people said is needed, as a file: one need a row, with who said it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.models import ExpressedNeed
from twiza.access.need_files import COUNT_FORMAT
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note


def expressed_table(needs: Sequence[ExpressedNeed]) -> TableFile:
    """Return expressed needs as a table to send; names of persons are not in it."""
    return TableFile(
        title=_("Expressed needs"),
        columns=[
            TableColumn("place_code", _("Code")),
            TableColumn("place", _("Place"), width=28),
            TableColumn("about", _("Subject"), width=24),
            TableColumn("words", _("In the words of those who said it"), width=60),
            TableColumn("people", _("People, roughly"), COUNT_FORMAT),
            TableColumn("urgency", _("Urgency")),
            TableColumn("said_by", _("Organisation that says it"), width=28),
            TableColumn("said_by_role", _("Role of the person who spoke"), width=24),
            TableColumn("said_on", _("Said on"), "yyyy-mm-dd"),
            TableColumn("way", _("How")),
            TableColumn("state", _("State")),
            TableColumn("answer", _("Answer"), width=48),
            TableColumn("done", _("What was done"), width=40),
        ],
        rows=[cells_of(need) for need in needs],
        notes=[
            Note(
                _("People, roughly"), _("An empty number is not known. What several say may be about the same people.")
            )
        ],
    )


def cells_of(need: ExpressedNeed) -> list[Cell]:
    """Return one need."""
    return [
        need.place.code,
        name_in(need.place.names, get_language() or "fr"),
        subject_of(need),
        need.words,
        need.people,
        need.get_urgency_display(),
        need.said_by,
        need.said_by_role,
        need.said_on,
        need.get_way_display(),
        need.get_state_display(),
        need.answer or None,
        need.done or None,
    ]


def subject_of(need: ExpressedNeed) -> str:
    """Return what a need is about: its specialty, or its domain in words."""
    return name_in(need.specialty.names, get_language() or "fr") if need.specialty else need.domain
