"""Decisions about the teams of a scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from twiza.access.models import Specialty
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.outreach.ground import Ground
from twiza.outreach.models import Scenario, ScenarioTeam, TeamPace
from twiza.outreach.rules import MAKE_PLAN
from twiza.outreach.terms import DAY_MINUTES, TEAMS_MAX
from twiza.territory.models import Place

PROVINCE_DEPTH = 3
"""How many codes of a place's path name its country, its region and its province."""


class TooManyTeams(InputError):
    """More teams than one plan takes."""


class TeamWithoutSpecialty(InputError):
    """A team that can do nothing."""


@dataclass(frozen=True, slots=True)
class TeamTerms:
    """
    What a planner says of one team. Minutes include the road; costs are in the currency of the budget.

    `paces` are minutes per consultation by specialty, where they are not `minutes_per_consultation`.
    """

    name: str
    base: Place
    specialties: tuple[Specialty, ...]
    day_minutes: float = DAY_MINUTES
    weekdays: tuple[int, ...] = ()
    minutes_per_consultation: float | None = None
    cost_day: float = 0.0
    cost_km: float = 0.0
    paces: Mapping[Specialty, float] = field(default_factory=dict)


def store_default_teams(scenario: Scenario, ground: Ground, count: int, specialties: Sequence[Specialty]) -> None:
    """Give a scenario its first teams, at the towns that have most people out of reach around them."""
    bases = default_bases(scenario, ground)
    for number in range(min(count, TEAMS_MAX)):
        team = ScenarioTeam.objects.create(
            scenario=scenario,
            code=f"t{number + 1}",
            name="",
            base_id=bases[number % len(bases)],
            day_minutes=DAY_MINUTES,
        )
        team.specialties.set(specialties)


def default_bases(scenario: Scenario, ground: Ground) -> list[int]:
    """Return the largest commune of each province, those of most people out of reach of fixed care first."""
    people = ground.by_commune(ground.people)
    far = ground.by_commune(ground.people * ground.is_far(scenario.fixed_reach_minutes))
    provinces = np.array(["/".join(commune.path.split("/")[:PROVINCE_DEPTH]) for commune in ground.communes])
    waiting = {province: far[provinces == province].sum() for province in dict.fromkeys(provinces)}
    ordered = sorted(waiting, key=lambda province: -waiting[province])
    largest = [int(np.where(provinces == province, people, -1.0).argmax()) for province in ordered]
    return [ground.communes[commune].place_id for commune in largest]


@transaction.atomic
def add_team(*, scenario: Scenario, terms: TeamTerms, actor: Actor, at: dt.datetime) -> ScenarioTeam:
    """Add a team. Raises TooManyTeams, TeamWithoutSpecialty."""
    if scenario.teams.count() >= TEAMS_MAX:
        raise TooManyTeams(_("One plan takes at most %(most)s teams.") % {"most": TEAMS_MAX})
    team = ScenarioTeam(scenario=scenario, code=free_code(scenario))
    return _store(team, terms, actor, at, "team_added")


@transaction.atomic
def change_team(*, team: ScenarioTeam, terms: TeamTerms, actor: Actor, at: dt.datetime) -> ScenarioTeam:
    """Change a team; plans made before stay as they are. Raises TeamWithoutSpecialty."""
    return _store(team, terms, actor, at, "team_changed")


@transaction.atomic
def remove_team(*, team: ScenarioTeam, actor: Actor, at: dt.datetime) -> None:
    """Take a team out of its scenario; plans made before keep it."""
    _note(actor, team.scenario, "team_removed", at)
    team.delete()


def free_code(scenario: Scenario) -> str:
    """Return a code that no team of the scenario has: t1, t2…"""
    taken = set(scenario.teams.values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := f"t{number}") not in taken)


def _store(team: ScenarioTeam, terms: TeamTerms, actor: Actor, at: dt.datetime, outcome: str) -> ScenarioTeam:
    if not terms.specialties:
        raise TeamWithoutSpecialty(_("A team needs at least one specialty."))
    team.name, team.base = terms.name, terms.base
    team.day_minutes, team.weekdays = terms.day_minutes, list(terms.weekdays)
    team.minutes_per_consultation = terms.minutes_per_consultation
    team.cost_day, team.cost_km = terms.cost_day, terms.cost_km
    team.save()
    team.specialties.set(terms.specialties)
    team.paces.all().delete()
    TeamPace.objects.bulk_create(
        TeamPace(team=team, specialty=specialty, minutes=minutes)
        for specialty, minutes in terms.paces.items()
        if specialty in terms.specialties
    )
    _note(actor, team.scenario, outcome, at)
    return team


def _note(actor: Actor, scenario: Scenario, outcome: str, at: dt.datetime) -> None:
    record_audit(actor=actor, action=MAKE_PLAN, at=at, outcome=outcome, object_kind="scenario", object_id=scenario.pk)
