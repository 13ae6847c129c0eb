"""Decisions about what everybody may read of a plan: publish a version, choose its lines, open and close the page."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.care_supply.actions.changing import note_plan, plan_to_change
from twiza.care_supply.models import CareSupplyPlan, Gap, PlannedAction, PlanParty, PlanVersion
from twiza.care_supply.queries.plans import versions_of
from twiza.care_supply.steps import ADOPTED, PUBLISHED, REPLACED
from twiza.core.errors import DomainError
from twiza.procedures.actions.files import move_file
from twiza.procedures.models import File, Move


class NotAdopted(DomainError):
    """Only an adopted version is published."""


class NothingPublic(DomainError):
    """A public page needs a published version, and one line at least to show."""


@transaction.atomic
def publish_version(*, version: PlanVersion, seen_turn: int, actor: Actor, at: dt.datetime) -> PlanVersion:
    """
    Publish an adopted version; the one that was published before is replaced by it.

    Raises NotAdopted, PlanNotYours and what `move_file` raises.
    """
    plan = plan_to_change(version.plan, actor)
    held = PlanVersion.objects.select_related("file__step").get(pk=version.pk)
    if held.file.step.code != ADOPTED:
        raise NotAdopted(_("Only an adopted version is published: adopt it first."))
    before = [one for one in versions_of(plan) if one.file.step.code == PUBLISHED]
    move_to(held.file, PUBLISHED, seen_turn, actor, at)
    for one in before:
        move_to(one.file, REPLACED, one.file.turn, actor, at)
    note_plan(actor, plan, "version_published", at)
    return held


def move_to(file: File, step: str, seen_turn: int, actor: Actor, at: dt.datetime) -> None:
    """Move a file to a step today. Raises NotAdopted when its kind knows no such way."""
    move = Move.objects.filter(from_step=file.step_id, to_step__code=step).first()
    if move is None:
        raise NotAdopted(_("The steps of this version know no such move: make it on the page of its steps."))
    move_file(file=file, move=move, seen_turn=seen_turn, happened_on=localdate(at), reason="", actor=actor, at=at)


@transaction.atomic
def choose_public_lines(*, version: PlanVersion, chosen: set[uuid.UUID], actor: Actor, at: dt.datetime) -> PlanVersion:
    """
    Say which lines of a version the public page shows: those with these ids; the version's own is for its purpose.

    What is shown is no part of what was published, and may be narrowed whenever it has to be.
    """
    plan = plan_to_change(version.plan, actor)
    for model, of in ((Gap, {"version": version}), (PlannedAction, {"version": version}), (PlanParty, {"plan": plan})):
        lines = model._default_manager.filter(**of)
        lines.filter(pk__in=chosen).update(is_public=True)
        lines.exclude(pk__in=chosen).update(is_public=False)
    version.purpose_is_public = version.pk in chosen
    version.save(update_fields=["purpose_is_public"])
    note_plan(actor, plan, "public_lines_chosen", at)
    return version


@transaction.atomic
def open_public_page(*, plan: CareSupplyPlan, actor: Actor, at: dt.datetime) -> CareSupplyPlan:
    """Open the public page of a plan. Raises NothingPublic."""
    held = plan_to_change(plan, actor)
    published = next((one for one in versions_of(held) if one.file.step.code == PUBLISHED), None)
    if published is None:
        raise NothingPublic(_("No version is published yet: publish one, then open the page."))
    shown = {"is_public": True, "removed_at": None}
    if not (published.gaps.filter(**shown).exists() or published.actions.filter(**shown).exists()):
        raise NothingPublic(_("Choose at least one gap or one action to show, then open the page."))
    held.page_opened_at = at
    held.save(update_fields=["page_opened_at"])
    note_plan(actor, held, "public_page_opened", at)
    return held


@transaction.atomic
def close_public_page(*, plan: CareSupplyPlan, actor: Actor, at: dt.datetime) -> CareSupplyPlan:
    """Let the public page answer nobody; opened again, it has the same address."""
    held = plan_to_change(plan, actor)
    held.page_opened_at = None
    held.save(update_fields=["page_opened_at"])
    note_plan(actor, held, "public_page_closed", at)
    return held
