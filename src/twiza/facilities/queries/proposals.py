"""Questions about what people propose to change in the list of facilities."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.facilities.facts import Value
from twiza.facilities.models import ChangeProposal, ProposalState
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import not_over
from twiza.territory.queries.places import is_within, paths_above

KEEPERS = (Role.PLANNER, Role.MANAGER)
"""The roles that keep the list of an organisation, and answer what is proposed of it."""


def own_proposals(actor: Actor) -> QuerySet[ChangeProposal]:
    """Return what somebody proposed, the newest first; none when she may not view facilities any more."""
    if not decide(actor, "facilities.propose"):
        return ChangeProposal.objects.none()
    return shown(ChangeProposal.objects.filter(proposed_by=actor.person_id)).order_by("-proposed_at", "-id")


def proposals_to_answer(actor: Actor) -> QuerySet[ChangeProposal]:
    """Return what was proposed to the organisation acted for, within the territory acted for, the oldest first."""
    if actor.grant is None or not decide(actor, "facilities.keep"):
        return ChangeProposal.objects.none()
    theirs = ChangeProposal.objects.filter(organisation=actor.grant.organisation_id)
    within = [is_within(path, through="place__") for path in actor.grant.territory]
    return shown(theirs.filter(reduce(or_, within)) if within else theirs).order_by("proposed_at", "id")


def readable_proposals(actor: Actor) -> QuerySet[ChangeProposal]:
    """Return the proposals that somebody may read: her own, and those that she may answer."""
    ids = Q(pk__in=own_proposals(actor).values("pk")) | Q(pk__in=proposals_to_answer(actor).values("pk"))
    return shown(ChangeProposal.objects.filter(ids))


def shown(proposals: QuerySet[ChangeProposal]) -> QuerySet[ChangeProposal]:
    """Return proposals with what their lists show, without the content of their evidence."""
    with_facility = proposals.select_related(
        "facility__type", "facility__place", "organisation", "place", "proposed_by", "proposed_for", "decided_by"
    )
    return with_facility.defer("evidence").annotate(fact_count=Count("facts"))


def waiting_for(actor: Actor) -> int:
    """Return how many proposals wait for an answer of the organisation acted for."""
    return proposals_to_answer(actor).filter(state=ProposalState.PROPOSED).count()


def may_answer(actor: Actor, proposal: ChangeProposal, paths: Iterable[str]) -> bool:
    """Return whether somebody may answer a proposal that concerns these places."""
    return all(
        decide(actor, "facilities.change", Facts(organisation_id=proposal.organisation_id, place_path=path))
        for path in paths
    )


def has_another_verifier(proposal: ChangeProposal, person: Person, on: dt.date) -> bool:
    """Return whether somebody else may answer a proposal on a day."""
    others = keepers_at(proposal.place.path, on).filter(organisation=proposal.organisation_id)
    return others.exclude(person=person).exists()


def keepers_at(path: str, on: dt.date) -> QuerySet[Membership]:
    """Return the memberships that keep the list of a place on a day, in whatever organisation."""
    around = [*paths_above(path), path]
    held = Membership.objects.filter(not_over(on), role__in=KEEPERS, valid_from__lte=on, person__is_active=True)
    everywhere_or_here = [
        one.pk for one in held.only("id", "territory") if not one.territory or set(one.territory) & set(around)
    ]
    return held.filter(pk__in=everywhere_or_here)


def keeping_organisations(path: str, on: dt.date) -> list[Organisation]:
    """
    Return the organisations that may take a new facility in a place, those with most facilities around it first.

    Organisations that keep a list in the same country come alone where there are some.
    """
    country = path.split("/", 1)[0]
    ids = keepers_at(path, on).values("organisation")
    around = is_within(country, through="facilities__place__")
    counted = Organisation.objects.filter(pk__in=ids).annotate(kept=Count("facilities", filter=around))
    found = [(one, one.kept) for one in counted.order_by("-kept", "id")]
    return [one for one, kept in found if kept] or [one for one, _kept in found]


def seen_token(changes: Mapping[str, Value], state: Mapping[str, Value]) -> str:
    """Return the mark of what the list said, and of what it would say, as both were shown to somebody."""
    both = {field: [state.get(field), new] for field, new in changes.items()}
    return hashlib.sha256(json.dumps(both, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
