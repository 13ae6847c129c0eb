"""Rows of a file read as facilities, all of their mistakes named at once, nothing stored."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.documents.tables import Cell, Row, text_of
from twiza.facilities.books import NO_WORDS, STATUS_WORDS, YES_WORDS, FacilityBook
from twiza.facilities.columns import bare_text
from twiza.facilities.models import FacilityType, Service, Status
from twiza.territory.cells import CellRefused, date_in, degrees_in, text_in
from twiza.territory.row_problems import ProblemList

MOST_STAFF = 10_000
LONGEST_CODE = 80
SEPARATORS = re.compile(r"[;|\n]+|,(?!\d)")
ARABIC = re.compile(r"[\u0600-\u06ff]")
Answer = TypeVar("Answer")


@dataclass(slots=True)
class Candidate:
    """A row that says what a facility is. None and empty are what it does not say."""

    number: int
    code: str
    names: dict[str, str]
    type: FacilityType | None
    place_id: int | None
    place_path: str
    lat: float | None
    lon: float | None
    is_mobile: bool
    status: Status
    status_since: dt.date | None
    beds: int | None
    doctors: float | None
    nurses: float | None
    midwives: float | None
    services: Mapping[Service, float | None]
    source: str
    verified_by: str
    verified_on: dt.date | None


class RowReader:
    """Reads one cell after another of a row, and notes what is wrong instead of stopping."""

    def __init__(self, row: Row, columns: Mapping[str, str], problems: ProblemList) -> None:
        self.row = row
        self._columns = columns
        self._problems = problems

    def cell(self, field: str) -> Cell:
        """Return the cell of a field, None when the file has no column for it."""
        return self.row.values.get(self._columns.get(field, ""))

    def text(self, field: str) -> str:
        """Return the text of a field, empty when there is none."""
        return self.read(field, text_in) or ""

    def read(self, field: str, understand: Callable[[Cell], Answer]) -> Answer | None:
        """Return what a cell says; None, and a problem noted, when it says nothing we understand."""
        try:
            return understand(self.cell(field))
        except InputError as error:
            self.note(field, str(error))
            return None

    def note(self, field: str, sentence: str) -> None:
        """Keep a problem of this row, in the column of a field when it has one."""
        self._problems.note(self.row.number, self._columns.get(field, ""), sentence)


def read_candidates(
    rows: Iterable[Row],
    columns: Mapping[str, str],
    book: FacilityBook,
    *,
    default_type: FacilityType | None,
    source: str,
    today: dt.date,
    problems: ProblemList,
) -> list[Candidate]:
    """Return the facilities that rows say; places without a code or name are found later, by coordinates."""
    return [read_candidate(RowReader(row, columns, problems), book, default_type, source, today) for row in rows]


def read_candidate(
    reader: RowReader, book: FacilityBook, default_type: FacilityType | None, source: str, today: dt.date
) -> Candidate:
    """Return the facility that a row says."""
    place_id, place_path = place_in(reader, book)
    lat, lon = position_in(reader)
    facility_type = type_in(reader, book, default_type)
    verified_by, verified_on = verification_in(reader, today)
    return Candidate(
        number=reader.row.number,
        code=code_in(reader),
        names=names_in(reader),
        type=facility_type,
        place_id=place_id,
        place_path=place_path,
        lat=lat,
        lon=lon,
        is_mobile=mobility_in(reader, facility_type),
        status=status_in(reader),
        status_since=reader.read("status_since", lambda cell: date_in(cell, today)),
        beds=reader.read("beds", beds_in),
        doctors=reader.read("doctors", staff_in),
        nurses=reader.read("nurses", staff_in),
        midwives=reader.read("midwives", staff_in),
        services=services_in(reader, book),
        source=reader.text("source") or source,
        verified_by=verified_by,
        verified_on=verified_on,
    )


def code_in(reader: RowReader) -> str:
    """Return the code of a facility."""
    code = reader.text("code")
    if len(code) > LONGEST_CODE:
        reader.note("code", _("This code has more than %(most)s characters.") % {"most": LONGEST_CODE})
    return code


def names_in(reader: RowReader) -> dict[str, str]:
    """Return the names of a facility by language; a name in either language goes by its letters."""
    either = reader.text("name")
    names = {"fr": reader.text("name_fr"), "ar": reader.text("name_ar")}
    if either:
        names["ar" if ARABIC.search(either) else "fr"] = either
    known = {language: name for language, name in names.items() if name}
    if all(reader.cell(field) is None for field in ("name", "name_fr", "name_ar")):
        reader.note("name", _("A facility needs a name."))
    return known


def type_in(reader: RowReader, book: FacilityBook, default: FacilityType | None) -> FacilityType | None:
    """Return the type of a facility: what the row says, or else the default."""
    words = reader.text("type")
    if not words:
        if default is None:
            reader.note("type", _("The type is missing: choose one for the rows that have none."))
        return default
    found = book.type_called(words)
    if found is None:
        reader.note("type", _("“%(type)s” is not a type we know: say which of ours it is.") % {"type": words})
    return found


def place_in(reader: RowReader, book: FacilityBook) -> tuple[int | None, str]:
    """Return the place that a row names by code or name; neither is not a mistake yet."""
    code, name = reader.text("place_code"), reader.text("place_name")
    if code:
        commune = book.communes.with_code(code) or book.communes.with_bare_code(code)
        if commune is None:
            reader.note("place_code", _("No commune has the code %(code)s.") % {"code": code})
        return (commune.id, commune.path) if commune else (None, "")
    if not name:
        return None, ""
    communes = book.communes.named(name)
    found = [(commune.id, commune.path) for commune in communes] or [
        (place.pk, place.path) for place in book.places.get(bare_text(name), [])
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        reader.note("place_name", _("No place is called %(name)s.") % {"name": name})
    elif reader.cell("lat") is None and reader.row.geometry is None:
        reader.note("place_name", _("Several places are called %(name)s: give the code.") % {"name": name})
    return None, ""


def position_in(reader: RowReader) -> tuple[float | None, float | None]:
    """Return the latitude and longitude of a row, from its columns or from its point; both or neither."""
    if reader.row.geometry is not None and reader.cell("lat") is None:
        return point_in(reader, reader.row.geometry)
    lat = reader.read("lat", lambda cell: degrees_in(cell, 90))
    lon = reader.read("lon", lambda cell: degrees_in(cell, 180))
    is_half = (reader.cell("lat") is None) != (reader.cell("lon") is None)
    if is_half:
        reader.note("lat", _("Give both latitude and longitude, or neither."))
    return (lat, lon) if lat is not None and lon is not None else (None, None)


def point_in(reader: RowReader, geometry: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Return the latitude and longitude of a GeoJSON point."""
    coordinates = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(coordinates, list) or len(coordinates) < 2:
        reader.note("lat", _("A facility is a point: this feature is not."))
        return None, None
    lon, lat = coordinates[:2]
    is_degrees = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (lat, lon))
    if not is_degrees or not (abs(lat) <= 90 and abs(lon) <= 180):
        reader.note("lat", _("The point of this feature is not a longitude and a latitude in degrees."))
        return None, None
    return float(lat), float(lon)


