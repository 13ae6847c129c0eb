"""Conventions and what is due as tables to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.funding.models import Convention
from twiza.funding.wording import Due, party_said, step_said

WHOLE, DATE = "#,##0", "dd/mm/yyyy"


def conventions_table(conventions: Iterable[Convention], today: dt.date) -> TableFile:
    """Return conventions as `queries.conventions.listed` gives them, in the language of the page."""
    columns = [
        TableColumn("number", _("Number of the convention")),
        TableColumn("title", _("Title"), width=48),
        TableColumn("parties", _("Parties"), width=48),
        TableColumn("step", _("Stands at"), width=24),
        TableColumn("starts_on", _("First day"), DATE),
        TableColumn("ends_on", _("Last day"), DATE),
        TableColumn("signed_on", _("Signed on"), DATE),
        TableColumn("late", _("Obligations late"), WHOLE),
        TableColumn("next_due_on", _("Next due on"), DATE),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            one.file.number,
            one.file.title,
            " · ".join(party_said(party) for party in one.parties.all()),
            step_said(one.file.step.names),
            one.starts_on,
            one.ends_on,
            one.signed_on,
            one.late_count or 0,  # type: ignore[attr-defined]
            one.next_due_on,  # type: ignore[attr-defined]
        )
        for one in conventions
    ]
    return TableFile(_("Conventions"), columns, rows, notes=[day_note(today)])


def deadlines_table(dues: Sequence[Due], today: dt.date) -> TableFile:
    """Return what is due as rows, in the language of the page."""
    columns = [
        TableColumn("convention", _("Number of the convention")),
        TableColumn("title", _("Convention"), width=40),
        TableColumn("obligation", _("What is owed"), width=48),
        TableColumn("owed_by", _("Owed by"), width=32),
        TableColumn("owner", _("Seen to by"), width=24),
        TableColumn("due_on", _("Due on"), DATE),
        TableColumn("standing", _("How it stands"), width=20),
        TableColumn("days_late", _("Days late"), WHOLE),
        TableColumn("handed_on", _("Proof handed in on"), DATE),
        TableColumn("accepted_by", pgettext("what is owed", "Decided by"), width=24),
        TableColumn("reason", _("Reason for giving up"), width=40),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            one.deadline.obligation.convention.file.number,
            one.deadline.obligation.convention.file.title,
            one.deadline.obligation.text,
            one.party,
            one.owner,
            one.deadline.due_on,
            str(one.words),
            one.days_late,
            one.deadline.handed_on,
            one.deadline.decided_by.name if one.deadline.decided_by else None,
            one.deadline.reason or None,
        )
        for one in dues
    ]
    return TableFile(_("What is owed under conventions"), columns, rows, notes=[day_note(today)])


def day_note(today: dt.date) -> Note:
    """Return on which day this holds, and how it is counted."""
    said = _("As on %(day)s. Late: past its day, nothing handed in, not given up. An empty cell is not known or none.")
    return Note(_("How it is counted"), said % {"day": date_format(today, "DATE_FORMAT")})
