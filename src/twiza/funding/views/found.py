"""Finding what a request is about: what the actor may not see does not exist."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from twiza.accounts.decisions import decide
from twiza.accounts.requests import Request
from twiza.funding.line_words import Line
from twiza.funding.models import (
    Amendment,
    Axis,
    Committee,
    Convention,
    ConventionParty,
    Deadline,
    Meeting,
    Obligation,
    Proof,
)
from twiza.funding.queries.conventions import conventions_of, facts_of_convention
from twiza.funding.queries.deadlines import facts_of_deadline
from twiza.funding.rules import CHANGE_CONVENTION

SORTS: dict[str, type[Line]] = {
    "parties": ConventionParty,
    "axes": Axis,
    "obligations": Obligation,
    "committees": Committee,
}


def convention_for(request: Request, convention_id: uuid.UUID) -> Convention:
    """Return a convention that the actor may see. Raises Http404."""
    found = conventions_of(request.actor).select_related("file__step", "file__version", "organisation", "renews__file")
    return get_object_or_404(found, pk=convention_id)


def convention_to_change(request: Request, convention_id: uuid.UUID) -> Convention:
    """Return a convention that the actor may change. Raises Http404."""
    convention = convention_for(request, convention_id)
    if not may_change(request, convention):
        raise Http404
    return convention


def may_change(request: Request, convention: Convention) -> bool:
    """Return whether the actor may change a convention."""
    return bool(decide(request.actor, CHANGE_CONVENTION, facts_of_convention(convention, request.actor)))


def sort_named(sort: str) -> type[Line]:
    """Return a sort of lines by its name in an address. Raises Http404."""
    if sort not in SORTS:
        raise Http404
    return SORTS[sort]


def line_for(convention: Convention, sort: str, line_id: uuid.UUID) -> Line:
    """Return a line of a convention, also one that was taken out. Raises Http404."""
    model = sort_named(sort)
    found = model._default_manager.select_related("convention__file").filter(convention=convention)
    line: Line | None = found.filter(pk=line_id).first()
    if line is None:
        raise Http404
    return line


def amendment_for(convention: Convention, amendment_id: uuid.UUID) -> Amendment:
    """Return an amendment of a convention. Raises Http404."""
    return get_object_or_404(convention.amendments.select_related("convention"), pk=amendment_id)


def committee_for(convention: Convention, committee_id: uuid.UUID) -> Committee:
    """Return a committee of a convention. Raises Http404."""
    found = convention.committees.filter(removed_at=None).select_related("convention__file")
    return get_object_or_404(found, pk=committee_id)


def meeting_for(convention: Convention, meeting_id: uuid.UUID) -> Meeting:
    """Return a meeting of a committee of a convention. Raises Http404."""
    found = Meeting.objects.filter(committee__convention=convention)
    return get_object_or_404(found.select_related("committee__convention__file", "minutes_content"), pk=meeting_id)


def deadline_for(request: Request, convention_id: uuid.UUID, deadline_id: uuid.UUID) -> Deadline:
    """Return something due under a convention that the actor may see. Raises Http404."""
    convention = convention_for(request, convention_id)
    found = Deadline.objects.filter(obligation__convention=convention, obligation__removed_at=None)
    deadline = get_object_or_404(
        found.select_related(
            "obligation__owed_by__organisation", "obligation__owner", "obligation__meeting__committee", "decided_by"
        ),
        pk=deadline_id,
    )
    deadline.obligation.convention = convention
    return deadline


def deadline_to_do(request: Request, convention_id: uuid.UUID, deadline_id: uuid.UUID, action: str) -> Deadline:
    """Return something due with which the actor may do this. Raises Http404."""
    deadline = deadline_for(request, convention_id, deadline_id)
    if not may_do(request, deadline, action):
        raise Http404
    return deadline


def may_do(request: Request, deadline: Deadline, action: str) -> bool:
    """Return whether the actor may do something with what is due."""
    return bool(decide(request.actor, action, facts_of_deadline(deadline, request.actor)))


def proof_for(deadline: Deadline, proof_id: uuid.UUID) -> Proof:
    """Return a proof of something due, also a withdrawn one. Raises Http404."""
    return get_object_or_404(deadline.proofs.select_related("content", "deadline"), pk=proof_id)
