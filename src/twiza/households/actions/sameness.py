"""Decisions about records that look alike: one and the same, that being undone, or two."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, decide
from twiza.core.errors import DomainError
from twiza.households.actions.consents import home_of
from twiza.households.actions.keeping import HouseholdNotYours, note, person_of
from twiza.households.models import Different, Household, HouseholdMerge, Person, PersonMerge
from twiza.households.queries.households import facts_of
from twiza.households.rules import DECIDE_SAMENESS

Merge = TypeVar("Merge", PersonMerge, HouseholdMerge)


class AlreadyFound(DomainError):
    """A record is found to be another one once."""


class ReasonMissing(DomainError):
    """Two records are one for a reason."""


@transaction.atomic
def merge_persons(
    *, id: uuid.UUID, kept: Person, found: Person, reason: str, actor: Actor, at: dt.datetime
) -> PersonMerge:
    """
    Decide that two records are one person; once per `id`. Nothing is moved, so that it can be undone.

    Raises HouseholdNotYours, AlreadyFound, ReasonMissing.
    """
    refuse_undecided(home_of(kept), home_of(found), actor, reason)
    known = known_merge(PersonMerge, id, kept, found)
    if known is not None:
        return known
    refuse_found(kept, found)
    merge = PersonMerge.objects.create(
        id=id, kept=kept, found=found, reason=reason.strip(), made_by_id=person_of(actor), made_at=at
    )
    Person.objects.filter(pk=found.pk).update(merged_into=kept)
    found.merged.update(merged_into=kept)
    note(actor, found, "merged", at)
    return merge


@transaction.atomic
def undo_merge_of_persons(*, merge: PersonMerge, reason: str, actor: Actor, at: dt.datetime) -> PersonMerge:
    """Decide that two records found to be one are two: both stand as they were. Raises HouseholdNotYours."""
    refuse_undecided(home_of(merge.kept), home_of(merge.found), actor, reason)
    held = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if held.undone_at is not None:
        return held
    held.undone_at, held.undone_by_id, held.undone_reason = at, person_of(actor), reason.strip()
    held.save()
    Person.objects.filter(pk__in=found_with(held.found_id)).update(merged_into=held.found_id)
    Person.objects.filter(pk=held.found_id).update(merged_into=None)
    note(actor, merge.found, "merge_undone", at)
    return held


def found_with(person_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the records that were found to be one, directly or by another one between."""
    direct = list(PersonMerge.objects.filter(kept=person_id, undone_at=None).values_list("found", flat=True))
    return [*direct, *(further for one in direct for further in found_with(one))]


@transaction.atomic
def merge_households(
    *, id: uuid.UUID, kept: Household, found: Household, reason: str, actor: Actor, at: dt.datetime
) -> HouseholdMerge:
    """
    Decide that two records are one household; once per `id`.

    Raises HouseholdNotYours, AlreadyFound, ReasonMissing.
    """
    refuse_undecided(kept, found, actor, reason)
    known = known_merge(HouseholdMerge, id, kept, found)
    if known is not None:
        return known
    refuse_found(kept, found)
    merge = HouseholdMerge.objects.create(
        id=id, kept=kept, found=found, reason=reason.strip(), made_by_id=person_of(actor), made_at=at
    )
    Household.objects.filter(pk=found.pk).update(merged_into=kept)
    note(actor, found, "merged", at)
    return merge


@transaction.atomic
def undo_merge_of_households(*, merge: HouseholdMerge, reason: str, actor: Actor, at: dt.datetime) -> HouseholdMerge:
    """Decide that two households found to be one are two. Raises HouseholdNotYours, ReasonMissing."""
    refuse_undecided(merge.kept, merge.found, actor, reason)
    held = HouseholdMerge.objects.select_for_update().get(pk=merge.pk)
    if held.undone_at is None:
        held.undone_at, held.undone_by_id, held.undone_reason = at, person_of(actor), reason.strip()
        held.save()
        Household.objects.filter(pk=held.found_id).update(merged_into=None)
        note(actor, merge.found, "merge_undone", at)
    return held


@transaction.atomic
def keep_apart(*, one: Person, other: Person, reason: str, actor: Actor, at: dt.datetime) -> Different:
    """Decide that two who look alike are two persons. Raises HouseholdNotYours, ReasonMissing."""
    refuse_undecided(home_of(one), home_of(other), actor, reason)
    first, second = sorted((one, other), key=lambda person: person.pk)
    different, _is_new = Different.objects.update_or_create(
        first=first,
        second=second,
        defaults={"reason": reason.strip(), "decided_by_id": person_of(actor), "decided_at": at},
    )
    note(actor, one, "kept_apart", at)
    return different


def refuse_undecided(kept: Household, found: Household, actor: Actor, reason: str) -> None:
    """Raises HouseholdNotYours unless the actor decides for both, ReasonMissing."""
    person_of(actor)
    if not all(decide(actor, DECIDE_SAMENESS, facts_of(one, actor)) for one in (kept, found)):
        raise HouseholdNotYours(_("Only the supervisor of both places decides this."))
    if not reason.strip():
        raise ReasonMissing(_("Write why."))


def known_merge(
    model: type[Merge], id: uuid.UUID, kept: Person | Household, found: Person | Household
) -> Merge | None:
    """Return the merge of these two that was sent with this id before. Raises AlreadyFound when it was of others."""
    known = model._default_manager.filter(pk=id).first()
    if known is not None and (known.kept_id, known.found_id) != (kept.pk, found.pk):
        raise AlreadyFound(_("This was decided of two others: reload the page and decide again."))
    return known


def refuse_found(kept: Person | Household, found: Person | Household) -> None:
    """Raises AlreadyFound."""
    if kept.pk == found.pk or kept.merged_into_id is not None or found.merged_into_id is not None:
        raise AlreadyFound(_("One of the two was found to be another one already: open that one."))
    if isinstance(found, Household) and found.merged.exists():
        raise AlreadyFound(_("Another household was found to be this one: undo that first."))
