"""The lines of a version as tables to send; small figures are hidden as on the page."""

from __future__ import annotations

import datetime as dt
import json

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.care_supply.follow_up_page import followed
from twiza.care_supply.models import CareSupplyPlan, PlanVersion
from twiza.care_supply.queries.lines import actions_of, gaps_of
from twiza.care_supply.wording import (
    day_said,
    gap_said,
    named,
    owner_said,
    payer_said,
    place_said,
    source_said,
    subject_said,
    target_said,
    unit_said,
)
from twiza.core.small_numbers import is_small
from twiza.documents.table_files import TableColumn, TableFile, properties_of
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note

WHOLE, MONEY, DATE = "#,##0", "#,##0.00", "dd/mm/yyyy"
CONTENT_TYPE_OF_JSON = "application/json"


def lines_table(plan: CareSupplyPlan, version: PlanVersion, sort: str, today: dt.date) -> TableFile:
    """Return the gaps or the actions of a version as a table, in the language of the page."""
    return gaps_table(version) if sort == "gaps" else actions_table(plan, version, today)


def gaps_table(version: PlanVersion) -> TableFile:
    """Return the gaps of a version; a figure under 5 is an empty cell, marked as hidden."""
    columns = [
        TableColumn("commune_code", _("Code of the commune")),
        TableColumn("commune", _("Commune"), width=28),
        TableColumn("subject", _("Specialty or service"), width=28),
        TableColumn("figure", pgettext("of a gap", "Figure"), WHOLE),
        TableColumn("is_hidden", _("Hidden, under 5"), width=12),
        TableColumn("unit", _("What it counts"), width=36),
        TableColumn("figure_on", _("Figure of"), DATE),
        TableColumn("source", _("Source"), width=60),
        TableColumn("note", _("Note"), width=40),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            gap.commune.code,
            named(gap.commune),
            subject_said(gap),
            None if is_hidden(gap.figure) else rounded_figure(gap.figure),
            _("yes") if is_hidden(gap.figure) else None,
            unit_said(gap),
            gap.figure_on,
            source_said(gap),
            gap.note or None,
        )
        for gap in gaps_of(version)
    ]
    return TableFile(_("Gaps"), columns, rows, notes=[counting_note()])


def rounded_figure(figure: float | None) -> int | None:
    """Return a figure as a whole number, None where it is not known."""
    return None if figure is None else round(figure)


def is_hidden(figure: float | None) -> bool:
    """Return whether a figure is too small to be shown."""
    return figure is not None and (is_small(round(figure)) or 0 < figure < 1)


def actions_table(plan: CareSupplyPlan, version: PlanVersion, today: dt.date) -> TableFile:
    """Return the actions of a version with how they stand; an empty amount is not set."""
    columns = [
        TableColumn("text", _("What is done"), width=48),
        TableColumn("kind", _("Kind of care"), width=14),
        TableColumn("decision", _("Decision"), width=14),
        TableColumn("place", _("Where"), width=28),
        TableColumn("answers", _("Gaps answered"), width=48),
        TableColumn("owner", _("Seen to by"), width=32),
        TableColumn("amount", _("Amount"), MONEY),
        TableColumn("currency", _("Currency"), width=10),
        TableColumn("payer", _("Paid by"), width=28),
        TableColumn("starts_on", _("Begins on"), DATE),
        TableColumn("due_on", _("Due on"), DATE),
        TableColumn("target", _("Target"), width=24),
        TableColumn("standing", _("How it stands"), width=16),
        TableColumn("progress", _("Reached"), width=16),
    ]
    standing = {row.action.pk: row for row in followed(plan, version, today)}
    rows: list[tuple[Cell, ...]] = [
        (
            one.text,
            str(one.get_kind_display()),
            str(one.get_decision_display()),
            place_said(one) or None,
            " · ".join(gap_said(gap) for gap in one.answers) or None,  # type: ignore[attr-defined]
            owner_said(one),
            None if one.amount is None else float(one.amount),
            version.currency,
            payer_said(one) or None,
            one.starts_on,
            one.due_on,
            target_said(one) or None,
            str(standing[one.pk].words) if one.pk in standing else None,
            standing[one.pk].progress or None if one.pk in standing else None,
        )
        for one in actions_of(version)
    ]
    said = _("As on %(day)s, computed from records. An empty amount is not set; it is not 0.")
    return TableFile(
        _("Actions"), columns, rows, notes=[Note(_("How it is counted"), said % {"day": day_said(today)})]
    )


def counting_note() -> Note:
    """Return what the figures of gaps are."""
    return Note(
        _("How it is counted"),
        _("Figures are estimates or counts of the day given; under 5 they are hidden. An empty figure is not known."),
    )


def lines_as_json(plan: CareSupplyPlan, version: PlanVersion, table: TableFile) -> bytes:
    """Return a table with what it belongs to, as JSON."""
    content = {
        "format": "twiza-care-supply/1",
        "plan": plan.names,
        "area": plan.area.code,
        "version": version.number,
        "step": version.file.step.code,
        "first_year": version.first_year,
        "last_year": version.last_year,
        "notes": [note.text for note in table.notes],
        "lines": [properties_of(table.columns, row) for row in table.rows],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
