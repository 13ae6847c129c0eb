"""What was said of facilities on a day, from the record of what changed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from twiza.facilities.facts import State, applied
from twiza.facilities.models import Facility, FacilityChange


def changes_of(facility: Facility) -> QuerySet[FacilityChange]:
    """Return what was recorded of a facility, the newest first, with who wrote it."""
    return facility.changes.select_related("recorded_by", "proposal").order_by("-recorded_at", "-id")


def state_at(facility: Facility, moment: dt.datetime) -> State | None:
    """Return what was said of a facility at a moment; None before it was first written."""
    changes = facility.changes.filter(recorded_at__lte=moment).order_by("recorded_at", "id")
    return states_from(changes).get(facility.pk)


def states_at(moment: dt.datetime) -> dict[uuid.UUID, State]:
    """Return what was said of every facility there was at a moment, but for those hidden behind another one."""
    changes = FacilityChange.objects.filter(recorded_at__lte=moment).order_by("recorded_at", "id")
    return {key: state for key, state in states_from(changes).items() if "merged_into" not in state}


def states_from(changes: QuerySet[FacilityChange]) -> dict[uuid.UUID, State]:
    """Return the states that changes make, by facility, read in the order in which they were recorded."""
    states: dict[uuid.UUID, State] = {}
    for facility_id, field, new in changes.values_list("facility_id", "field", "new").iterator():
        states[facility_id] = replayed(states.get(facility_id, {}), [(field, new)])
    return states


def replayed(state: State, changes: Iterable[tuple[str, object]]) -> State:
    """Return a state after changes; the empty field is all of them at once."""
    for field, new in changes:
        state = applied({}, new) if field == "" and isinstance(new, dict) else applied(state, {field: new})
    return state
