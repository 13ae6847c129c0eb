"""Decisions about the place of a day: keep its sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.outreach.actions.caravan import note
from twiza.outreach.actions.preparing import NobodyActs, held_caravan
from twiza.outreach.models import CaravanDay, SiteSheet


@transaction.atomic
def write_site_sheet(*, day: CaravanDay, said: Mapping[str, object], actor: Actor, at: dt.datetime) -> SiteSheet:
    """Keep what is known of the place of a day, by field of SiteSheet. Raises CaravanCancelled, NobodyActs."""
    caravan = held_caravan(day.caravan)
    if actor.person_id is None:
        raise NobodyActs(_("Sign in to prepare a caravan."))
    sheet, _is_new = SiteSheet.objects.update_or_create(
        day=day, defaults={**said, "written_by_id": actor.person_id, "written_at": at}
    )
    note(actor, caravan, "site_sheet", at)
    return sheet
