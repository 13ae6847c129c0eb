"""Saying how complete a list of facilities is believed to be."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.facilities.models import Completeness, FacilityList
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class SayerMissing(InputError):
    """A statement without who makes it is worth nothing."""


class SaidInTheFuture(InputError):
    """A statement cannot be dated after today."""


@transaction.atomic
def state_completeness(
    *,
    organisation: Organisation,
    place: Place,
    completeness: Completeness,
    said_by: str,
    said_on: dt.date,
    note: str,
    actor: Actor,
    at: dt.datetime,
) -> FacilityList:
    """
    Keep what somebody says of the list of a territory, beside what was said before.

    Raises SayerMissing, SaidInTheFuture.
    """
    if not said_by.strip():
        raise SayerMissing(_("Say who believes so: a name, an office or a document."))
    if said_on > localdate(at):
        raise SaidInTheFuture(_("The date is in the future: give the day on which it was said."))
    statement = FacilityList.objects.create(
        organisation=organisation,
        place=place,
        completeness=completeness,
        said_by=said_by.strip(),
        said_on=said_on,
        note=note.strip(),
    )
    record_audit(actor=actor, action="facilities.change", at=at, object_kind="facility_list", object_id=statement.pk)
    return statement
