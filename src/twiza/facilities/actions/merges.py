"""Deciding that two facilities are the same one, or are not, and taking a merge back exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.errors import DomainError
from twiza.facilities.actions.facts import Origin, write_facts
from twiza.facilities.facts import State, changed_fields, date_of, fact_of, line_of, text_of_date
from twiza.facilities.models import DifferentPair, Facility, FacilityFact, FacilityMerge
from twiza.facilities.queries.states import state_of

NEVER_CHOSEN = frozenset({"code", "merged_into"})
"""Fields that stay each one's own: a code says which line of which list it is."""


class SameFacility(DomainError):
    """A facility is not merged with itself."""


class MergedAlready(DomainError):
    """One of the two was merged meanwhile."""


class UndoneAlready(DomainError):
    """Somebody took the merge back already."""


def differing_fields(kept: State, hidden: State) -> list[str]:
    """Return the fields of which one must choose whose value stays."""
    return [field for field in changed_fields(kept, hidden) if field not in NEVER_CHOSEN]


@transaction.atomic
def merge_facilities(
    *,
    kept: Facility,
    hidden: Facility,
    from_hidden: Collection[str],
    reason: str,
    by: Person,
    actor: Actor,
    at: dt.datetime,
) -> FacilityMerge:
    """
    Keep one of two facilities that are the same, and hide the other one behind it.

    `from_hidden` names the fields of which the hidden one's value stays, with who said it.
    Raises SameFacility, MergedAlready and the refusals of `refusals.py`.
    """
    kept, hidden = both_locked(kept, hidden)
    before, other = state_of(kept), state_of(hidden)
    fields = [field for field in differing_fields(before, other) if field in from_hidden]
    facts = facts_of_fields(fields)
    merge = FacilityMerge.objects.create(
        kept=kept,
        hidden=hidden,
        before={field: before.get(field) for field in fields},
        after={field: other.get(field) for field in fields},
        facts_before=said_of(kept, facts),
        reason=reason.strip(),
        decided_by=by,
        decided_at=at,
    )
    origin = Origin(merge.reason or _("The same facility as another one"), localdate(at), by.pk)
    write_facts(facility=hidden, stated={"merged_into": str(kept.pk)}, origin=origin, at=at)
    write_facts(facility=kept, stated={**merge.after, "merged_into": None}, origin=origin, at=at)
    restore_facts(kept, facts, said_of(hidden, facts))
    DifferentPair.objects.filter(first__in=(kept, hidden), second__in=(kept, hidden)).delete()
    audit_merge(merge, actor, "merged", at)
    return merge


def both_locked(kept: Facility, hidden: Facility) -> tuple[Facility, Facility]:
    """Return two facilities, locked. Raises SameFacility, MergedAlready."""
    if kept.pk == hidden.pk:
        raise SameFacility(_("A facility is not merged with itself."))
    locked = {one.pk: one for one in Facility.objects.select_for_update().filter(pk__in=(kept.pk, hidden.pk))}
    if any(one.merged_into_id for one in locked.values()):
        raise MergedAlready(_("Somebody merged one of the two meanwhile: look at the list again."))
    return locked[kept.pk], locked[hidden.pk]


@transaction.atomic
def unmerge_facilities(*, merge: FacilityMerge, by: Person, actor: Actor, at: dt.datetime) -> list[str]:
    """
    Take a merge back: both are what they were. Return the fields that changed since, and stay as they are.

    Raises UndoneAlready.
    """
    locked = FacilityMerge.objects.select_for_update().select_related("kept", "hidden").get(pk=merge.pk)
    if locked.undone_at is not None:
        raise UndoneAlready(_("This merge was taken back already."))
    locked.undone_by, locked.undone_at = by, at
    locked.save(update_fields=["undone_by", "undone_at"])
    now = state_of(locked.kept)
    changed_since = [field for field, value in locked.after.items() if now.get(field) != value]
    restored = {field: value for field, value in locked.before.items() if field not in changed_since}
    origin = Origin(_("Merge taken back"), localdate(at), by.pk)
    write_facts(facility=locked.hidden, stated={"merged_into": None}, origin=origin, at=at)
    write_facts(facility=locked.kept, stated=restored, origin=origin, at=at)
    facts = [fact for fact in facts_of_fields(restored) if fact not in facts_of_fields(changed_since)]
    restore_facts(locked.kept, facts, locked.facts_before)
    audit_merge(locked, actor, "unmerged", at)
    return changed_since


@transaction.atomic
def keep_apart(*, one: Facility, other: Facility, by: Person, actor: Actor, at: dt.datetime) -> DifferentPair:
    """Keep that two facilities are different: they are never asked about again. Raises SameFacility."""
    if one.pk == other.pk:
        raise SameFacility(_("A facility is not merged with itself."))
    first, second = sorted((one, other), key=lambda facility: facility.pk)
    pair, _made = DifferentPair.objects.get_or_create(
        first=first, second=second, defaults={"decided_by": by, "decided_at": at}
    )
    record_audit(
        actor=actor,
        action="facilities.change",
        at=at,
        object_kind="facility_pair",
        object_id=pair.pk,
        outcome="different",
    )
    return pair


def facts_of_fields(fields: Iterable[str]) -> list[str]:
    """Return the facts that some fields belong to."""
    return list(dict.fromkeys(fact for field in fields if (fact := fact_of(field))))


def said_of(facility: Facility, facts: Collection[str]) -> dict[str, Any]:
    """Return who said and verified some facts of a facility, as it can be kept."""
    return {
        fact.field: [fact.source, fact.verified_by, text_of_date(fact.verified_on)]
        for fact in facility.facts.filter(field__in=facts).order_by("id")
    }


def restore_facts(facility: Facility, facts: Collection[str], said: dict[str, Any]) -> None:
    """Put who said some facts of a facility in the place of what stands there."""
    facility.facts.filter(field__in=facts).delete()
    FacilityFact.objects.bulk_create(
        FacilityFact(
            facility=facility,
            topic=line_of(fact)[0],
            field=fact,
            source=said[fact][0],
            verified_by=said[fact][1],
            verified_on=date_of(said[fact][2]),
        )
        for fact in facts
        if fact in said
    )


def audit_merge(merge: FacilityMerge, actor: Actor, outcome: str, at: dt.datetime) -> None:
    """Add what was decided of two facilities to the audit chain."""
    record_audit(
        actor=actor,
        action="facilities.change",
        at=at,
        object_kind="facility_merge",
        object_id=merge.pk,
        outcome=outcome,
    )
