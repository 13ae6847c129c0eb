"""The activities of a demonstration, of an invented programme: `twiza demo` may call it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from django.db import transaction

from twiza.accounts.decisions import Actor
from twiza.activities.actions.acting import note, organisation_of, person_of
from twiza.activities.counting_rule import TrainingRule
from twiza.activities.demonstration.sessions import Maker, make_sessions
from twiza.activities.demonstration.trainings import make_trainings
from twiza.activities.models import AwarenessSession
from twiza.activities.rules import SEE_SESSION
from twiza.territory.models import Place


@transaction.atomic
def make_demonstration_activities(
    *,
    actor: Actor,
    places: Sequence[Place],
    until: dt.date,
    months: int,
    parents: int,
    professionals: int,
    rule: TrainingRule,
    seed: int,
    at: dt.datetime,
) -> int:
    """
    Make sessions and trainings of an invented programme, once for an organisation; return how many sessions it has.

    `actor` supervises or coordinates. So many different `parents` come over some `months` until a day, and so many
    `professionals` are trained, at the places given. The same seed makes the same programme.
    """
    organisation_id = organisation_of(actor)
    made = AwarenessSession.objects.filter(organisation_id=organisation_id, is_demonstration=True)
    if not made.exists():
        chance = random.Random(seed)  # noqa: S311 -- an invented programme, not a secret
        maker = Maker(organisation_id, person_of(actor), chance, at)
        make_sessions(maker, places=places, until=until, months=months, parents=parents)
        make_trainings(
            actor=actor, places=places, until=until, professionals=professionals, rule=rule, chance=chance, at=at
        )
        note(actor, SEE_SESSION, "awareness_session", "", "demonstration_made", at)
    return made.count()
