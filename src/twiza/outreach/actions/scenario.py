"""Decisions about scenarios: make one that can be planned at once, change it, copy it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.access.models import ASSUMED, Basis, Care, NeedFormula, Specialty
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.core.errors import DomainError, InputError
from twiza.core.ids import new_id
from twiza.outreach.actions.stops import store_candidates
from twiza.outreach.actions.teams import store_default_teams
from twiza.outreach.candidates import Search, propose_stops
from twiza.outreach.ground import Ground
from twiza.outreach.models import Scenario
from twiza.outreach.naming import names_of_scenario
from twiza.outreach.queries.care import sites_of
from twiza.outreach.queries.ground import ground_of
from twiza.outreach.rules import MAKE_PLAN
from twiza.outreach.terms import DAYS_MAX, POINTS_MAX, Terms, Wishes
from twiza.territory.models import Place


class AreaNotOurs(DomainError):
    """The area lies outside the territory of the membership acted under."""


class ScenarioInUse(DomainError):
    """Plans were made from the scenario: they lead back to it."""


class ScenarioNotDeleted(DomainError):
    """The scenario is there: there is nothing to bring back."""


class NothingToPlan(InputError):
    """What was asked for cannot make a plan: the sentence says which part, and the way out."""


class NobodyThere(NothingToPlan):
    """The area has no people at any point."""


class AreaTooLarge(NothingToPlan):
    """The area holds more points of people than a plan takes in seconds."""


@transaction.atomic
def make_scenario(
    *,
    actor: Actor,
    area: Place,
    specialties: Sequence[Specialty],
    need_formula: NeedFormula,
    terms: Terms,
    wishes: Wishes,
    at: dt.datetime,
    id: uuid.UUID | None = None,
) -> Scenario:
    """
    Make a scenario with candidate stops and teams, ready to be planned; once under one id.

    Raises AreaNotOurs, NothingToPlan.
    """
    organisation_id, person_id = planner_for(actor, area)
    refuse_unusable_terms(terms, specialties)
    asked = {
        "made_at": at,
        "names": names_of_scenario(area.names, terms.starts_on),
        "area": area,
        "need_formula": need_formula,
    }
    scenario, is_new = Scenario.objects.get_or_create(
        id=id or new_id(), organisation_id=organisation_id, made_by_id=person_id, defaults=asked | fields_of(terms)
    )
    if not is_new:
        return scenario
    scenario.specialties.set(specialties)
    refuse_unlisted_care(scenario)
    ground = ground_of(scenario)
    refuse_empty_ground(ground, area)
    store_candidates(scenario, propose_stops(ground, search_of(scenario, wishes)))
    store_default_teams(scenario, ground, wishes.team_count, specialties)
    note(actor, scenario, "made", at)
    return scenario


@transaction.atomic
def change_scenario(
    *,
    scenario: Scenario,
    names: dict[str, str],
    specialties: Sequence[Specialty],
    need_formula: NeedFormula,
    terms: Terms,
    actor: Actor,
    at: dt.datetime,
) -> Scenario:
    """Change what a scenario asks for; plans made from it before stay as they are. Raises NothingToPlan."""
    refuse_unusable_terms(terms, specialties)
    if not any(names.values()):
        raise NothingToPlan(_("Give the scenario a name."))
    scenario.names = names
    scenario.need_formula = need_formula
    for name, value in fields_of(terms).items():
        setattr(scenario, name, value)
    refuse_unlisted_care(scenario)
    scenario.save()
    scenario.specialties.set(specialties)
    note(actor, scenario, "changed", at)
    return scenario


@transaction.atomic
def propose_stops_again(*, scenario: Scenario, wishes: Wishes, actor: Actor, at: dt.datetime) -> Scenario:
    """Put new candidates in place of the scenario's stops; those that somebody added by hand stay."""
    ground = ground_of(scenario)
    refuse_empty_ground(ground, scenario.area)
    scenario.stops.filter(is_by_hand=False).delete()
    store_candidates(scenario, propose_stops(ground, search_of(scenario, wishes)))
    note(actor, scenario, "stops_proposed", at)
    return scenario


