"""Decisions about an appointment: made, and what became of it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accompaniment.actions.keeping import (
    known_row,
    note,
    open_part,
    open_row,
    organisation_of,
    person_of,
    refuse_empty,
)
from twiza.accompaniment.code_lists import obstacle_codes
from twiza.accompaniment.models import Accompaniment, Appointment, AppointmentState, Group
from twiza.accompaniment.terms import AppointmentTerms, OutcomeTerms
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError


class NotThereYet(DomainError):
    """Nobody kept or missed an appointment that is still to come."""


class ObstacleUnknown(DomainError):
    """What stood in the way is in the list."""


@transaction.atomic
def make_appointment(
    *, id: uuid.UUID, accompaniment: Accompaniment, terms: AppointmentTerms, actor: Actor, at: dt.datetime
) -> Appointment:
    """Keep an appointment, once per `id`. Raises AccompanimentNotYours, AccompanimentClosed, IdTaken, WordsMissing."""
    kept = open_part(accompaniment, Group.APPOINTMENTS, actor, is_protected=terms.is_protected)
    known = known_row(Appointment, id, kept, actor)
    if known is not None:
        return known
    appointment = Appointment.objects.create(
        id=id,
        accompaniment=kept,
        organisation_id=organisation_of(actor),
        is_protected=terms.is_protected,
        recorded_by_id=person_of(actor),
        recorded_at=at,
        with_whom=refuse_empty(terms.with_whom),
        place=terms.place.strip(),
        on=terms.on,
        at=terms.at,
        interpreting=terms.interpreting,
    )
    note(actor, kept, "appointment_made", at)
    return appointment


@transaction.atomic
def settle_appointment(*, appointment: Appointment, terms: OutcomeTerms, actor: Actor, at: dt.datetime) -> Appointment:
    """
    Keep what became of an appointment and whether somebody interprets; planned again takes it back.

    Raises AccompanimentNotYours, AccompanimentClosed, NotThereYet, ObstacleUnknown.
    """
    kept = open_row(appointment, Group.APPOINTMENTS, actor)
    if terms.state in (AppointmentState.KEPT, AppointmentState.MISSED) and kept.on > at.date():
        raise NotThereYet(_("This appointment is still to come: say afterwards whether it was kept."))
    if terms.missed_because and terms.missed_because not in obstacle_codes():
        raise ObstacleUnknown(_("Choose what stood in the way in the list."))
    kept.state, kept.interpreting = terms.state, terms.interpreting
    kept.missed_because = terms.missed_because if terms.state == AppointmentState.MISSED else ""
    kept.save(update_fields=["state", "interpreting", "missed_because"])
    note(actor, kept.accompaniment, f"appointment_{terms.state}", at)
    return kept
