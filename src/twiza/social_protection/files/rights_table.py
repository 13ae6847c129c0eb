"""Rights that end as a table to send: by the code of the household, without names."""

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
from twiza.social_protection.models import Enrolment, OpenRight

DATE, WHOLE = "yyyy-mm-dd", "#,##0"


def rights_table(rights: Iterable[OpenRight], *, on: dt.date, language: str) -> TableFile:
    """Return rights, each with the files that follow it at hand, as a table."""
    columns = [
        TableColumn("household", pgettext("file of rights", "Household")),
        TableColumn("place", _("Place"), width=24),
        TableColumn("scheme", _("Scheme"), width=28),
        TableColumn("since", _("Right open since"), DATE),
        TableColumn("until", pgettext("file of rights", "Until"), DATE),
        TableColumn("days_left", _("Days left"), WHOLE),
        TableColumn("renewable", _("Renewable")),
        TableColumn("next_scheme", _("Next scheme"), width=28),
        TableColumn("next_step", _("Where the next file stands"), width=32),
        TableColumn("owner", pgettext("file of rights", "Followed by"), width=24),
    ]
    return TableFile(
        title=_("Rights that end soon"),
        columns=columns,
        rows=[row_of(one, on, language) for one in rights],
        notes=[Note(_("Seen on"), date_format(on))],
    )


def row_of(right: OpenRight, on: dt.date, language: str) -> tuple[Cell, ...]:
    """Return one right as a row."""
    enrolment = right.enrolment
    after = latest_after(enrolment)
    return (
        enrolment.household.code,
        name_in(enrolment.household.place.names, language),
        name_in(enrolment.scheme.names, language),
        right.since,
        right.until,
        (right.until - on).days if right.until else None,
        RENEWABLE[enrolment.scheme.is_renewable],
        name_in(after.scheme.names, language) if after else None,
        name_in(after.file.step.names, language) if after else None,
        enrolment.file.owner.name if enrolment.file.owner else None,
    )


def latest_after(enrolment: Enrolment) -> Enrolment | None:
    """Return the file that was opened last after another, None of none."""
    return max(enrolment.followed_by.all(), key=lambda one: one.made_at, default=None)


RENEWABLE: dict[bool | None, str | None] = {True: "yes", False: "no", None: None}
