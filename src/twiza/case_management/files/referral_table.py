"""Referrals as a table to send: without names, for what leaves the house cannot be erased there any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.case_management.models import Referral
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.procedures.due import days_late

DATE, WHOLE = "yyyy-mm-dd", "#,##0"


def referrals_table(referrals: Iterable[Referral], *, on: dt.date, language: str) -> TableFile:
    """Return referrals as a table."""
    columns = [
        TableColumn("code", _("Code")),
        TableColumn("number", _("Number")),
        TableColumn("specialty", _("Specialty"), width=28),
        TableColumn("facility", _("Facility"), width=32),
        TableColumn("urgency", _("Urgency"), width=20),
        TableColumn("sex", _("Sex")),
        TableColumn("age", _("Age (years)"), WHOLE),
        TableColumn("issued_on", _("Issued on"), DATE),
        TableColumn("appointment_on", _("Appointment on"), DATE),
        TableColumn("step", _("Where it stands"), width=28),
        TableColumn("since", _("Since"), DATE),
        TableColumn("due_on", _("Due on"), DATE),
        TableColumn("days_late", _("Days late"), WHOLE),
        TableColumn("owner", _("Followed by"), width=24),
        TableColumn("failure", _("Why not completed"), width=24),
    ]
    rows = [row_of(one, on, language) for one in referrals]
    return TableFile(title=_("Referrals"), columns=columns, rows=rows, notes=[Note(_("Seen on"), date_format(on))])


def row_of(referral: Referral, on: dt.date, language: str) -> tuple[Cell, ...]:
    """Return one referral as a row."""
    file = referral.file
    return (
        file.title,
        file.number,
        name_in(referral.specialty.names, language),
        destination_of(referral, language),
        str(referral.get_urgency_display()),
        str(referral.get_sex_display()),
        referral.age_years,
        referral.issued_on,
        referral.appointment_on,
        name_in(file.step.names, language),
        file.entered_on,
        file.due_on if file.closed_at is None else None,
        days_late(file, on) or None,
        file.owner.name if file.owner else None,
        str(referral.get_failure_display()) or None,
    )


def destination_of(referral: Referral, language: str) -> str:
    """Return where somebody is sent: the facility's name, or the words there are."""
    return name_in(referral.facility.names, language) if referral.facility else referral.facility_words
