"""Decisions about a plan: begin one, change its terms, begin its next version."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.care_supply.actions.changing import (
    NoSuchPlan,
    PlanNotYours,
    note_plan,
    person_of,
    plan_to_change,
    refuse_other_revision,
    version_to_change,
)
from twiza.care_supply.actions.copying import copy_lines
from twiza.care_supply.models import CareSupplyPlan, PlanVersion
from twiza.care_supply.queries.plans import standing_parties, version_in_force, versions_of
from twiza.care_supply.rules import WRITE_PLAN
from twiza.care_supply.steps import CLOSED, KIND, PUBLISHED
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.core.text import search_text_of
from twiza.procedures.actions.details import rename_file
from twiza.procedures.actions.files import PartyTerms, open_file
from twiza.procedures.models import Passage
from twiza.territory.models import Place

FIRST_YEAR, LAST_YEAR, MOST_YEARS = 2000, 2100, 15


class VersionUnderWay(DomainError):
    """The last version is not published yet."""


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What a version says of its plan: what for, over which years, in which currency (ISO 4217)."""

    purpose: str
    first_year: int
    last_year: int
    currency: str


@transaction.atomic
def make_plan(
    *, names: Mapping[str, str], area: Place, terms: PlanTerms, actor: Actor, at: dt.datetime, id: uuid.UUID
) -> CareSupplyPlan:
    """
    Begin a plan of the organisation acted for with its first version, once under one id.

    Raises NoSuchPlan, PlanNotYours, and what `open_file` raises.
    """
    organisation_id = maker_for(area, actor)
    if made := CareSupplyPlan.objects.filter(pk=id, organisation_id=organisation_id).first():
        return made
    refuse_impossible(names, terms)
    plan = CareSupplyPlan.objects.create(
        id=id,
        organisation_id=organisation_id,
        area=area,
        names=given_names(names),
        search_text=sound_of_plan(names, area),
        made_at=at,
        made_by_id=person_of(actor),
    )
    open_version(plan, 1, terms, None, actor, at, uuid.uuid4())
    note_plan(actor, plan, "begun", at)
    return plan


def maker_for(area: Place, actor: Actor) -> int:
    """Return the organisation that a plan is begun for. Raises PlanNotYours."""
    organisation_id = actor.grant.organisation_id if actor.grant else None
    facts = Facts(organisation_id=organisation_id, place_path=area.path)
    if organisation_id is None or not decide(actor, WRITE_PLAN, facts):
        raise PlanNotYours(_("You may not begin a plan for this area in the role you act in."))
    return organisation_id


def refuse_impossible(names: Mapping[str, str], terms: PlanTerms) -> None:
    """Raise NoSuchPlan for names or terms that cannot be."""
    if not any(name.strip() for name in names.values()):
        raise NoSuchPlan(_("Give the plan a name, in one language at least."))
    if not FIRST_YEAR <= terms.first_year <= terms.last_year <= LAST_YEAR:
        raise NoSuchPlan(_("The last year comes before the first one: correct one of them."))
    if terms.last_year - terms.first_year >= MOST_YEARS:
        raise NoSuchPlan(_("A plan holds for %(most)d years at most.") % {"most": MOST_YEARS})
    if len(terms.currency) != 3 or not (terms.currency.isascii() and terms.currency.isalpha()):
        raise NoSuchPlan(_("Write the currency as three letters, such as MAD."))


def given_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names that are not empty."""
    return {language: name.strip() for language, name in names.items() if name.strip()}


def sound_of_plan(names: Mapping[str, str], area: Place) -> str:
    """Return how a plan's names and its area sound."""
    return search_text_of([*names.values(), *area.names.values()])


def open_version(
    plan: CareSupplyPlan,
    number: int,
    terms: PlanTerms,
    based_on: PlanVersion | None,
    actor: Actor,
    at: dt.datetime,
    id: uuid.UUID,
) -> PlanVersion:
    """Open a version with its file, which the parties of the plan see."""
    known = standing_parties(plan).filter(organisation__isnull=False)
    parties = [PartyTerms(one.organisation_id, label=one.part) for one in known if one.organisation_id]
    file = open_file(
        kind=KIND,
        title=title_of(plan, number),
        opened_on=localdate(at),
        anchor_on=dt.date(terms.first_year, 1, 1),
        actor=actor,
        at=at,
        id=id,
        parties=parties,
        place_path=plan.area.path,
    )
    return PlanVersion.objects.create(
        id=id,
        plan=plan,
        number=number,
        file=file,
        based_on=based_on,
        purpose=terms.purpose.strip(),
        first_year=terms.first_year,
        last_year=terms.last_year,
        currency=terms.currency.upper(),
        made_at=at,
        made_by_id=person_of(actor),
    )


def title_of(plan: CareSupplyPlan, number: int) -> str:
    """Return the title of a version's file: the name of the plan, and which version from the second one on."""
    name = name_in(plan.names, "fr")[:190]
    return name if number == 1 else f"{name} ({number})"


@transaction.atomic
def change_terms(
    *,
    version: PlanVersion,
    names: Mapping[str, str],
    terms: PlanTerms,
    seen_revision: int,
    actor: Actor,
    at: dt.datetime,
) -> PlanVersion:
    """
    Change what a version says of its plan, and the plan's names until a first version was published.

    Raises NoSuchPlan, ChangedMeanwhile and what `changing` raises.
    """
    held = version_to_change(version, actor)
    refuse_other_revision(seen_revision, held.revision)
    refuse_impossible(names, terms)
    held.purpose, held.currency = terms.purpose.strip(), terms.currency.upper()
    held.first_year, held.last_year = terms.first_year, terms.last_year
    held.revision += 1
    held.save(update_fields=["purpose", "currency", "first_year", "last_year", "revision"])
    rename(held, given_names(names), actor, at)
    note_plan(actor, held.plan, "terms_changed", at)
    return held


def rename(version: PlanVersion, names: dict[str, str], actor: Actor, at: dt.datetime) -> None:
    """Name a plan otherwise. Raises NoSuchPlan once a version of it was published under its name."""
    plan = version.plan
    if names == plan.names:
        return
    if Passage.objects.filter(file__care_supply_version__plan=plan, to_step__code=PUBLISHED).exists():
        raise NoSuchPlan(_("The plan was published under its name: the name stays."))
    plan.names, plan.search_text = names, sound_of_plan(names, plan.area)
    plan.save(update_fields=["names", "search_text"])
    version.file = rename_file(file=version.file, title=title_of(plan, version.number), actor=actor, at=at)


@transaction.atomic
def begin_version(*, plan: CareSupplyPlan, actor: Actor, at: dt.datetime, id: uuid.UUID) -> PlanVersion:
    """
    Begin the next version, with the terms and the lines of the one that holds, once under one id.

    Raises VersionUnderWay while the last version is neither published nor given up.
    """
    held = plan_to_change(plan, actor)
    if known := held.versions.filter(pk=id).first():
        return known
    versions = list(versions_of(held))
    last, base = versions[0], version_in_force(versions) or versions[0]
    if last.file.step.code not in CLOSED:
        raise VersionUnderWay(_("Version %(number)d is still under way: change that one.") % {"number": last.number})
    terms = PlanTerms(base.purpose, base.first_year, base.last_year, base.currency)
    made = open_version(held, last.number + 1, terms, base, actor, at, id)
    made.purpose_is_public = base.purpose_is_public
    made.save(update_fields=["purpose_is_public"])
    copy_lines(base, made)
    note_plan(actor, held, "version_begun", at)
    return made
