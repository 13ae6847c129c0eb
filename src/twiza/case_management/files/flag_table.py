"""Records that are pointed out as a table to send: without names of children, which could not be erased there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.case_management.flag_page import FlagLine
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note

DATE = "yyyy-mm-dd"


def flags_table(lines: Iterable[FlagLine], *, on: dt.date) -> TableFile:
    """Return flags as a table."""
    columns = [
        TableColumn("record", pgettext("record flags", "Number"), width=38),
        TableColumn("day", _("Day"), DATE),
        TableColumn("kind", pgettext("record flags", "Kind")),
        TableColumn("rule", _("Rule"), width=44),
        TableColumn("found", _("What was found"), width=44),
        TableColumn("agent", _("Agent"), width=24),
        TableColumn("found_on", _("Pointed out on"), DATE),
        TableColumn("state", pgettext("record flags", "State"), width=32),
        TableColumn("done_on", _("Done on"), DATE),
    ]
    rows = [row_of(line) for line in lines]
    return TableFile(title=_("Data quality"), columns=columns, rows=rows, notes=[Note(_("Seen on"), date_format(on))])


def row_of(line: FlagLine) -> tuple[Cell, ...]:
    """Return one flag as a row."""
    flag = line.flag
    return (
        str(flag.pk),
        flag.on,
        str(flag.get_kind_display()),
        line.rule,
        line.found,
        flag.agent.name if flag.agent else None,
        flag.found_at.date(),
        line.state,
        flag.last_act_at.date() if flag.last_act_at else None,
    )
