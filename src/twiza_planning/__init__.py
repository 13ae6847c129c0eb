"""The planning engine: numbers in, plans out. These are its public names, each loaded when it is asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twiza_planning.access import (
        LUO_AND_QI,
        AccessProblem,
        Bands,
        enhanced_floating_catchment,
        facilities_within,
        floating_catchment,
        modified_floating_catchment,
        shares_within,
        three_step_floating_catchment,
    )
    from twiza_planning.access_by_region import access_by_region
    from twiza_planning.caravans.fairest import FairestFloors, fairest_floors
    from twiza_planning.caravans.plan import AreaNeed, Met, Plan, PlannedRoute, Reason
    from twiza_planning.caravans.plan_file import plan_to_json, read_plan, write_plan
    from twiza_planning.caravans.problem import (
        CaravanProblem,
        Forbidden,
        Locality,
        Route,
        Season,
        Stop,
        Team,
        Travel,
    )
    from twiza_planning.caravans.progress import Progress
    from twiza_planning.caravans.read_problem import problem_from, read_problem
    from twiza_planning.caravans.read_travel import shares_by_distance
    from twiza_planning.caravans.solve import plan_caravans
    from twiza_planning.caravans.write_problem import problem_to_json, write_problem
    from twiza_planning.checks import PlanRefused, Verdict, check_plan, confirm_plan, value_of_routes
    from twiza_planning.decay import Exponential, Gaussian, Linear
    from twiza_planning.errors import NotUnderstood
    from twiza_planning.executors import Cluster, Here, Processes
    from twiza_planning.ground.grid import Grid, degree_grid, metric_grid
    from twiza_planning.ground.ground import PER_KM, PER_METRE, Ground, Way, walking_ground
    from twiza_planning.ground.read_geotiff import (
        positions_on,
        read_friction,
        read_friction_with_slopes,
        read_walking_ground,
    )
    from twiza_planning.ground.times import (
        NearestTimes,
        PointTimes,
        State,
        TimeMatrix,
        catchments,
        nearest_source,
        time_matrix,
    )
    from twiza_planning.location.answer import LocationAnswer
    from twiza_planning.location.answer_file import answer_to_json, read_answer, write_answer
    from twiza_planning.location.checks import broken_rules
    from twiza_planning.location.distances import Distances, GreatCircles, Pairs, Table, shortest_paths
    from twiza_planning.location.locate import locate
    from twiza_planning.location.problem import LocationProblem
    from twiza_planning.location.read_problem import location_problem_from, read_location_problem
    from twiza_planning.nearest import Nearest, TooManyPairs, nearest_by_speed, nearest_of_pairs, pairs_by_speed
    from twiza_planning.rational_agents import RationalAccess, rational_agents
    from twiza_planning.round_checks import confirm_rounds
    from twiza_planning.rounds.answer import RoundsPlan
    from twiza_planning.rounds.problem import RoundsProblem
    from twiza_planning.rounds.read_rounds import rounds_problem_from
    from twiza_planning.rounds.solve import plan_rounds
    from twiza_planning.services import ServicesProblem, access_by_service
    from twiza_planning.travel import distances_km, great_circle_km, travel_by_speed
    from twiza_planning.what_if import WhatIf, start_modified_what_if, start_what_if
    from twiza_planning.what_if_three_step import ThreeStepWhatIf, start_three_step_what_if

__all__ = [
    "LUO_AND_QI",
    "PER_KM",
    "PER_METRE",
    "AccessProblem",
    "AreaNeed",
    "Bands",
    "CaravanProblem",
    "Cluster",
    "Distances",
    "Exponential",
    "FairestFloors",
    "Forbidden",
    "Gaussian",
    "GreatCircles",
    "Grid",
    "Ground",
    "Here",
    "Linear",
    "Locality",
    "LocationAnswer",
    "LocationProblem",
    "Met",
    "Nearest",
    "NearestTimes",
    "NotUnderstood",
    "Pairs",
    "Plan",
    "PlanRefused",
    "PlannedRoute",
    "PointTimes",
    "Processes",
    "Progress",
    "RationalAccess",
    "Reason",
    "RoundsPlan",
    "RoundsProblem",
    "Route",
    "Season",
    "ServicesProblem",
    "State",
    "Stop",
    "Table",
    "Team",
    "ThreeStepWhatIf",
    "TimeMatrix",
    "TooManyPairs",
    "Travel",
    "Verdict",
    "Way",
    "WhatIf",
    "access_by_region",
    "access_by_service",
    "answer_to_json",
    "broken_rules",
    "catchments",
    "check_plan",
    "confirm_plan",
    "confirm_rounds",
    "degree_grid",
    "distances_km",
    "enhanced_floating_catchment",
    "facilities_within",
    "fairest_floors",
    "floating_catchment",
    "great_circle_km",
    "locate",
    "location_problem_from",
    "metric_grid",
    "modified_floating_catchment",
    "nearest_by_speed",
    "nearest_of_pairs",
    "nearest_source",
    "pairs_by_speed",
    "plan_caravans",
    "plan_rounds",
    "plan_to_json",
    "positions_on",
    "problem_from",
    "problem_to_json",
    "rational_agents",
    "read_answer",
    "read_friction",
    "read_friction_with_slopes",
    "read_location_problem",
    "read_plan",
    "read_problem",
    "read_walking_ground",
    "rounds_problem_from",
    "shares_by_distance",
    "shares_within",
    "shortest_paths",
    "start_modified_what_if",
    "start_three_step_what_if",
    "start_what_if",
    "three_step_floating_catchment",
    "time_matrix",
    "travel_by_speed",
    "value_of_routes",
    "walking_ground",
    "write_answer",
    "write_plan",
    "write_problem",
]

# scipy and HiGHS take a second to load: `twiza plan --help` must not wait for them.
HOME = {
    "access": (
        *("LUO_AND_QI", "AccessProblem", "Bands", "enhanced_floating_catchment", "facilities_within"),
        *("floating_catchment", "modified_floating_catchment", "shares_within", "three_step_floating_catchment"),
    ),
    "access_by_region": ("access_by_region",),
    "caravans.fairest": ("FairestFloors", "fairest_floors"),
    "caravans.plan": ("AreaNeed", "Met", "Plan", "PlannedRoute", "Reason"),
    "caravans.plan_file": ("plan_to_json", "read_plan", "write_plan"),
    "caravans.problem": ("CaravanProblem", "Forbidden", "Locality", "Route", "Season", "Stop", "Team", "Travel"),
    "caravans.progress": ("Progress",),
    "caravans.read_problem": ("problem_from", "read_problem"),
    "caravans.read_travel": ("shares_by_distance",),
    "caravans.solve": ("plan_caravans",),
    "caravans.write_problem": ("problem_to_json", "write_problem"),
    "checks": ("PlanRefused", "Verdict", "check_plan", "confirm_plan", "value_of_routes"),
    "decay": ("Exponential", "Gaussian", "Linear"),
    "errors": ("NotUnderstood",),
    "executors": ("Cluster", "Here", "Processes"),
    "ground.grid": ("Grid", "degree_grid", "metric_grid"),
    "ground.ground": ("PER_KM", "PER_METRE", "Ground", "Way", "walking_ground"),
    "ground.read_geotiff": ("positions_on", "read_friction", "read_friction_with_slopes", "read_walking_ground"),
    "ground.times": (
        *("NearestTimes", "PointTimes", "State", "TimeMatrix", "catchments", "nearest_source", "time_matrix"),
    ),
    "location.answer": ("LocationAnswer",),
    "location.answer_file": ("answer_to_json", "read_answer", "write_answer"),
    "location.checks": ("broken_rules",),
    "location.distances": ("Distances", "GreatCircles", "Pairs", "Table", "shortest_paths"),
    "location.locate": ("locate",),
    "location.problem": ("LocationProblem",),
    "location.read_problem": ("location_problem_from", "read_location_problem"),
    "nearest": ("Nearest", "TooManyPairs", "nearest_by_speed", "nearest_of_pairs", "pairs_by_speed"),
    "rational_agents": ("RationalAccess", "rational_agents"),
    "round_checks": ("confirm_rounds",),
    "rounds.answer": ("RoundsPlan",),
    "rounds.problem": ("RoundsProblem",),
    "rounds.read_rounds": ("rounds_problem_from",),
    "rounds.solve": ("plan_rounds",),
    "services": ("ServicesProblem", "access_by_service"),
    "travel": ("distances_km", "great_circle_km", "travel_by_speed"),
    "what_if": ("WhatIf", "start_modified_what_if", "start_what_if"),
    "what_if_three_step": ("ThreeStepWhatIf", "start_three_step_what_if"),
}
MODULE_OF = {name: module for module, names in HOME.items() for name in names}


def __getattr__(name: str) -> object:
    """Return a public name, loading the module where it lives."""
    if name not in MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
