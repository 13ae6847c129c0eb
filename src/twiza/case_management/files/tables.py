"""Rounds as tables: visit by visit, agent by agent, with what is missed and what the figures rest on."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from twiza.case_management.models import RoundsVersion
from twiza.case_management.naming import rounds_said
from twiza.case_management.rounds_page import agent_rows, day_lists, missed_rows
from twiza.case_management.wording import assumptions_of, proof_said, visits_said, why_said
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Column, Note, Sheet, write_xlsx

WHOLE, SHARE, DATE, DEGREES = "#,##0", "0%", "dd/mm/yyyy", "0.00000"


def visits_table(version: RoundsVersion, *, language: str) -> TableFile:
    """Return every visit as a row, with its place on the map."""
    homes = list(version.plan.homes.order_by("id"))
    lists = day_lists(version, homes)
    visits = [(one, visit) for one in lists for visit in one.visits]
    with override(language):
        rows: list[tuple[Cell, ...]] = [
            (
                one.agent,
                one.on,
                visit.rank,
                visit.home.code,
                visit.home.get_risk_display(),
                visit.arrival,
                visit.home.visit_minutes,
                visit.home.lat,
                visit.home.lon,
            )
            for one, visit in visits
        ]
        return TableFile(
            title=rounds_said(version.plan, language),
            columns=visit_columns(),
            rows=rows,
            notes=notes_of(version),
            geometries=[{"type": "Point", "coordinates": [row[-1], row[-2]]} for row in rows],
        )


def visit_columns() -> list[TableColumn]:
    """Return the columns of the visits."""
    return [
        TableColumn("agent", _("Agent")),
        TableColumn("date", _("Date"), DATE),
        TableColumn("order", _("Order"), WHOLE, 8),
        TableColumn("home", pgettext("dwelling", "Home")),
        TableColumn("risk", _("Risk")),
        TableColumn("arrival_minutes", _("Minutes after leaving"), WHOLE),
        TableColumn("visit_minutes", _("Minutes a visit"), WHOLE),
        TableColumn("lat", _("Latitude"), DEGREES),
        TableColumn("lon", _("Longitude"), DEGREES),
    ]


def rounds_workbook(version: RoundsVersion, *, language: str) -> bytes:
    """Return the workbook of rounds: visits, agents, what is missed, notes."""
    table = visits_table(version, language=language)
    with override(language):
        columns = [Column(one.title, one.number_format, one.width) for one in table.columns]
        sheets = [Sheet(_("Visits"), columns, table.rows), agents_sheet(version), missed_sheet(version)]
    return write_xlsx(sheets, language=language, notes=table.notes)


def agents_sheet(version: RoundsVersion) -> Sheet:
    """Return what each agent does."""
    columns = [
        Column(_("Agent")),
        Column(_("Homes"), WHOLE),
        Column(_("Visits"), WHOLE),
        Column(_("Days with visits"), WHOLE),
        Column(_("Minutes on the way"), WHOLE),
        Column(_("Minutes in all"), WHOLE),
        Column(_("Share of her time"), SHARE),
    ]
    rows = [
        (row.code, row.homes, row.visits, row.days, row.walking, row.minutes, row.share) for row in agent_rows(version)
    ]
    return Sheet(_("Agents"), columns, rows)


def missed_sheet(version: RoundsVersion) -> Sheet:
    """Return the homes with too few visits, and why."""
    columns = [
        Column(pgettext("dwelling", "Home")),
        Column(_("Risk")),
        Column(_("Visits missed"), WHOLE),
        Column(_("Why"), width=80),
    ]
    missed = missed_rows(version, version.plan.homes.order_by("id"))
    rows = [(row.home.code, row.home.get_risk_display(), row.visits, why_said(row)) for row in missed]
    return Sheet(_("Missed visits"), columns, rows)


def notes_of(version: RoundsVersion) -> list[Note]:
    """Return what the figures rest on and how good the rounds are."""
    notes = [Note(_("Assumption"), sentence) for sentence in assumptions_of(version.plan)]
    return [*notes, Note(_("How good it is"), f"{visits_said(version)} {proof_said(version)}")]
