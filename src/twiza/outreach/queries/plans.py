"""Questions about scenarios and plans: what an actor may see, and what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.territories import within
from twiza.outreach.models import (
    Pause,
    Plan,
    PlanArea,
    PlanRoute,
    PlanStop,
    Scenario,
    ScenarioTeam,
    TravelSeason,
)
from twiza.outreach.rules import MAKE_PLANS, VIEW_PLANS
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in

Row = TypeVar("Row", bound=Model)

AREA_RANKS = (1, 2)
"""Areas one plans for: the first two levels of a country, its regions and provinces for instance."""


def plans_of(actor: Actor) -> QuerySet[Plan]:
    """Return the plans that an actor may see, the newest first, without the deleted ones."""
    return ours(Plan.objects.filter(deleted_at__isnull=True), actor).order_by("-made_at", "-id")


def plans_found(plans: QuerySet[Plan], *, sounds: Sequence[str], area_path: str) -> QuerySet[Plan]:
    """Return the plans with all these words in what is searched of them, of an area or a part of it; "" is any."""
    for sound in sounds:
        plans = plans.filter(search_text__contains=sound)
    return plans.filter(within((area_path,), "area__path")) if area_path else plans


def planned_areas_of(actor: Actor) -> QuerySet[Place]:
    """Return the areas of the plans that an actor may see."""
    return Place.objects.filter(pk__in=plans_of(actor).order_by().values("area")).order_by("path")


def deleted_plans_of(actor: Actor) -> QuerySet[Plan]:
    """Return the plans that were deleted and can be brought back."""
    return ours(Plan.objects.filter(deleted_at__isnull=False), actor).order_by("-deleted_at", "-id")


def scenarios_of(actor: Actor) -> QuerySet[Scenario]:
    """Return the scenarios that an actor may see, the newest first, without the deleted ones."""
    there = Scenario.objects.filter(deleted_at__isnull=True).select_related("area")
    return ours(there, actor).order_by("-made_at", "-id")


def deleted_scenarios_of(actor: Actor) -> QuerySet[Scenario]:
    """Return the scenarios that were deleted and can be brought back."""
    gone = Scenario.objects.filter(deleted_at__isnull=False).select_related("area")
    return ours(gone, actor).order_by("-deleted_at", "-id")


def in_short(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Return plans without what only their own page needs: problem and answer are long."""
    return plans.defer("problem", "answer", "snapshot", "reached", "assumptions")


def ours(rows: QuerySet[Row], actor: Actor) -> QuerySet[Row]:
    """Return the rows, each with an organisation and an area, that the rule of viewing allows this actor."""
    if actor.grant is None or not decide(actor, VIEW_PLANS):
        return rows.none()
    return rows.filter(within(actor.grant.territory, "area__path"), organisation_id=actor.grant.organisation_id)


def unplanned_scenarios_of(actor: Actor) -> QuerySet[Scenario]:
    """Return the scenarios from which no plan was made yet."""
    made = Plan.objects.filter(scenario=OuterRef("pk"))
    return scenarios_of(actor).filter(~Exists(made))


def areas_in(plan: Plan) -> QuerySet[PlanArea]:
    """Return a plan's communes, those with most people newly reached first."""
    return plan.areas.select_related("commune").order_by("-people_newly_reached", "commune__path")


def area_people_of(plan: Plan) -> list[tuple[str, dict[str, str], int]]:
    """Return the people newly reached by commune, with its code and names."""
    rows = plan.areas.order_by("commune__code")
    return list(rows.values_list("commune__code", "commune__names", "people_newly_reached"))


def facts_of(thing: Plan | Scenario) -> Facts:
    """Return what the rules need to know of a plan or a scenario."""
    return Facts(organisation_id=thing.organisation_id, place_path=thing.area.path)


def areas_of(actor: Actor) -> QuerySet[Place]:
    """Return the areas that an actor may plan for: regions and provinces, and what her territory names."""
    if actor.grant is None or not decide(actor, MAKE_PLANS):
        return Place.objects.none()
    wanted = Q(kind__rank__in=AREA_RANKS) | Q(path__in=actor.grant.territory, kind__rank__gt=0)
    held = Place.objects.filter(wanted, within(actor.grant.territory, "path"), lat__isnull=False)
    return held.select_related("kind").order_by("path")


def communes_of(scenario: Scenario) -> QuerySet[Place]:
    """Return the communes of the scenario's area, where teams may start."""
    return communes_in(scenario.area.path).filter(lat__isnull=False)


def routes_of(plan: Plan) -> QuerySet[PlanRoute]:
    """Return a plan's routes by day and team, with their stops in order."""
    stops = PlanStop.objects.select_related("commune").order_by("rank")
    return plan.routes.order_by("day", "team_number").prefetch_related(Prefetch("stops", stops, to_attr="visits"))


def teams_of(scenario: Scenario) -> QuerySet[ScenarioTeam]:
    """Return a scenario's teams in order, with their bases and specialties."""
    found = scenario.teams.select_related("base").prefetch_related("specialties", "paces__specialty")
    return found.order_by("id")


def seasons_of(scenario: Scenario) -> QuerySet[TravelSeason]:
    """Return a scenario's seasons by date, with the stops that cannot be reached in them."""
    return scenario.seasons.prefetch_related("closed_stops").order_by("starts_on", "id")


def numbered_pauses(scenario: Scenario, teams: Sequence[ScenarioTeam]) -> list[tuple[Pause, int]]:
    """Return the pauses, each with the number of its team among the scenario's, 0 for a stop's."""
    numbers = {team.pk: number for number, team in enumerate(teams, start=1)}
    return [(pause, numbers.get(pause.team_id or 0, 0)) for pause in pauses_of(scenario)]


def pauses_of(scenario: Scenario) -> QuerySet[Pause]:
    """Return when teams are away and stops are not to be visited, by date."""
    return scenario.pauses.select_related("team", "stop").order_by("starts_on", "id")
