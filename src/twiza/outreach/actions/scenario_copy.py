"""A second scenario like a first one, with all that belongs to it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from twiza.accounts.decisions import Actor
from twiza.outreach.actions.scenario import note, planner_for
from twiza.outreach.models import Pause, Scenario, ScenarioStop, ScenarioTeam, TeamPace, TravelSeason
from twiza.outreach.naming import names_of_copy
from twiza.outreach.queries.plans import pauses_of, seasons_of, teams_of


@transaction.atomic
def copy_scenario(*, scenario: Scenario, actor: Actor, at: dt.datetime) -> Scenario:
    """Make a second scenario like this one, with its stops, teams, seasons and pauses, to try something else."""
    copy = Scenario.objects.get(pk=scenario.pk)
    copy.pk = Scenario._meta.pk.get_default()
    _organisation_id, copy.made_by_id = planner_for(actor, scenario.area)
    copy.names, copy.made_at = names_of_copy(scenario.names), at
    copy.save(force_insert=True)
    copy.specialties.set(scenario.specialties.all())
    stops, teams = copy_stops(scenario, copy), copy_teams(scenario, copy)
    copy_seasons(scenario, copy, stops)
    copy_pauses(scenario, copy, stops, teams)
    note(actor, copy, "copied", at)
    return copy


def copy_stops(scenario: Scenario, copy: Scenario) -> dict[str, ScenarioStop]:
    """Copy the stops, and return the copies by code."""
    stops = list(scenario.stops.order_by("id"))
    for stop in stops:
        stop.pk, stop.scenario = None, copy
    ScenarioStop.objects.bulk_create(stops)
    return {stop.code: stop for stop in copy.stops.all()}


def copy_teams(scenario: Scenario, copy: Scenario) -> dict[str, ScenarioTeam]:
    """Copy the teams with what they can do and how fast, and return the copies by code."""
    copies = {}
    for team in teams_of(scenario):
        twin = ScenarioTeam.objects.get(pk=team.pk)
        twin.pk, twin.scenario = None, copy
        twin.save(force_insert=True)
        twin.specialties.set(team.specialties.all())
        TeamPace.objects.bulk_create(
            TeamPace(team=twin, specialty=pace.specialty, minutes=pace.minutes) for pace in team.paces.all()
        )
        copies[team.code] = twin
    return copies


def copy_seasons(scenario: Scenario, copy: Scenario, stops: dict[str, ScenarioStop]) -> None:
    """Copy the seasons."""
    for season in seasons_of(scenario):
        twin = TravelSeason.objects.get(pk=season.pk)
        twin.pk, twin.scenario = None, copy
        twin.save(force_insert=True)
        twin.closed_stops.set([stops[stop.code] for stop in season.closed_stops.all()])


def copy_pauses(
    scenario: Scenario, copy: Scenario, stops: dict[str, ScenarioStop], teams: dict[str, ScenarioTeam]
) -> None:
    """Copy the pauses."""
    Pause.objects.bulk_create(
        Pause(
            scenario=copy,
            team=teams[pause.team.code] if pause.team else None,
            stop=stops[pause.stop.code] if pause.stop else None,
            starts_on=pause.starts_on,
            ends_on=pause.ends_on,
            reason=pause.reason,
        )
        for pause in pauses_of(scenario)
    )
