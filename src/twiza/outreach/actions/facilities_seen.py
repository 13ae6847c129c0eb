"""Whoever takes part in a caravan saw facilities on the way: what is listed of them is renewed in her name."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.facilities.actions.facts import verify_facts
from twiza.facilities.models import Facility, FacilityFact
from twiza.outreach.models import Caravan
from twiza.outreach.queries.caravans import days_of, facts_of_caravan
from twiza.outreach.queries.facilities_seen import facilities_where
from twiza.outreach.rules import CONFIRM_FACILITIES

SEEN_ON_THE_WAY = ("identity", "place", "status", "opening")
"""What can be seen of a facility by passing: its posts, services and equipment are asked for, not seen."""


class NotSeenOnTheWay(DomainError):
    """The caravan did not come where the facility is."""


@transaction.atomic
def confirm_facility(
    *, caravan: Caravan, facility: Facility, by: str, on: dt.date, actor: Actor, at: dt.datetime
) -> list[FacilityFact]:
    """
    Note that a facility was seen on a day of a caravan to be as it is listed; return the facts that were renewed.

    Raises NotSeenOnTheWay.
    """
    days = [day for day in days_of(caravan) if day.on == on and day.opened_at is not None]
    is_there = facilities_where(days).filter(pk=facility.pk).exists()
    if not (is_there and decide(actor, CONFIRM_FACILITIES, facts_of_caravan(caravan, actor))):
        raise NotSeenOnTheWay(_("The caravan did not come where this facility is on that day: choose another day."))
    source = _("Passage of a caravan: %(caravan)s") % {"caravan": name_in(caravan.names, "fr")}
    renewed = verify_facts(facility=facility, fields=SEEN_ON_THE_WAY, source=source, by=by, on=on)
    record_audit(
        actor=actor,
        action=CONFIRM_FACILITIES,
        at=at,
        outcome="confirmed",
        object_kind="facility",
        object_id=facility.pk,
    )
    return renewed
