"""Several scenarios side by side, as a file: the whole area, then one line per place."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twiza.access.comparison_words import compared_assumptions
from twiza.access.figures import as_number
from twiza.access.models import AccessScenario
from twiza.access.need_files import COUNT_FORMAT, DECIMAL_FORMAT, geometries_of
from twiza.access.queries.compared import ComparedPlace, Comparison
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note


def comparison_table(
    scenarios: Sequence[AccessScenario], comparison: Comparison, minutes: float, language: str, *, kind: str
) -> TableFile:
    """Return a comparison as a table to send; the shapes of places only when they are asked for."""
    rows = [comparison.total, *comparison.rows]
    return TableFile(
        title=_("Comparison of scenarios"),
        columns=columns_for(scenarios, minutes),
        rows=[cells_of(row, language) for row in rows],
        notes=[Note(_("Assumption"), sentence) for sentence in compared_assumptions(scenarios)],
        geometries=geometries_of([row.place for row in rows]) if kind == "geojson" else (),
    )


def columns_for(scenarios: Sequence[AccessScenario], minutes: float) -> list[TableColumn]:
    """Return the columns: those of each scenario, then what differs from the first."""
    return [
        TableColumn("code", _("Code")),
        TableColumn("name", _("Name"), width=32),
        TableColumn("people", _("Inhabitants"), COUNT_FORMAT),
        *[column for rank, one in enumerate(scenarios, start=1) for column in scenario_columns(rank, one, minutes)],
        *[
            TableColumn(
                f"difference_{rank}", _("%(scenario)s: more people beyond") % {"scenario": one.name}, COUNT_FORMAT
            )
            for rank, one in enumerate(scenarios[1:], start=2)
        ],
    ]


def scenario_columns(rank: int, scenario: AccessScenario, minutes: float) -> list[TableColumn]:
    """Return the columns of one scenario."""
    named = {"scenario": scenario.name, "minutes": as_number(minutes)}
    return [
        TableColumn(
            f"beyond_{rank}", _("%(scenario)s: people beyond %(minutes)s minutes") % named, COUNT_FORMAT, width=24
        ),
        TableColumn(f"median_{rank}", _("%(scenario)s: median minutes") % named, DECIMAL_FORMAT, width=24),
        TableColumn(f"mean_{rank}", _("%(scenario)s: mean minutes") % named, DECIMAL_FORMAT, width=24),
    ]


def cells_of(row: ComparedPlace, language: str) -> list[Cell]:
    """Return one line; what does not exist is an empty cell."""
    figures: list[Cell] = []
    for one in row.figures:
        figures += [one.beyond, one.median_minutes, one.mean_minutes]
    return [row.place.code, name_in(row.place.names, language), row.people, *figures, *row.differences]