def mobility_in(reader: RowReader, facility_type: FacilityType | None) -> bool:
    """Return whether a facility moves: what the row says, or else what its type does."""
    words = bare_text(text_of(reader.cell("mobile")))
    if words in YES_WORDS:
        return True
    if words and words not in NO_WORDS:
        reader.note("mobile", _("Write yes or no."))
    return bool(facility_type and facility_type.is_mobile) if not words else False


def status_in(reader: RowReader) -> Status:
    """Return whether care is given there."""
    words = reader.text("status")
    status = STATUS_WORDS.get(bare_text(words))
    if status is None:
        reader.note("status", _("“%(status)s”: write open, closed, without staff or unknown.") % {"status": words})
    return status or Status.UNKNOWN


def staff_in(cell: Cell) -> float | None:
    """Return full-time equivalents; None for an empty cell. Raises CellRefused."""
    text = text_of(cell).replace(",", ".")
    if not text:
        return None
    try:
        staff = float(text)
    except ValueError:
        staff = math.nan
    if not 0 <= staff <= MOST_STAFF:
        raise CellRefused(_("“%(text)s” is not a number of staff.") % {"text": text[:40]})
    return staff


def beds_in(cell: Cell) -> int | None:
    """Return a number of beds; None for an empty cell. Raises CellRefused."""
    beds = staff_in(cell)
    if beds is not None and not beds.is_integer():
        raise CellRefused(_("“%(text)s” is not a number of beds.") % {"text": text_of(cell)[:40]})
    return None if beds is None else int(beds)


def services_in(reader: RowReader, book: FacilityBook) -> dict[Service, float | None]:
    """Return the services that a row lists, `vaccination=0.5; pharmacie`, each with its supply if that is said."""
    found: dict[Service, float | None] = {}
    for part in filter(None, (part.strip() for part in SEPARATORS.split(text_of(reader.cell("services"))))):
        words, _sign, figure = part.partition("=")
        service = book.service_called(words)
        if service is None:
            reader.note("services", _("“%(service)s” is not a service we know.") % {"service": words.strip()[:40]})
            continue
        try:
            found[service] = staff_in(figure.strip())
        except CellRefused as error:
            reader.note("services", str(error))
    return found


def verification_in(reader: RowReader, today: dt.date) -> tuple[str, dt.date | None]:
    """Return who verified a row and when; one without the other is a mistake."""
    who, when = reader.text("verified_by"), reader.read("verified_on", lambda cell: date_in(cell, today))
    if bool(who) != (reader.cell("verified_on") is not None):
        reader.note("verified_by", _("Say both who verified it and when, or neither."))
    return who, when
