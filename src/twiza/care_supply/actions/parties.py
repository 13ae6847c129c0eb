"""Decisions about who takes part in a plan: an organisation that takes part sees it and the files of its versions."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.care_supply.actions.changing import NoSuchPlan, note_plan, plan_to_change
from twiza.care_supply.models import PlanParty
from twiza.procedures.actions.details import add_party as add_party_of_file
from twiza.procedures.actions.details import remove_party as remove_party_of_file
from twiza.procedures.actions.files import PartyTerms
from twiza.procedures.models import File, Party


@transaction.atomic
def add_party(*, party: PlanParty, actor: Actor, at: dt.datetime) -> PlanParty:
    """Let somebody take part in a plan, once under one id. Raises NoSuchPlan and what `changing` raises."""
    if known := PlanParty.objects.filter(pk=party.pk, plan=party.plan_id).first():
        return known
    plan = plan_to_change(party.plan, actor)
    if party.organisation_id == plan.organisation_id:
        raise NoSuchPlan(_("The organisation that began the plan takes part in it already."))
    keep_party(party)
    follow_party(party, actor, at)
    note_plan(actor, plan, "party_added", at)
    return party


@transaction.atomic
def remove_party(*, party: PlanParty, actor: Actor, at: dt.datetime) -> PlanParty:
    """Let somebody take part no more; it can be brought back."""
    plan = plan_to_change(party.plan, actor)
    if party.removed_at is None:
        party.removed_at = at
        party.save(update_fields=["removed_at"])
        for held in parties_of_files(party):
            remove_party_of_file(party=held, actor=actor, at=at)
        note_plan(actor, plan, "party_removed", at)
    return party


@transaction.atomic
def bring_back_party(*, party: PlanParty, actor: Actor, at: dt.datetime) -> PlanParty:
    """Let somebody take part again. Raises NoSuchPlan when it does already."""
    plan = plan_to_change(party.plan, actor)
    if party.removed_at is not None:
        party.removed_at = None
        keep_party(party)
        follow_party(party, actor, at)
        note_plan(actor, plan, "party_brought_back", at)
    return party


def keep_party(party: PlanParty) -> None:
    """Store a party. Raises NoSuchPlan for an organisation that takes part already."""
    try:
        with transaction.atomic():
            party.save()
    except IntegrityError as error:
        raise NoSuchPlan(_("This organisation takes part already.")) from error


def follow_party(party: PlanParty, actor: Actor, at: dt.datetime) -> None:
    """Let an organisation see the files of every version of the plan."""
    if party.organisation_id is None:
        return
    files = File.objects.filter(care_supply_version__plan=party.plan_id)
    terms = PartyTerms(party.organisation_id, label=party.part)
    for file in files.exclude(pk__in=parties_of_files(party).values("file")):
        add_party_of_file(file=file, party=terms, actor=actor, at=at)


def parties_of_files(party: PlanParty) -> QuerySet[Party]:
    """Return what an organisation is in the files of the plan."""
    if party.organisation_id is None:
        return Party.objects.none()
    held = Party.objects.filter(file__care_supply_version__plan=party.plan_id)
    return held.filter(organisation_id=party.organisation_id).select_related("file")
