"""What is said of facilities, field by field: twiza/facilities/facts.py says how."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator

from twiza.facilities.facts import State, text_of_date
from twiza.facilities.models import (
    Authorisation,
    Facility,
    FacilityCatchment,
    FacilityEquipment,
    FacilityOpening,
    FacilityPost,
    FacilityService,
    FacilityVisit,
)

BATCH = 5_000
"""As many ids as one question to the database may hold on every database."""


def state_of(facility: Facility) -> State:
    """Return what is said of one facility."""
    return states_of([facility])[facility.pk]


def states_of(facilities: Iterable[Facility]) -> dict[uuid.UUID, State]:
    """Return what is said of facilities, by id; they bring their type and place along."""
    states = {facility.pk: columns_of(facility) for facility in facilities}
    ids = list(states)
    for start in range(0, len(ids), BATCH):
        for facility_id, lines in lines_of(ids[start : start + BATCH]):
            states[facility_id].update(lines)
    return states


def columns_of(facility: Facility) -> State:
    """Return what the row of a facility says."""
    said = {
        **{f"name_{language}": name for language, name in facility.names.items()},
        "code": facility.code or None,
        "type": facility.type.code,
        "place": facility.place.path,
        "position": None if facility.lat is None else [facility.lat, facility.lon],
        "is_mobile": facility.is_mobile,
        "status": str(facility.status),
        "status_since": text_of_date(facility.status_since),
        "beds": facility.beds,
        "merged_into": str(facility.merged_into_id) if facility.merged_into_id else None,
    }
    return {field: value for field, value in said.items() if value is not None and value != ""}


def lines_of(ids: Collection[uuid.UUID]) -> Iterator[tuple[uuid.UUID, State]]:
    """Yield the lines of every topic of some facilities."""
    for one in FacilityService.objects.filter(facility__in=ids).values_list("facility_id", "service__code", "supply"):
        yield one[0], {f"service.{one[1]}": {"supply": one[2]}}
    for post in FacilityPost.objects.filter(facility__in=ids):
        yield post.facility_id, {f"post.{post.profession_id}": {"in_post": post.in_post, "norm": post.norm}}
    for item in FacilityEquipment.objects.filter(facility__in=ids):
        yield item.facility_id, {f"equipment.{item.kind_id}": {"number": item.number, "working": item.working}}
    yield from openings_of(ids)
    yield from visits_of(ids)
    for facility_id, path in FacilityCatchment.objects.filter(facility__in=ids).values_list(
        "facility_id", "place__path"
    ):
        yield facility_id, {f"catchment.{path}": True}
    for act in Authorisation.objects.filter(facility__in=ids):
        said = {"valid_from": text_of_date(act.valid_from), "valid_until": text_of_date(act.valid_until)}
        yield act.facility_id, {f"authorisation.{act.number}": {"given_by": act.given_by, **said}}


def openings_of(ids: Collection[uuid.UUID]) -> Iterator[tuple[uuid.UUID, State]]:
    """Yield the hours of each weekday of some facilities."""
    days: dict[tuple[uuid.UUID, int], list[list[str]]] = {}
    for one in FacilityOpening.objects.filter(facility__in=ids).order_by("facility", "weekday", "opens_at"):
        hours = [one.opens_at.isoformat("minutes"), one.closes_at.isoformat("minutes")]
        days.setdefault((one.facility_id, one.weekday), []).append(hours)
    for (facility_id, weekday), told in days.items():
        yield facility_id, {f"opening.{weekday}": {"hours": told}}


def visits_of(ids: Collection[uuid.UUID]) -> Iterator[tuple[uuid.UUID, State]]:
    """Yield the weeks in which some mobile units come to each place."""
    weeks: dict[tuple[uuid.UUID, str], list[int]] = {}
    visits = FacilityVisit.objects.filter(facility__in=ids).order_by("facility", "place__path", "week")
    for facility_id, path, week in visits.values_list("facility_id", "place__path", "week"):
        weeks.setdefault((facility_id, path), []).append(week)
    for (facility_id, path), told in weeks.items():
        yield facility_id, {f"visit.{path}": {"weeks": told}}
