"""Finding what a request is about: what the actor may not see does not exist, and what she reads is written down."""

from __future__ import annotations

import uuid
from typing import Any, TypeVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from twiza.accompaniment.actions.own_file import note_reading
from twiza.accompaniment.actions.story import part_of
from twiza.accompaniment.models import Accompaniment, Agreement, NextStep, Recorded
from twiza.accompaniment.models.agreement import Group
from twiza.accompaniment.queries.accompaniments import accompaniments_of, facts_of, groups_read, readable
from twiza.accompaniment.rules import KEEP, read_action
from twiza.accounts.decisions import decide
from twiza.accounts.requests import Request

Row = TypeVar("Row", bound=Recorded)


def accompaniment_for(request: Request, accompaniment_id: uuid.UUID) -> Accompaniment:
    """Return an accompaniment of which the actor may see something. Raises Http404."""
    return get_object_or_404(accompaniments_of(request.actor), pk=accompaniment_id)


def kept_for(request: Request, accompaniment_id: uuid.UUID) -> Accompaniment:
    """Return an accompaniment that the actor keeps herself. Raises Http404."""
    accompaniment = accompaniment_for(request, accompaniment_id)
    if not decide(request.actor, KEEP, facts_of(accompaniment, request.actor)):
        raise Http404
    return accompaniment


def part_for(request: Request, accompaniment_id: uuid.UUID, group: str) -> Accompaniment:
    """Return an accompaniment of which the actor may read a part, and add to it. Raises Http404."""
    accompaniment = accompaniment_for(request, accompaniment_id)
    if not decide(request.actor, read_action(group), facts_of(accompaniment, request.actor)):
        raise Http404
    return accompaniment


def row_for(request: Request, model: type[Row], row_id: uuid.UUID, *, also_taken_out: bool = False) -> Row:
    """Return something written down that the actor reads, with its accompaniment. Raises Http404."""
    rows: Any = model._default_manager.select_related("accompaniment")
    row: Row = get_object_or_404(rows, pk=row_id)
    accompaniment = accompaniment_for(request, row.accompaniment_id)
    groups = groups_read(request.actor, facts_of(accompaniment, request.actor))
    group = Group.REQUESTS if isinstance(row, NextStep) else part_of(row)
    taken_out_at = row.taken_out_at if also_taken_out else None
    if not readable(rows.filter(pk=row.pk), request.actor, group, groups, taken_out_at=taken_out_at).exists():
        raise Http404
    row.accompaniment = accompaniment
    return row


def agreement_for(request: Request, agreement_id: uuid.UUID) -> Agreement:
    """Return an agreement of an accompaniment that the actor keeps. Raises Http404."""
    agreement = get_object_or_404(Agreement.objects.select_related("recipient", "reader"), pk=agreement_id)
    agreement.accompaniment = kept_for(request, agreement.accompaniment_id)
    return agreement


def note_read(request: Request, accompaniment: Accompaniment) -> None:
    """Keep that an accompaniment was read: in the audit chain, and for the person herself."""
    note_reading(accompaniment=accompaniment, actor=request.actor, at=timezone.now())