@transaction.atomic
def delete_scenario(*, scenario: Scenario, actor: Actor, at: dt.datetime) -> Scenario:
    """Take a scenario away from which no plan was made; it can be brought back. Raises ScenarioInUse."""
    if scenario.plans.exists():
        raise ScenarioInUse(_("Plans were made from this: it stays, so that one sees what they were asked."))
    scenario.deleted_at = at
    scenario.save(update_fields=["deleted_at"])
    note(actor, scenario, "deleted", at)
    return scenario


@transaction.atomic
def restore_scenario(*, scenario: Scenario, actor: Actor, at: dt.datetime) -> Scenario:
    """Bring a deleted scenario back. Raises ScenarioNotDeleted."""
    if scenario.deleted_at is None:
        raise ScenarioNotDeleted(_("This is not deleted."))
    scenario.deleted_at = None
    scenario.save(update_fields=["deleted_at"])
    note(actor, scenario, "restored", at)
    return scenario


def fields_of(terms: Terms) -> dict[str, Any]:
    """Return the terms as a scenario keeps them."""
    fields = {term.name: getattr(terms, term.name) for term in dataclasses.fields(terms)}
    return fields | {"closed_weekdays": list(terms.closed_weekdays)}


def search_of(scenario: Scenario, wishes: Wishes) -> Search:
    """Return what to look for among candidates."""
    return Search(
        kinds=wishes.kinds,
        count=wishes.stop_count,
        reach_minutes=scenario.fixed_reach_minutes,
        walking_km=scenario.walking_full_km,
        clear_km=scenario.stop_clear_km,
    )


def planner_for(actor: Actor, area: Place) -> tuple[int, int]:
    """Return for which organisation and as whom the actor plans an area. Raises AreaNotOurs when she may not."""
    if actor.grant is not None and actor.person_id is not None:
        organisation_id = actor.grant.organisation_id
        if decide(actor, MAKE_PLAN, Facts(organisation_id=organisation_id, place_path=area.path)):
            return organisation_id, actor.person_id
    raise AreaNotOurs(_("This area lies outside your territory: choose one of those in the list."))


def refuse_unusable_terms(terms: Terms, specialties: Sequence[Specialty]) -> None:
    """Raise NothingToPlan for terms that no plan can keep."""
    if not specialties:
        raise NothingToPlan(_("Choose at least one specialty."))
    if len(set(terms.closed_weekdays)) >= 7:
        raise NothingToPlan(_("Every day of the week is a day off: leave at least one to work."))
    if terms.day_count > DAYS_MAX:
        sentence = _("%(days)s working days are too many for one plan: choose at most %(most)s.")
        raise NothingToPlan(sentence % {"days": terms.day_count, "most": DAYS_MAX})
    if terms.visits_min > terms.visits_max:
        raise NothingToPlan(_("A stop cannot have more visits at least than at most: change one of the two."))
    if terms.basis in ASSUMED and terms.care == Care.PRIMARY:
        raise NothingToPlan(
            _("Assumed hospitals say nothing of primary care: choose hospital care, or the facilities of our list.")
        )
    if terms.walking_zero_km < terms.walking_full_km:
        raise NothingToPlan(_("Nobody walks beyond a distance shorter than the one everybody walks: change one."))


def refuse_unlisted_care(scenario: Scenario) -> None:
    """Raise NothingToPlan when fixed care is to be read from a list that has none in the area."""
    if scenario.basis == Basis.REGISTERED and not sites_of(scenario).count_in(scenario.area.path):
        raise NothingToPlan(
            _("No facility that gives this care is listed here: import a list, or choose an assumption.")
        )


def refuse_empty_ground(ground: Ground, area: Place) -> None:
    """Raise NobodyThere or AreaTooLarge when no plan can be made on this ground."""
    if not len(ground.people):
        raise NobodyThere(
            _("No population is known for this area: load the territory or import its localities first.")
        )
    if len(ground.people) > POINTS_MAX:
        sentence = _("This area has %(points)s points of population, more than the %(most)s one plan takes: choose "
                     "a smaller one.")  # fmt: skip
        raise AreaTooLarge(sentence % {"points": len(ground.people), "most": POINTS_MAX})


def note(actor: Actor, scenario: Scenario, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a scenario."""
    record_audit(actor=actor, action=MAKE_PLAN, at=at, outcome=outcome, object_kind="scenario", object_id=scenario.pk)
