"""Decisions about the candidate stops of a scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.core.names import name_in
from twiza.outreach.candidates import Candidate, Search, people_near
from twiza.outreach.engine import nearest_km
from twiza.outreach.models import Scenario, ScenarioStop, StopKind
from twiza.outreach.naming import names_of_grid_point
from twiza.outreach.order import said_or
from twiza.outreach.queries.ground import ground_of
from twiza.outreach.rules import MAKE_PLAN
from twiza.outreach.terms import SERVICE_MINUTES

FARTHEST_FROM_PEOPLE_KM = 20.0
"""A place farther than this from anybody of the area is taken for a mistyped position."""


class PlaceOutsideArea(InputError):
    """A position that is not in the area of the scenario."""


class VisitsInDisorder(InputError):
    """A stop would have more visits at least than at most."""


CHOSEN = ("is_included", "service_minutes", "open_weekdays", "visits_max", "visits_min", "gap_days_min")


@dataclass(frozen=True, slots=True)
class StopChoice:
    """
    What a planner says of one candidate: whether it counts, how long, on which days of the week, how often.

    How often is None where it is as the scenario says of all stops.
    """

    is_included: bool
    service_minutes: float
    open_weekdays: tuple[int, ...]
    visits_max: int | None = None
    visits_min: int | None = None
    gap_days_min: int | None = None


def store_candidates(scenario: Scenario, candidates: Sequence[Candidate]) -> None:
    """Store candidates as the scenario's stops, but those it has already."""
    known = set(scenario.stops.values_list("code", flat=True))
    ScenarioStop.objects.bulk_create(
        stop_from(scenario, candidate) for candidate in candidates if candidate.code not in known
    )


def stop_from(scenario: Scenario, candidate: Candidate) -> ScenarioStop:
    """Return a candidate as a stop of a scenario, unsaved."""
    return ScenarioStop(
        scenario=scenario,
        code=candidate.code,
        kind=candidate.kind,
        names=names_of(candidate),
        commune_id=candidate.commune.place_id,
        lat=candidate.lat,
        lon=candidate.lon,
        service_minutes=SERVICE_MINUTES,
        people_near=candidate.people_near,
        weekly_souks=candidate.commune.weekly_souks if candidate.kind != StopKind.CHOSEN else None,
        is_included=candidate.is_included,
    )


def names_of(candidate: Candidate) -> dict[str, str]:
    """Return what a candidate is called: its commune, its locality, or a numbered point of the grid."""
    if candidate.names:
        return dict(candidate.names)
    if candidate.number is None:
        return dict(candidate.commune.names)
    return names_of_grid_point(candidate.commune.names, candidate.number)


@transaction.atomic
def change_stops(
    *, scenario: Scenario, choices: Mapping[str, StopChoice], actor: Actor, at: dt.datetime
) -> list[ScenarioStop]:
    """Change stops by their codes; the others stay as they are. Return those that changed. Raises VisitsInDisorder."""
    changed = []
    for stop in scenario.stops.filter(code__in=choices.keys()):
        choice = choices[stop.code]
        refuse_disorder(scenario, stop, choice)
        said = said_of(choice)
        if said != {name: getattr(stop, name) for name in said}:
            for name, value in said.items():
                setattr(stop, name, value)
            changed.append(stop)
    ScenarioStop.objects.bulk_update(changed, CHOSEN)
    if changed:
        record_audit(
            actor=actor,
            action=MAKE_PLAN,
            at=at,
            outcome="stops_changed",
            object_kind="scenario",
            object_id=scenario.pk,
        )
    return changed


def said_of(choice: StopChoice) -> dict[str, Any]:
    """Return what was said of a stop as its row keeps it."""
    return {name: getattr(choice, name) for name in CHOSEN} | {"open_weekdays": list(choice.open_weekdays)}


def refuse_disorder(scenario: Scenario, stop: ScenarioStop, choice: StopChoice) -> None:
    """Raise VisitsInDisorder when a stop would have more visits at least than at most."""
    if said_or(choice.visits_min, scenario.visits_min) > said_or(choice.visits_max, scenario.visits_max):
        sentence = _("%(stop)s cannot have more visits at least than at most: change one of the two.")
        raise VisitsInDisorder(sentence % {"stop": name_in(stop.names, get_language() or "fr")})


@transaction.atomic
def add_stop(
    *, scenario: Scenario, names: dict[str, str], lat: float, lon: float, actor: Actor, at: dt.datetime
) -> ScenarioStop:
    """Add a place chosen by hand. It belongs to the commune of the people nearest to it. Raises PlaceOutsideArea."""
    ground = ground_of(scenario)
    position = np.array([[lat, lon]])
    km = nearest_km(ground.points, position)
    if not len(km) or km.min() > FARTHEST_FROM_PEOPLE_KM:
        sentence = _("Latitude %(lat)s, longitude %(lon)s lies outside the area: check the numbers and their order.")
        raise PlaceOutsideArea(sentence % {"lat": lat, "lon": lon})
    search = Search((), 0, scenario.fixed_reach_minutes, scenario.walking_full_km, scenario.stop_clear_km)
    stop = ScenarioStop.objects.create(
        scenario=scenario,
        code=free_code(scenario),
        kind=StopKind.CHOSEN,
        names=names,
        commune_id=ground.communes[ground.commune[int(km.argmin())]].place_id,
        lat=lat,
        lon=lon,
        service_minutes=SERVICE_MINUTES,
        people_near=int(people_near(ground, search, position)[0]),
        is_by_hand=True,
    )
    record_audit(
        actor=actor, action=MAKE_PLAN, at=at, outcome="stop_added", object_kind="scenario", object_id=scenario.pk
    )
    return stop


def free_code(scenario: Scenario) -> str:
    """Return a code that no stop of the scenario has: x1, x2…"""
    taken = set(scenario.stops.values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := f"x{number}") not in taken)
