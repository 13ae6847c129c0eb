"""Decisions about the action plan of a round: somebody is to do something about an item until a day."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.procedures.actions.details import person_of
from twiza.procedures.actions.files import open_file
from twiza.procedures.models import File
from twiza.quality.actions.rounds import RoundNotYours, refuse_others
from twiza.quality.grid import grid_of
from twiza.quality.models import PlannedAction, QualityRound

KIND, LONGEST_TITLE = "quality_action", 200
"""The kind of file of an action (data/procedures), and the most signs of its title."""


class ItemUnknown(DomainError):
    """The grid of the round has no such item."""


class ActionIncomplete(DomainError):
    """An action says what, who and until when."""


@dataclass(frozen=True, slots=True)
class ActionTerms:
    """What is to be done about an item (its code), by whom, until when."""

    item: str
    what: str
    who: str
    until: dt.date


@transaction.atomic
def plan_action(
    *, id: uuid.UUID, round: QualityRound, terms: ActionTerms, actor: Actor, at: dt.datetime
) -> PlannedAction:
    """
    Plan an action for an item of a round, with its file; once per `id`.

    Raises RoundNotYours, ItemUnknown, ActionIncomplete, NoActiveVersion, FileNotYours.
    """
    refuse_others(actor, round)
    known = PlannedAction.objects.filter(pk=id).first()
    if known:
        return planned_before(known, round)
    refuse_terms(round, terms)
    return PlannedAction.objects.create(
        id=id,
        file=opened_for(id, round, terms, actor, at),
        round=round,
        item=terms.item,
        what=terms.what.strip(),
        who=terms.who.strip(),
        made_at=at,
        made_by_id=person_of(actor),
    )


def planned_before(known: PlannedAction, round: QualityRound) -> PlannedAction:
    """Return an action that was sent twice. Raises RoundNotYours when it is of another round."""
    if known.round_id != round.pk:
        raise RoundNotYours(_("This round is not yours to write in. Ask whoever holds rounds at this centre."))
    return known


def refuse_terms(round: QualityRound, terms: ActionTerms) -> None:
    """Raise ItemUnknown or ActionIncomplete where an action cannot be kept."""
    if terms.item not in {item.code for item in grid_of(round.version.content).items}:
        raise ItemUnknown(_("The grid of this round has no such item. Choose one of the list."))
    if not terms.what.strip() or not terms.who.strip():
        raise ActionIncomplete(_("Write what is to be done and who does it."))
    if terms.until < round.held_on:
        raise ActionIncomplete(_("The action is to be done before the round was held. Give a later day."))


def opened_for(id: uuid.UUID, round: QualityRound, terms: ActionTerms, actor: Actor, at: dt.datetime) -> File:
    """Open the file of an action, under the code of its item and what is to be done."""
    return open_file(
        kind=KIND,
        title=f"{terms.item} · {terms.what.strip()}"[:LONGEST_TITLE],
        opened_on=localdate(at),
        anchor_on=terms.until,
        place_path=round.facility.place.path,
        actor=actor,
        at=at,
        id=id,
    )
