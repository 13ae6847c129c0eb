"""Lists of files and delays as tables to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.workbooks import Note
from twiza.procedures.due import days_late
from twiza.procedures.measures import StepDelay
from twiza.procedures.models import File

DATE, WHOLE = "yyyy-mm-dd", "#,##0"
Names = Mapping[str, str]


def files_table(files: Iterable[File], organisations: Mapping[int, Names], *, on: dt.date, language: str) -> TableFile:
    """Return files as a table."""
    columns = [
        TableColumn("number", _("Number")),
        TableColumn("title", _("Title"), width=40),
        TableColumn("kind", _("Kind"), width=24),
        TableColumn("organisation", _("Organisation"), width=28),
        TableColumn("step", _("Step"), width=28),
        TableColumn("entered_on", _("Since"), DATE),
        TableColumn("due_on", _("Due date"), DATE),
        TableColumn("days_late", _("Days late"), WHOLE),
        TableColumn("owner", _("Owner"), width=24),
        TableColumn("opened_on", _("Opened on"), DATE),
        TableColumn("closed_on", _("Closed on"), DATE),
    ]
    rows = [
        (
            file.number,
            file.title,
            name_in(file.version.names, language),
            name_in(organisations.get(file.organisation_id, {}), language) or None,
            name_in(file.step.names, language),
            file.entered_on,
            file.due_on,
            days_late(file, on) or None,
            file.owner.name if file.owner else None,
            file.opened_on,
            file.closed_at.date() if file.closed_at else None,
        )
        for file in files
    ]
    return TableFile(title=_("Files"), columns=columns, rows=rows, notes=[Note(_("Seen on"), date_format(on))])


def delays_table(delays: Iterable[StepDelay], *, on: dt.date, language: str) -> TableFile:
    """Return delays as a table."""
    columns = [
        TableColumn("kind", _("Kind"), width=28),
        TableColumn("step", _("Step"), width=32),
        TableColumn("stays", _("Stays that ended"), WHOLE),
        TableColumn("median_days", _("Median days"), "0.0"),
        TableColumn("p90_days", _("90th percentile (days)"), WHOLE),
        TableColumn("late_stays", _("Ended beyond the due date"), WHOLE),
        TableColumn("open_files", _("Files there now"), WHOLE),
        TableColumn("late_files", _("of which late"), WHOLE),
    ]
    rows = [
        (
            name_in(one.kind_names, language),
            name_in(one.step_names, language),
            one.stays,
            one.median_days,
            one.p90_days,
            one.late_stays,
            one.open_files,
            one.late_files,
        )
        for one in delays
    ]
    return TableFile(
        title=_("Delays"), columns=columns, rows=rows, notes=[counted_how(), Note(_("Seen on"), date_format(on))]
    )


def counted_how() -> Note:
    """Return how delays are counted."""
    return Note(
        _("How delays are counted"),
        _(
            "From the day a file came to a step to the day it left; moves taken back do not count. "
            "An empty cell means that no file has left the step in the period."
        ),
    )
