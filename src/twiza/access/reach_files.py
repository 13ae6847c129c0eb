"""What a scenario says, as a file: one line per place, with its assumptions written inside."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twiza.access.figures import as_number
from twiza.access.looks import Sight
from twiza.access.models import AccessScenario, Care
from twiza.access.need_files import COUNT_FORMAT, DECIMAL_FORMAT, geometries_of
from twiza.access.queries.reach_rows import ReachRow
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note


def reach_table(sight: Sight, assumptions: Sequence[str], language: str, *, kind: str) -> TableFile:
    """Return what is seen of places as a table to send; their shapes only when they are asked for."""
    return TableFile(
        title=sight.scenario.name,
        columns=columns_for(sight),
        rows=[cells_of(row, sight, language) for row in sight.rows],
        notes=[Note(_("Assumption"), sentence) for sentence in assumptions],
        geometries=geometries_of([row.place for row in sight.rows]) if kind == "geojson" else (),
    )


def columns_for(sight: Sight) -> list[TableColumn]:
    """Return the columns: kilometres only for primary care, and with the near time only where they were kept."""
    scenario = sight.scenario
    return [
        TableColumn("code", _("Code")),
        TableColumn("name", _("Name"), width=32),
        TableColumn("people", _("Inhabitants"), COUNT_FORMAT),
        *(km_columns(scenario) if has_km(sight) else []),
        *([minutes_column("beyond_near_minutes", scenario.near_minutes)] if sight.is_as_kept else []),
        minutes_column("beyond_far_minutes", scenario.far_minutes),
        TableColumn("mean_minutes", _("Mean minutes to the nearest"), DECIMAL_FORMAT),
        TableColumn("supply_per_10000", _("Supply per 10,000 inhabitants"), "0.00"),
        TableColumn("communes_without_service", _("Communes that reach no service"), COUNT_FORMAT),
    ]


def km_columns(scenario: AccessScenario) -> list[TableColumn]:
    """Return the columns of people beyond some kilometres of road."""
    limits = (("beyond_near_km", scenario.near_km), ("beyond_far_km", scenario.far_km))
    return [
        TableColumn(name, _("People beyond %(km)s km by road") % {"km": as_number(km)}, COUNT_FORMAT)
        for name, km in limits
    ]


def minutes_column(name: str, minutes: float) -> TableColumn:
    """Return the column of people beyond some minutes."""
    title = _("People beyond %(minutes)s minutes") % {"minutes": as_number(minutes)}
    return TableColumn(name, title, COUNT_FORMAT)


def has_km(sight: Sight) -> bool:
    """Return whether kilometres are shown."""
    return sight.is_as_kept and sight.scenario.care == Care.PRIMARY


def cells_of(row: ReachRow, sight: Sight, language: str) -> list[Cell]:
    """Return one line; what is not known is an empty cell."""
    by_road: list[Cell] = [row.beyond_near_km, row.beyond_far_km] if has_km(sight) else []
    near: list[Cell] = [row.beyond_near_minutes] if sight.is_as_kept else []
    return [
        row.place.code,
        name_in(row.place.names, language),
        row.people,
        *by_road,
        *near,
        row.beyond_far_minutes,
        row.mean_minutes,
        row.supply_per_10000,
        row.communes_without_service,
    ]
