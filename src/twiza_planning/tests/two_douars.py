"""A problem to check in your head: two douars, a stop in each, one team, minutes by a matrix."""

from __future__ import annotations

from twiza_planning.caravans.plan_file import stated_plan_from
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.caravans.stated_plan import StatedPlan

DRIVE = 30.0  # minutes between any two places


def content(**changes: object) -> dict[str, object]:
    """
    Return the problem as in its file, with some keys changed.

    Azrou needs 100 and Bouznika 40 consultations, equity 1 and 2; s1 serves Azrou wholly and Bouznika by half, s2
    Bouznika alone. The team drives 30 minutes to, from and between the stops and works 60 minutes at each.
    """
    return {
        "format": "twiza-caravan/1",
        "days": 3,
        "specialties": ["general"],
        "localities": [
            {"id": "azrou", "area": "north", "need": {"general": 100}},
            {"id": "bouznika", "area": "south", "need": {"general": 40}, "equity": 2},
        ],
        "stops": [{"id": "s1", "service_minutes": 60}, {"id": "s2", "service_minutes": 60}],
        "teams": [{"id": "t1", "specialties": ["general"], "day_minutes": 210}],
        "travel": {"minutes": [[0, DRIVE, DRIVE], [DRIVE, 0, DRIVE], [DRIVE, DRIVE, 0]]},
        "coverage": {"pairs": [["azrou", "s1", 1], ["bouznika", "s1", 0.5], ["bouznika", "s2", 1]]},
    } | changes


def problem(**changes: object) -> CaravanProblem:
    """Return the problem, with some keys of its file changed."""
    return problem_from(content(**changes))


def locality(name: str, area: str, **changes: object) -> dict[str, object]:
    """Return a locality of 100 consultations as in a problem file."""
    return {"id": name, "area": area, "need": {"general": 100}} | changes


def stop(name: str, **changes: object) -> dict[str, object]:
    """Return a stop as in a problem file."""
    return {"id": name, "service_minutes": 60} | changes


def team(name: str = "t1", **changes: object) -> dict[str, object]:
    """Return a team as in a problem file."""
    return {"id": name, "specialties": ["general"], "day_minutes": 210} | changes


def route(day: int, *stops: str, **changes: object) -> dict[str, object]:
    """Return a route as in a file."""
    return {"team": "t1", "day": day, "stops": list(stops)} | changes


def plan(*routes: dict[str, object], **figures: object) -> StatedPlan:
    """Return a plan of these routes that states these figures."""
    return stated_plan_from({"routes": list(routes)} | figures)
