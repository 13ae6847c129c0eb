"""Files of schemes as a table to send: by the code of the household, without names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.procedures.due import days_late
from twiza.social_protection.models import Enrolment, OpenRight

DATE, WHOLE = "yyyy-mm-dd", "#,##0"


def enrolments_table(enrolments: Iterable[Enrolment], *, on: dt.date, language: str) -> TableFile:
    """Return files as a table."""
    columns = [
        TableColumn("number", pgettext("file of rights", "Number"), width=20),
        TableColumn("household", pgettext("file of rights", "Household")),
        TableColumn("scheme", _("Scheme"), width=28),
        TableColumn("step", pgettext("file of rights", "Where it stands"), width=32),
        TableColumn("waits_for", _("Waits for"), width=20),
        TableColumn("since", _("Since"), DATE),
        TableColumn("days", _("Days there"), WHOLE),
        TableColumn("due_on", _("Due on"), DATE),
        TableColumn("days_late", _("Days late"), WHOLE),
        TableColumn("owner", pgettext("file of rights", "Followed by"), width=24),
        TableColumn("right_since", _("Right open since"), DATE),
        TableColumn("right_until", pgettext("file of rights", "Until"), DATE),
        TableColumn("first_care_on", _("First care received on"), DATE),
    ]
    found = list(enrolments)
    rights = {one.enrolment_id: one for one in OpenRight.objects.filter(enrolment__in=found)}
    rows = [row_of(one, rights.get(one.pk), on, language) for one in found]
    return TableFile(
        title=_("Files of rights"), columns=columns, rows=rows, notes=[Note(_("Seen on"), date_format(on))]
    )


def row_of(enrolment: Enrolment, right: OpenRight | None, on: dt.date, language: str) -> tuple[Cell, ...]:
    """Return one file as a row."""
    file = enrolment.file
    is_open = file.closed_at is None
    return (
        file.number,
        enrolment.household.code,
        name_in(enrolment.scheme.names, language),
        name_in(file.step.names, language),
        name_in(file.step.owner_names, language) or None if is_open else None,
        file.entered_on,
        (on - file.entered_on).days if is_open else None,
        file.due_on if is_open else None,
        days_late(file, on) or None,
        file.owner.name if file.owner else None,
        right.since if right else None,
        right.until if right else None,
        right.first_care_on if right else None,
    )
