"""How long files wait for each office, as a table to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.procedures.list_files import counted_how
from twiza.social_protection.queries.offices import Office, Wait

WHOLE = "#,##0"


def offices_table(offices: Iterable[Office], *, on: dt.date, language: str) -> TableFile:
    """Return what waits for each office and how long it took, a row for each step."""
    columns = [
        TableColumn("office", _("Waits for"), width=24),
        TableColumn("scheme", _("Scheme"), width=28),
        TableColumn("step", _("Step"), width=32),
        TableColumn("due_days", _("Delay set (days)"), WHOLE),
        TableColumn("open_files", _("Files there now"), WHOLE),
        TableColumn("late_files", _("of which late"), WHOLE),
        TableColumn("longest_days", _("Longest wait now (days)"), WHOLE),
        TableColumn("stays", _("Stays that ended"), WHOLE),
        TableColumn("median_days", _("Median days"), "0.0"),
        TableColumn("p90_days", _("90th percentile (days)"), WHOLE),
        TableColumn("late_stays", _("Ended beyond the due date"), WHOLE),
    ]
    rows = [row_of(office, wait, language) for office in offices for wait in office.waits]
    notes = [counted_how(), Note(_("Seen on"), date_format(on))]
    return TableFile(title=_("Offices and their delays"), columns=columns, rows=rows, notes=notes)


def row_of(office: Office, wait: Wait, language: str) -> tuple[Cell, ...]:
    """Return one step as a row; where no delay is set, what is late is not known."""
    delay, is_set = wait.delay, wait.step.due_days is not None
    return (
        name_in(office.names, language),
        name_in(wait.scheme.names, language),
        name_in(wait.step.names, language),
        wait.step.due_days,
        delay.open_files,
        delay.late_files if is_set else None,
        wait.longest_days,
        delay.stays,
        delay.median_days,
        delay.p90_days,
        delay.late_stays if is_set else None,
    )
