"""Decisions about the dates of a scenario: seasons in which roads differ, and pauses of teams and stops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.outreach.models import Pause, Scenario, ScenarioStop, ScenarioTeam, TravelSeason
from twiza.outreach.rules import MAKE_PLAN


class DatesInDisorder(InputError):
    """The last day comes before the first."""


class SeasonsOverlap(InputError):
    """Two seasons of a scenario would hold on one day."""


class PauseOfNobody(InputError):
    """A pause is of a team or of a stop: of exactly one of the two."""


@dataclass(frozen=True, slots=True)
class SeasonTerms:
    """What a planner says of a season; both dates belong to it."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    speed_kmh: float
    detour: float
    closed_stops: tuple[ScenarioStop, ...] = ()


@transaction.atomic
def add_season(*, scenario: Scenario, terms: SeasonTerms, actor: Actor, at: dt.datetime) -> TravelSeason:
    """Add a season. Raises DatesInDisorder, SeasonsOverlap."""
    return _store(TravelSeason(scenario=scenario), terms, "season_added", actor, at)


@transaction.atomic
def change_season(*, season: TravelSeason, terms: SeasonTerms, actor: Actor, at: dt.datetime) -> TravelSeason:
    """Change a season; plans made before stay as they are. Raises DatesInDisorder, SeasonsOverlap."""
    return _store(season, terms, "season_changed", actor, at)


@transaction.atomic
def remove_season(*, season: TravelSeason, actor: Actor, at: dt.datetime) -> None:
    """Take a season out of its scenario; plans made before keep it."""
    _note(actor, season.scenario, "season_removed", at)
    season.delete()


@transaction.atomic
def add_pause(
    *,
    scenario: Scenario,
    team: ScenarioTeam | None,
    stop: ScenarioStop | None,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> Pause:
    """Say when a team is away or a stop not to be visited. Raises DatesInDisorder, PauseOfNobody."""
    refuse_disorder(starts_on, ends_on)
    if (team is None) == (stop is None):
        raise PauseOfNobody(_("Choose a team or a stop, one of the two."))
    pause = Pause.objects.create(
        scenario=scenario, team=team, stop=stop, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
    _note(actor, scenario, "pause_added", at)
    return pause


@transaction.atomic
def remove_pause(*, pause: Pause, actor: Actor, at: dt.datetime) -> None:
    """Take a pause out of its scenario; plans made before keep it."""
    _note(actor, pause.scenario, "pause_removed", at)
    pause.delete()


def refuse_disorder(starts_on: dt.date, ends_on: dt.date) -> None:
    """Raise DatesInDisorder when the last day comes before the first."""
    if ends_on < starts_on:
        raise DatesInDisorder(_("The last day comes before the first: change one of the two."))


def refuse_overlap(season: TravelSeason, others: Sequence[TravelSeason]) -> None:
    """Raise SeasonsOverlap when another season holds on one of the days of a season."""
    for other in others:
        if other.starts_on <= season.ends_on and season.starts_on <= other.ends_on:
            sentence = _("The season %(name)s holds from %(start)s to %(end)s: two seasons cannot share a day.")
            known = {"name": other.name, "start": date_format(other.starts_on), "end": date_format(other.ends_on)}
            raise SeasonsOverlap(sentence % known)


def _store(season: TravelSeason, terms: SeasonTerms, outcome: str, actor: Actor, at: dt.datetime) -> TravelSeason:
    refuse_disorder(terms.starts_on, terms.ends_on)
    season.name, season.starts_on, season.ends_on = terms.name, terms.starts_on, terms.ends_on
    season.speed_kmh, season.detour = terms.speed_kmh, terms.detour
    refuse_overlap(season, list(TravelSeason.objects.filter(scenario=season.scenario_id).exclude(pk=season.pk)))
    season.save()
    season.closed_stops.set(terms.closed_stops)
    _note(actor, season.scenario, outcome, at)
    return season


def _note(actor: Actor, scenario: Scenario, outcome: str, at: dt.datetime) -> None:
    record_audit(actor=actor, action=MAKE_PLAN, at=at, outcome=outcome, object_kind="scenario", object_id=scenario.pk)
