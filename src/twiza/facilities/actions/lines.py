"""Writing the lines of a facility's topics: services, posts, equipment, hours, visits, catchment, authorisations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from twiza.facilities.facts import LINE_TOPICS, STAFF_COLUMNS, Value, date_of, line_of
from twiza.facilities.models import (
    Authorisation,
    Facility,
    FacilityCatchment,
    FacilityEquipment,
    FacilityOpening,
    FacilityPost,
    FacilityService,
    FacilityType,
    FacilityVisit,
    Service,
)
from twiza.territory.models import Place

Line: TypeAlias = (
    FacilityService
    | FacilityPost
    | FacilityEquipment
    | FacilityOpening
    | FacilityVisit
    | FacilityCatchment
    | Authorisation
)


class Names:
    """The types, services and places that facts name, found once for as many facilities as are written."""

    def __init__(self) -> None:
        self._types: dict[str, int] = {}
        self._services: dict[str, int] = {}
        self._places: dict[str, int] = {}

    def type_id(self, code: str) -> int:
        """Return the id of a type."""
        if not self._types:
            self._types = dict(FacilityType.objects.values_list("code", "id"))
        return self._types[code]

    def service_id(self, code: str) -> int:
        """Return the id of a service."""
        if not self._services:
            self._services = dict(Service.objects.values_list("code", "id"))
        return self._services[code]

    def place_id(self, path: str) -> int:
        """Return the id of a place."""
        if path not in self._places:
            self._places[path] = Place.objects.get(path=path).pk
        return self._places[path]


def services_from(facility: Facility, item: str, value: Value, names: Names) -> list[Line]:
    """Return the row of a service."""
    return [FacilityService(facility=facility, service_id=names.service_id(item), supply=value["supply"])]


def posts_from(facility: Facility, item: str, value: Value, names: Names) -> list[Line]:
    """Return the row of a profession."""
    return [FacilityPost(facility=facility, profession_id=item, in_post=value["in_post"], norm=value["norm"])]


def equipment_from(facility: Facility, item: str, value: Value, names: Names) -> list[Line]:
    """Return the row of a kind of equipment."""
    return [FacilityEquipment(facility=facility, kind_id=item, number=value["number"], working=value["working"])]


def openings_from(facility: Facility, item: str, value: Value, names: Names) -> list[Line]:
    """Return the rows of a weekday."""
    return [
        FacilityOpening(
            facility=facility,
            weekday=int(item),
            opens_at=dt.time.fromisoformat(opens),
            closes_at=dt.time.fromisoformat(closes),
        )
        for opens, closes in value["hours"]
    ]


def visits_from(facility: Facility, item: str, value: Value, names: Names) -> list[Line]:
    """Return the rows of a place that a mobile unit comes to."""
    return [FacilityVisit(facility=facility, place_id=names.place_id(item), week=week) for week in value["weeks"]]


def catchment_from(facility: Facility, item: str, value: Value, names: Names) -> list[Line]:
    """Return the row of a place whose inhabitants belong to a facility."""
    return [FacilityCatchment(facility=facility, place_id=names.place_id(item))]


def authorisations_from(facility: Facility, item: str, value: Value, names: Names) -> list[Line]:
    """Return the row of an authorisation."""
    return [
        Authorisation(
            facility=facility,
            number=item,
            given_by=value["given_by"],
            valid_from=date_of(value["valid_from"]),
            valid_until=date_of(value["valid_until"]),
        )
    ]


Writer: TypeAlias = Callable[[Facility, str, Value, Names], list[Line]]
WRITERS: Mapping[str, tuple[Any, str, Writer]] = {
    "service": (FacilityService, "service__code", services_from),
    "post": (FacilityPost, "profession", posts_from),
    "equipment": (FacilityEquipment, "kind", equipment_from),
    "opening": (FacilityOpening, "weekday", openings_from),
    "visit": (FacilityVisit, "place__path", visits_from),
    "catchment": (FacilityCatchment, "place__path", catchment_from),
    "authorisation": (Authorisation, "number", authorisations_from),
}
"""By topic: the model of its lines, what finds the lines of one item, and what makes them."""


def write_lines(facility: Facility, changed: Mapping[str, Value], names: Names) -> None:
    """Put each line that changed in the place of what was there; None takes it away."""
    for topic in LINE_TOPICS:
        lines = {line_of(field)[1]: value for field, value in changed.items() if line_of(field)[0] == topic}
        if lines:
            model, key, _writer = WRITERS[topic]
            model._default_manager.filter(facility=facility, **{f"{key}__in": list(lines)}).delete()
            model._default_manager.bulk_create(rows_from(facility, topic, lines, names))


def rows_from(facility: Facility, topic: str, lines: Mapping[str, Value], names: Names) -> list[Line]:
    """Return the rows of a topic's lines."""
    writer = WRITERS[topic][2]
    return [row for item, value in lines.items() if value is not None for row in writer(facility, item, value, names)]


def repeat_staff(facility: Facility, changed: Mapping[str, Value]) -> None:
    """Say the posts of three professions in the facility's own columns too."""
    for profession, column in STAFF_COLUMNS.items():
        if f"post.{profession}" in changed:
            value = changed[f"post.{profession}"]
            setattr(facility, column, value["in_post"] if value else None)
