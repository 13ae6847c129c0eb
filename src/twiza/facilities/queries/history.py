"""What was said of facilities on a day, from the record of what changed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from twiza.facilities.facts import State, applied
from twiza.facilities.models import Facility, FacilityChange

LISTED = (
    "name_fr",
    "name_ar",
    "name_en",
    "code",
    "type",
    "place",
    "position",
    "status",
    "merged_into",
    "post.doctor",
    "post.nurse",
)
"""The fields that lists and maps show."""


def changes_of(facility: Facility) -> QuerySet[FacilityChange]:
    """Return what was recorded of a facility, the newest first, with who wrote it."""
    return facility.changes.select_related("recorded_by", "proposal").order_by("-recorded_at", "-id")


def state_at(facility: Facility, moment: dt.datetime) -> State | None:
    """Return what was said of a facility at a moment; None before it was first written."""
    changes = facility.changes.filter(recorded_at__lte=moment).order_by("recorded_at", "id")
    return replayed(None, changes.values_list("field", "new"))


def listed_states_at(moment: dt.datetime) -> dict[uuid.UUID, State]:
    """
    Return what lists show of every facility there was at a moment, but for those hidden behind another one.

    What is said today, without what was recorded since: a day not long ago costs little, however many there are.
    """
    states = listed_states_today()
    since = FacilityChange.objects.filter(recorded_at__gt=moment, field__in=("", *LISTED))
    later = since.order_by("-recorded_at", "-id")
    for facility_id, field, old in later.values_list("facility_id", "field", "old").iterator():
        if field == "":
            states.pop(facility_id, None)
        elif facility_id in states:
            states[facility_id] = applied(states[facility_id], {field: old})
    return {key: state for key, state in states.items() if "merged_into" not in state}


def listed_states_today() -> dict[uuid.UUID, State]:
    """Return what lists show of every facility, hidden ones too, as it is said today."""
    rows = Facility.objects.order_by().values_list(
        "id", "names", "code", "type__code", "place__path", "lat", "lon", "status", "merged_into", "doctors", "nurses"
    )
    return {
        key: {
            field: value
            for field, value in (
                *((f"name_{language}", name) for language, name in names.items()),
                ("code", code or None),
                ("type", kind),
                ("place", path),
                ("position", None if lat is None else [lat, lon]),
                ("status", status),
                ("merged_into", merged_into and str(merged_into)),
                ("post.doctor", None if doctors is None else {"in_post": doctors, "norm": None}),
                ("post.nurse", None if nurses is None else {"in_post": nurses, "norm": None}),
            )
            if value is not None
        }
        for key, names, code, kind, path, lat, lon, status, merged_into, doctors, nurses in rows.iterator()
    }


def replayed(state: State | None, changes: Iterable[tuple[str, object]]) -> State | None:
    """Return a state after changes, in their order; the empty field is all of them at once."""
    for field, new in changes:
        state = dict(new) if field == "" and isinstance(new, dict) else applied(state or {}, {field: new})
    return state
