"""Decisions about an obstacle: met, overcome, there again."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accompaniment.actions.appointments import ObstacleUnknown
from twiza.accompaniment.actions.keeping import (
    known_row,
    note,
    open_part,
    open_row,
    organisation_of,
    person_of,
    refuse_day_to_come,
)
from twiza.accompaniment.code_lists import obstacle_codes
from twiza.accompaniment.models import Accompaniment, Group, Obstacle
from twiza.accompaniment.terms import ObstacleTerms
from twiza.accounts.decisions import Actor


@transaction.atomic
def meet_obstacle(
    *, id: uuid.UUID, accompaniment: Accompaniment, terms: ObstacleTerms, actor: Actor, at: dt.datetime
) -> Obstacle:
    """
    Keep an obstacle that was met, once per `id`.

    Raises AccompanimentNotYours, AccompanimentClosed, IdTaken, ObstacleUnknown, DayToCome.
    """
    kept = open_part(accompaniment, Group.OBSTACLES, actor, is_protected=terms.is_protected)
    known = known_row(Obstacle, id, kept, actor)
    if known is not None:
        return known
    if terms.code not in obstacle_codes():
        raise ObstacleUnknown(_("Choose what stood in the way in the list."))
    refuse_day_to_come(terms.met_on, at.date())
    obstacle = Obstacle.objects.create(
        id=id,
        accompaniment=kept,
        organisation_id=organisation_of(actor),
        is_protected=terms.is_protected,
        recorded_by_id=person_of(actor),
        recorded_at=at,
        code=terms.code,
        met_on=terms.met_on,
        words=terms.words.strip(),
    )
    note(actor, kept, "obstacle_met", at)
    return obstacle


@transaction.atomic
def overcome_obstacle(*, obstacle: Obstacle, actor: Actor, at: dt.datetime) -> Obstacle:
    """Keep that an obstacle is overcome since today. Raises AccompanimentNotYours, AccompanimentClosed."""
    kept = open_row(obstacle, Group.OBSTACLES, actor)
    kept.overcome_on = max(at.date(), kept.met_on)
    kept.save(update_fields=["overcome_on"])
    note(actor, kept.accompaniment, "obstacle_overcome", at)
    return kept


@transaction.atomic
def bring_obstacle_back(*, obstacle: Obstacle, actor: Actor, at: dt.datetime) -> Obstacle:
    """Keep that an obstacle stands in the way still. Raises AccompanimentNotYours, AccompanimentClosed."""
    kept = open_row(obstacle, Group.OBSTACLES, actor)
    kept.overcome_on = None
    kept.save(update_fields=["overcome_on"])
    note(actor, kept.accompaniment, "obstacle_back", at)
    return kept
