"""All that is said of facilities as sheets: services, staff, equipment, opening, authorisations, who said so."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twiza.documents.table_files import TableColumn
from twiza.documents.tables import Cell
from twiza.facilities.fact_words import FactWords
from twiza.facilities.facts import State, Value, date_of, line_of
from twiza.facilities.freshness import Freshness, freshness
from twiza.facilities.models import Facility, FacilityFact
from twiza.facilities.queries.norms import Norm, staff_against_norm

FRESHNESS = {
    Freshness.FRESH: gettext_lazy("Still fresh"),
    Freshness.STALE: gettext_lazy("To be verified again"),
    Freshness.NEVER: gettext_lazy("Never verified"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A facility with what is said of it, who said it, and the norms of its type."""

    facility: Facility
    state: State
    facts: Sequence[FacilityFact]
    norms: Mapping[str, Norm]


@dataclass(frozen=True, slots=True)
class Teller:
    """What turns fields into words on a day."""

    words: FactWords
    cuts: Mapping[str, dt.date]
    today: dt.date


Rows = Iterator[list[Cell]]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A sheet: its title, its columns after those that name the facility, and the rows of one facility."""

    title: Promise | str
    columns: Sequence[tuple[str, Promise | str]]
    rows: Callable[[Told, Teller], Rows]


def lines_of(state: State, topic: str) -> Iterator[tuple[str, str, Value]]:
    """Yield the lines of a topic: field, item, value."""
    for field in sorted(state):
        if line_of(field)[0] == topic:
            yield field, line_of(field)[1], state[field]


def service_rows(told: Told, teller: Teller) -> Rows:
    """Yield each service with its supply."""
    for field, item, value in lines_of(told.state, "service"):
        yield [item, teller.words.label(field), value["supply"]]


def staff_rows(told: Told, teller: Teller) -> Rows:
    """Yield each profession against its norm."""
    for line in staff_against_norm(told.state, told.norms):
        name = teller.words.professions.get(line.profession, line.profession)
        norm = line.norm
        known = None if norm is None else (_("this facility") if norm.is_own else _("its type, to be validated"))
        yield [line.profession, name, line.in_post, norm.posts if norm else None, known, line.missing]


def equipment_rows(told: Told, teller: Teller) -> Rows:
    """Yield each kind of equipment."""
    for field, item, value in lines_of(told.state, "equipment"):
        yield [item, teller.words.label(field), value["number"], value["working"]]


def opening_rows(told: Told, teller: Teller) -> Rows:
    """Yield each stretch of hours of each weekday."""
    for field, item, value in lines_of(told.state, "opening"):
        for opens, closes in value["hours"]:
            yield [int(item), teller.words.label(field), opens, closes]


def visit_rows(told: Told, teller: Teller) -> Rows:
    """Yield each week of each place that a mobile unit comes to."""
    for _field, item, value in lines_of(told.state, "visit"):
        for week in value["weeks"]:
            yield [item.rsplit("/", 1)[-1], teller.words.place(item), week]


def catchment_rows(told: Told, teller: Teller) -> Rows:
    """Yield each place whose inhabitants belong to the facility."""
    for _field, item, _value in lines_of(told.state, "catchment"):
        yield [item.rsplit("/", 1)[-1], teller.words.place(item)]


def authorisation_rows(told: Told, teller: Teller) -> Rows:
    """Yield each authorisation, and whether it has run out."""
    for _field, item, value in lines_of(told.state, "authorisation"):
        until = date_of(value["valid_until"])
        is_over = _("yes") if until and until < teller.today else _("no")
        yield [item, value["given_by"] or None, date_of(value["valid_from"]), until, is_over]


def provenance_rows(told: Told, teller: Teller) -> Rows:
    """Yield each fact with who said and verified it, and how fresh it is."""
    for fact in told.facts:
        fresh = freshness(fact.verified_on, teller.cuts.get(fact.topic))
        yield [
            fact.field,
            teller.words.label(fact.field),
            fact.source,
            fact.verified_by or None,
            fact.verified_on,
            str(FRESHNESS[fresh]),
        ]


CODE, NAME = ("item", gettext_lazy("Code")), ("name", gettext_lazy("Name"))
SHEETS: Mapping[str, SheetKind] = {
    "services": SheetKind(
        gettext_lazy("Services"), (CODE, NAME, ("supply", gettext_lazy("Full-time equivalents"))), service_rows
    ),
    "staff": SheetKind(
        gettext_lazy("Staff"),
        (
            CODE,
            ("profession", gettext_lazy("Profession")),
            ("in_post", gettext_lazy("In post")),
            ("norm", gettext_lazy("Norm")),
            ("norm_of", gettext_lazy("Whose norm")),
            ("missing", gettext_lazy("Posts missing")),
        ),
        staff_rows,
    ),
    "equipment": SheetKind(
        gettext_lazy("Equipment"),
        (CODE, NAME, ("number", gettext_lazy("Number")), ("working", gettext_lazy("Working"))),
        equipment_rows,
    ),
    "openings": SheetKind(
        gettext_lazy("Opening"),
        (
            ("weekday", gettext_lazy("Weekday, Monday being 1")),
            ("day", gettext_lazy("Day")),
            ("opens_at", gettext_lazy("Opens at")),
            ("closes_at", gettext_lazy("Closes at")),
        ),
        opening_rows,
    ),
    "visits": SheetKind(
        gettext_lazy("Weeks of visits"),
        (
            ("place_code", gettext_lazy("Code of the place")),
            ("place", gettext_lazy("Place")),
            ("week", gettext_lazy("Week of the year")),
        ),
        visit_rows,
    ),
    "catchment": SheetKind(
        gettext_lazy("Catchment"),
        (("place_code", gettext_lazy("Code of the place")), ("place", gettext_lazy("Place"))),
        catchment_rows,
    ),
    "authorisations": SheetKind(
        gettext_lazy("Authorisations"),
        (
            ("number", gettext_lazy("Authorisation number")),
            ("given_by", gettext_lazy("Given by")),
            ("valid_from", gettext_lazy("Valid from")),
            ("valid_until", gettext_lazy("Valid until")),
            ("has_run_out", gettext_lazy("Run out")),
        ),
        authorisation_rows,
    ),
    "provenance": SheetKind(
        gettext_lazy("Who said so"),
        (
            ("field", gettext_lazy("Code")),
            ("fact", gettext_lazy("Fact")),
            ("source", gettext_lazy("Source")),
            ("verified_by", gettext_lazy("Verified by")),
            ("verified_on", gettext_lazy("Verified on")),
            ("verification", gettext_lazy("Verification")),
        ),
        provenance_rows,
    ),
}
OF_FACILITY = (
    ("facility_id", gettext_lazy("Id of the facility")),
    ("facility_code", gettext_lazy("Code of the facility")),
    ("facility_name", gettext_lazy("Name of the facility")),
)
DATES = frozenset({"valid_from", "valid_until", "verified_on"})


def columns_of(kind: SheetKind) -> list[TableColumn]:
    """Return the columns of a sheet: the facility, then what it says."""
    return [
        TableColumn(name, str(title), "yyyy-mm-dd" if name in DATES else "General", 24)
        for name, title in (*OF_FACILITY, *kind.columns)
    ]


def sheet_rows(kind: SheetKind, told: Sequence[Told], teller: Teller) -> Iterator[list[Cell]]:
    """Yield the rows of a sheet, each with the facility that it is about."""
    for one in told:
        named = [str(one.facility.pk), one.facility.code or None, teller.words.name(one.state)]
        for row in kind.rows(one, teller):
            yield [*named, *row]


def details_of(told: Told, teller: Teller) -> dict[str, list[dict[str, object]]]:
    """Return everything said of a facility by sheet, each line by the names of its columns: for GeoJSON."""
    return {
        name: [
            {column: plain(cell) for (column, _title), cell in zip(kind.columns, row, strict=True)}
            for row in kind.rows(told, teller)
        ]
        for name, kind in SHEETS.items()
    }


def plain(cell: Cell) -> object:
    """Return a cell as JSON can hold it."""
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def told_of(
    facilities: Sequence[Facility],
    states: Mapping[uuid.UUID, State],
    facts: Mapping[uuid.UUID, Sequence[FacilityFact]],
    norms: Mapping[int, Mapping[str, Norm]],
) -> list[Told]:
    """Return facilities with all that stands behind them."""
    return [Told(one, states[one.pk], facts.get(one.pk, ()), norms.get(one.type_id, {})) for one in facilities]
