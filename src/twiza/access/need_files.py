"""Needs as a file: one line per place, with what the figures rest on written inside."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.utils.translation import gettext as _

from twiza.access.map_config import far_title
from twiza.access.queries.place_rows import Asked, PlaceRow
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.territory.models import Place, PlaceBoundary

SHARE_FORMAT = "0.0 %"
COUNT_FORMAT = "#,##0"
DECIMAL_FORMAT = "#,##0.0"


def needs_table(
    asked: Asked, rows: Sequence[PlaceRow], assumptions: Sequence[str], language: str, *, kind: str
) -> TableFile:
    """Return the needs of places as a table to send; their shapes only when they are asked for."""
    return TableFile(
        title=_("Needs"),
        columns=columns_for(asked, language),
        rows=[cells_of(row, asked, language) for row in rows],
        notes=[Note(_("Assumption"), sentence) for sentence in assumptions],
        geometries=geometries_of([row.place for row in rows]) if kind == "geojson" else (),
    )


def columns_for(asked: Asked, language: str) -> list[TableColumn]:
    """Return the columns of what was asked for."""
    columns = [
        TableColumn("code", _("Code")),
        TableColumn("name", _("Name"), width=32),
        TableColumn("inhabitants", _("Inhabitants"), COUNT_FORMAT),
        TableColumn("need", _("Needs (estimate)"), COUNT_FORMAT),
        TableColumn("need_per_1000", _("Needs per 1,000 inhabitants"), DECIMAL_FORMAT),
        TableColumn("incomplete", _("Communes with a missing figure"), COUNT_FORMAT),
    ]
    if asked.indicator:
        title = name_in(asked.indicator.names, language)
        columns.append(TableColumn(asked.indicator.code, title, DECIMAL_FORMAT))
    if asked.scenario:
        columns.append(TableColumn("far_share", far_title(asked), SHARE_FORMAT))
        columns.append(TableColumn("supply_per_10000", _("Supply per 10,000 inhabitants"), "0.00"))
    return columns


def cells_of(row: PlaceRow, asked: Asked, language: str) -> list[Cell]:
    """Return one line of the table; what is not known is an empty cell."""
    cells: list[Cell] = [
        row.place.code,
        name_in(row.place.names, language),
        row.inhabitants,
        None if row.need is None else round(row.need, 1),
        row.need_per_1000,
        row.incomplete,
    ]
    if asked.indicator:
        cells.append(row.indicator)
    if asked.scenario:
        cells += [row.far_share, row.supply_per_10000]
    return cells


def geometries_of(places: Sequence[Place]) -> list[dict[str, object] | None]:
    """Return the light shape of each place, None for those without one."""
    ids = [place.pk for place in places]
    shapes = PlaceBoundary.objects.filter(place__in=ids, detail=PlaceBoundary.Detail.OVERVIEW)
    found = dict(shapes.values_list("place_id", "geojson"))
    return [json.loads(found[one]) if one in found else None for one in ids]
