"""A plan as GeoJSON for other maps: routes, visits, communes, with what it rests on inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import override

from twiza.core.names import name_in
from twiza.outreach.models import Plan, PlanArea, PlanRoute
from twiza.outreach.plan_map import collection, feature, line_of, places_of, point
from twiza.outreach.team_names import team_said
from twiza.outreach.wording import all_assumptions, plan_said


def plan_features(
    plan: Plan, routes: Sequence[PlanRoute], areas: Sequence[PlanArea], *, language: str
) -> dict[str, Any]:
    """Return a FeatureCollection whose features say in `kind` what they are: route, visit or commune."""
    places = places_of(plan)
    features = [route_feature(route, places) for route in routes]
    features += [visit_feature(route, visit, language) for route in routes for visit in route.visits]  # type: ignore[attr-defined]
    features += [area_feature(area, language) for area in areas if area.commune.lat is not None]
    with override(language):
        name, rests_on = plan_said(plan, language), all_assumptions(plan.assumptions, language)
    about = {
        "name": name,
        "people_newly_reached": plan.people_newly_reached,
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "assumptions": rests_on,
    }
    return collection(features) | {"twiza": about}


def route_feature(route: PlanRoute, places: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """Return a route as a line from where the team slept to where it sleeps: straight lines, not roads."""
    return feature(
        {"type": "LineString", "coordinates": line_of(route, places)},
        kind="route",
        team=route.team,
        team_name=team_said(route.team_name, route.team_number),
        date=route.on.isoformat(),
        minutes=round(route.minutes, 1),
        km=round(route.km, 1),
        starts_at=route.start or None,
        sleeps_at=route.end or None,
    )


def visit_feature(route: PlanRoute, visit: Any, language: str) -> dict[str, Any]:
    """Return a visit as a point."""
    return feature(
        point(visit.lat, visit.lon),
        kind="visit",
        stop=visit.stop,
        name=name_in(visit.names, language),
        commune=visit.commune.code,
        team=route.team,
        date=route.on.isoformat(),
        order=visit.rank + 1,
        people_newly_reached=visit.people_newly_reached,
        need_newly_met=visit.need_met,
        value_lost_without_it=None if visit.gain is None else round(visit.gain, 3),
        next_best=visit.next_best or None,
    )


def area_feature(area: PlanArea, language: str) -> dict[str, Any]:
    """Return a commune as a point inside it."""
    return feature(
        point(area.commune.lat or 0.0, area.commune.lon or 0.0),
        kind="commune",
        code=area.commune.code,
        name=name_in(area.commune.names, language),
        people=area.people,
        people_within_reach_before=area.people_within_reach,
        people_newly_reached=area.people_newly_reached,
        need_out_of_reach=round(area.need, 1),
        need_newly_met=round(area.need_met, 1),
    )
