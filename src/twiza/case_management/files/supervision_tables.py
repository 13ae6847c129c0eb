"""Whom to accompany and why, and the supervisions planned and held, as tables to send: no family is named in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.case_management.models import Supervision
from twiza.case_management.queries.whom_to_supervise import AgentNeed
from twiza.case_management.supervision_page import order_said, seen_counts
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note

DATE, WHOLE = "yyyy-mm-dd", "#,##0"


def needs_table(needs: Iterable[AgentNeed], *, on: dt.date) -> TableFile:
    """Return the agents in the order of the page, with the counts that make it."""
    return TableFile(
        title=_("Whom to supervise"),
        columns=[
            TableColumn("agent", _("Agent"), width=24),
            TableColumn("alerts_past_delay", _("Alerts past their delay"), WHOLE),
            TableColumn("visits_late", _("Children whose visit is late"), WHOLE),
            TableColumn("records_pointed_out", _("Records pointed out"), WHOLE),
            TableColumn("most_on_one_day", _("Most visits on one day"), WHOLE),
            TableColumn("that_day", _("That day"), DATE),
            TableColumn("last_supervision", _("Last supervision"), DATE),
            TableColumn("next_supervision", _("Next supervision"), DATE),
        ],
        rows=[
            (
                one.agent.name,
                one.alerts,
                one.late,
                one.flags,
                one.busiest or None,
                one.busiest_on,
                one.last_on,
                one.next_on,
            )
            for one in needs
        ],
        notes=[Note(_("Seen on"), date_format(on)), Note(_("Order"), order_said())],
    )


def supervisions_table(supervisions: Iterable[Supervision], *, on: dt.date, language: str) -> TableFile:
    """Return the supervisions with what was counted; what was said stays between the two."""
    return TableFile(
        title=_("Supervisions"),
        columns=[
            TableColumn("agent", _("Agent"), width=24),
            TableColumn("planned_on", pgettext("supervision", "Planned on"), DATE),
            TableColumn("held_on", pgettext("supervision", "Held on"), DATE),
            TableColumn("place", _("Place"), width=24),
            TableColumn("done_well", pgettext("supervision", "Done well"), WHOLE),
            TableColumn("to_improve", pgettext("supervision", "To be improved"), WHOLE),
            TableColumn("not_seen", pgettext("supervision", "Not seen"), WHOLE),
            TableColumn("next_on", _("Next supervision"), DATE),
        ],
        rows=[cells_of(one, language) for one in supervisions],
        notes=[Note(_("Seen on"), date_format(on))],
    )


def cells_of(supervision: Supervision, language: str) -> tuple[Cell, ...]:
    """Return one supervision as a row."""
    about: tuple[Cell, ...] = (supervision.agent.name, supervision.planned_on, supervision.held_on)
    record = next(iter(supervision.written), None)  # type: ignore[attr-defined]
    if record is None:
        return (*about, None, None, None, None, None)
    place = name_in(record.place.names, language) if record.place else None
    return (*about, place, *seen_counts(record.marks.all()), record.next_on)
