"""Referrals as a table to send: without names, for what leaves the house cannot be erased there any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.case_management.models import Failure, Referral, Urgency
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.households.models import PersonSex
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
    chosen: Sequence[type[TextChoices]] = (Urgency, PersonSex, Failure)
    # Django makes a dictionary of all choices again each time it is asked for the words of one.
    said = {choices: {value: str(label) for value, label in choices.choices} for choices in chosen}
    rows = [row_of(one, on, language, said) for one in referrals]
    return TableFile(title=_("Referrals"), columns=columns, rows=rows, notes=[Note(_("Seen on"), date_format(on))])


def row_of(
    referral: Referral, on: dt.date, language: str, said: Mapping[type[TextChoices], Mapping[str, str]]
) -> tuple[Cell, ...]:
    """Return one referral as a row, with what is chosen from lists in words."""
    file = referral.file
    return (
        file.title,
        file.number,
        name_in(referral.specialty.names, language),
        destination_of(referral, language),
        said[Urgency][referral.urgency],
        said[PersonSex][referral.sex],
        referral.age_years,
        referral.issued_on,
        referral.appointment_on,
        name_in(file.step.names, language),
        file.entered_on,
        file.due_on if file.closed_at is None else None,
        days_late(file, on) or None,
        file.owner.name if file.owner else None,
        said[Failure].get(referral.failure),
    )


def destination_of(referral: Referral, language: str) -> str:
    """Return where somebody is sent: the facility's name, or the words there are."""
    return name_in(referral.facility.names, language) if referral.facility else referral.facility_words
