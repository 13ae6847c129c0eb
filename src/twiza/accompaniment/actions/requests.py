"""Decisions about a request: asked, moved on, a move taken back."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accompaniment.actions.keeping import (
    IdTaken,
    known_row,
    note,
    open_part,
    open_row,
    organisation_of,
    person_of,
    refuse_day_to_come,
)
from twiza.accompaniment.code_lists import request_kinds
from twiza.accompaniment.models import Accompaniment, Group, Request, RequestMove, RequestState
from twiza.accompaniment.terms import MoveTerms, RequestTerms
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError

SETTLED = frozenset({RequestState.OPENED, RequestState.REFUSED, RequestState.GIVEN_UP})
NEEDS_REASON = frozenset({RequestState.REFUSED, RequestState.GIVEN_UP})


class KindUnknown(DomainError):
    """A request is of a kind of the list."""


class StandsThere(DomainError):
    """A request moves to where it does not stand yet."""


class ReasonMissing(DomainError):
    """A request is refused or given up for a reason."""


class MovedBefore(DomainError):
    """A request moves after it was asked and after its last move."""


class NothingToTakeBack(DomainError):
    """A request that never moved has no move to take back."""


@transaction.atomic
def make_request(
    *, id: uuid.UUID, accompaniment: Accompaniment, terms: RequestTerms, actor: Actor, at: dt.datetime
) -> Request:
    """
    Keep what somebody asks of an office, once per `id`; a kind that is protected by itself makes it protected.

    Raises AccompanimentNotYours, AccompanimentClosed, IdTaken, KindUnknown, DayToCome.
    """
    kind = request_kinds().get(terms.kind)
    if kind is None:
        raise KindUnknown(_("Choose what is asked for in the list."))
    is_protected = terms.is_protected or kind.is_protected
    kept = open_part(accompaniment, Group.REQUESTS, actor, is_protected=is_protected)
    known = known_row(Request, id, kept, actor)
    if known is not None:
        return known
    refuse_day_to_come(terms.asked_on, at.date())
    request = Request.objects.create(
        id=id,
        accompaniment=kept,
        organisation_id=organisation_of(actor),
        is_protected=is_protected,
        recorded_by_id=person_of(actor),
        recorded_at=at,
        kind=terms.kind,
        words=terms.words.strip(),
        office=terms.office.strip(),
        missing=terms.missing.strip(),
        asked_on=terms.asked_on,
    )
    note(actor, kept, "request_made", at)
    return request


@transaction.atomic
def move_request(*, request: Request, terms: MoveTerms, actor: Actor, at: dt.datetime) -> RequestMove:
    """
    Keep where a request stands now, once per id.

    Raises AccompanimentNotYours, AccompanimentClosed, IdTaken, StandsThere, ReasonMissing, DayToCome, MovedBefore.
    """
    kept = open_row(request, Group.REQUESTS, actor)
    known = RequestMove.objects.filter(pk=terms.id).first()
    if known is not None:
        return moved_before(known, kept, actor)
    refuse_move(kept, terms, at)
    move = RequestMove.objects.create(
        id=terms.id,
        request=kept,
        from_state=kept.state,
        to_state=terms.state,
        happened_on=terms.happened_on,
        reason=terms.reason.strip(),
        organisation_id=organisation_of(actor),
        made_by_id=person_of(actor),
        made_at=at,
    )
    stand(kept, move)
    note(actor, kept.accompaniment, f"request_{terms.state}", at)
    return move


def moved_before(move: RequestMove, request: Request, actor: Actor) -> RequestMove:
    """Return a move that was asked for twice. Raises IdTaken."""
    if (move.made_by_id, move.request_id) != (actor.person_id, request.pk):
        raise IdTaken(_("This was written by somebody else already: reload the page and write it again."))
    return move


def refuse_move(request: Request, terms: MoveTerms, at: dt.datetime) -> None:
    """Raises StandsThere, ReasonMissing, DayToCome, MovedBefore."""
    if terms.state == request.state or terms.state not in RequestState.values:
        raise StandsThere(_("The request stands there already: choose where it stands now."))
    if terms.state in NEEDS_REASON and not terms.reason.strip():
        raise ReasonMissing(_("Write why it was refused or given up."))
    refuse_day_to_come(terms.happened_on, at.date())
    last = last_move(request)
    if terms.happened_on < max(request.asked_on, last.happened_on if last else request.asked_on):
        raise MovedBefore(_("This is before the request was asked or last moved: correct the day."))


def last_move(request: Request) -> RequestMove | None:
    """Return the last move of a request that stands."""
    return request.moves.filter(taken_back_at=None).order_by("made_at", "id").last()


def stand(request: Request, move: RequestMove | None) -> None:
    """Let a request stand where a move led it; without any, where it began."""
    request.state = move.to_state if move else RequestState.ASKED
    is_settled = request.state in SETTLED
    request.settled_on = move.happened_on if move and is_settled else None
    request.reason = move.reason if move and is_settled else ""
    request.save(update_fields=["state", "settled_on", "reason"])


@transaction.atomic
def take_back_move(*, request: Request, actor: Actor, at: dt.datetime) -> Request:
    """
    Take back the last move of a request: it stands where it stood before.

    Raises AccompanimentNotYours, AccompanimentClosed, NothingToTakeBack.
    """
    kept = open_row(request, Group.REQUESTS, actor)
    move = last_move(kept)
    if move is None:
        raise NothingToTakeBack(_("This request has not moved yet: there is nothing to take back."))
    move.taken_back_at = at
    move.save(update_fields=["taken_back_at"])
    stand(kept, last_move(kept))
    note(actor, kept.accompaniment, "request_taken_back", at)
    return kept
