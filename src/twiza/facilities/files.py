"""The list of facilities as a file: all that is said of them, with how complete the list is believed to be."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile, properties_of
from twiza.documents.tables import Cell, text_of
from twiza.documents.workbooks import Column, Note, Sheet, write_xlsx
from twiza.facilities.columns import FIELDS
from twiza.facilities.models import Facility, FacilityList, FacilityService
from twiza.facilities.sheets import SHEETS, Teller, Told, columns_of, details_of, sheet_rows

FORMATS = {
    "lat": "0.00000",
    "lon": "0.00000",
    "doctors": "0.##",
    "nurses": "0.##",
    "midwives": "0.##",
    "status_since": "yyyy-mm-dd",
    "verified_on": "yyyy-mm-dd",
}
WIDE = frozenset({"name_fr", "name_ar", "place_name", "services", "source", "verified_by"})
EXPORTED = tuple(name for name in FIELDS if name != "name")
"""The fields of an import, so that what goes out comes in again; each name goes by its language."""


def column_of(name: str) -> TableColumn:
    """Return the column of a field, titled as the importer knows it."""
    return TableColumn(name, str(FIELDS[name]), FORMATS.get(name, "General"), 32 if name in WIDE else 16)


def facilities_table(facilities: Sequence[Facility], statement: FacilityList | None, language: str) -> TableFile:
    """Return facilities as a table to send; they bring their services along."""
    return TableFile(
        title=_("Facilities"),
        columns=[column_of(name) for name in EXPORTED],
        rows=[cells_of(facility, language) for facility in facilities],
        notes=[Note(_("How complete the list is"), completeness_sentence(statement, language))],
        geometries=[point_of(facility) for facility in facilities],
    )


def facilities_file(kind: str, table: TableFile, told: Sequence[Told], teller: Teller, language: str) -> bytes:
    """Return the list as a workbook of all its sheets, or as GeoJSON with everything inside."""
    if kind == "xlsx":
        return facilities_book(table, told, teller, language)
    return facilities_geojson(table, told, teller)


def facilities_book(table: TableFile, told: Sequence[Told], teller: Teller, language: str) -> bytes:
    """Return a workbook: the list, as it can be brought in again, then a sheet per kind of thing said."""
    sheets = [sheet_of(table.title, table.columns, table.rows)]
    for one in SHEETS.values():
        sheets.append(sheet_of(str(one.title), columns_of(one), list(sheet_rows(one, told, teller))))
    return write_xlsx(sheets, language=language, notes=table.notes)


def sheet_of(title: str, columns: Sequence[TableColumn], rows: Sequence[Sequence[Cell]]) -> Sheet:
    """Return a sheet of a workbook."""
    return Sheet(title, [Column(one.title, one.number_format, one.width) for one in columns], rows)


def facilities_geojson(table: TableFile, told: Sequence[Told], teller: Teller) -> bytes:
    """Return a FeatureCollection: each facility with the columns of the list, and `details` with all the rest."""
    features = [
        {
            "type": "Feature",
            "id": str(one.facility.pk),
            "geometry": geometry,
            "properties": {**properties_of(table.columns, row), "details": details_of(one, teller)},
        }
        for one, row, geometry in zip(told, table.rows, table.geometries, strict=True)
    ]
    notes = [{"about": note.about, "text": note.text} for note in table.notes]
    return json.dumps({"type": "FeatureCollection", "notes": notes, "features": features}, ensure_ascii=False).encode()


def sheet_table(name: str, told: Sequence[Told], teller: Teller) -> TableFile:
    """Return one of the sheets as a table of its own, for CSV. Raises KeyError when there is none such."""
    kind = SHEETS[name]
    return TableFile(str(kind.title), columns_of(kind), list(sheet_rows(kind, told, teller)))


def cells_of(facility: Facility, language: str) -> list[Cell]:
    """Return one line of the table; what is not known is an empty cell."""
    return [
        facility.code or None,
        facility.names.get("fr"),
        facility.names.get("ar"),
        facility.type.code,
        facility.place.code,
        name_in(facility.place.names, language),
        facility.lat,
        facility.lon,
        facility.status,
        facility.status_since,
        _("yes") if facility.is_mobile else _("no"),
        facility.doctors,
        facility.nurses,
        facility.midwives,
        facility.beds,
        ";".join(service_of(one) for one in facility.facility_services.all()) or None,
        facility.source,
        facility.verified_by or None,
        facility.verified_on,
    ]


def service_of(given: FacilityService) -> str:
    """Return a service as an import reads it, with its supply when that is known."""
    return given.service.code if given.supply is None else f"{given.service.code}={text_of(given.supply)}"


def point_of(facility: Facility) -> dict[str, object] | None:
    """Return where a facility is as GeoJSON, None when it is not known."""
    if facility.lat is None:
        return None
    return {"type": "Point", "coordinates": [facility.lon, facility.lat]}


def completeness_sentence(statement: FacilityList | None, language: str) -> str:
    """Return how complete a list is believed to be, and who said so."""
    if statement is None:
        return _("Nobody has said how complete this list is: a place without a facility may only be missing from it.")
    return _("%(place)s: %(state)s, said %(who)s on %(date)s.") % {
        "place": name_in(statement.place.names, language),
        "state": statement.get_completeness_display(),
        "who": statement.said_by,
        "date": date_format(statement.said_on),
    }
