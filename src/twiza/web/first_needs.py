"""What a demonstration shows beside the computed needs: invented figures and words, marked as such."""

from __future__ import annotations

import datetime as dt

from twiza.access.actions.expressed_demonstration import make_demonstration_needs
from twiza.access.models import ExpressedNeed
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.organisations.models import Organisation
from twiza.territory.actions.health_demonstration import make_demonstration_series
from twiza.territory.models import HealthSeries
from twiza.territory.queries.places import communes_in

PROVINCE = "MA/05/05.081"
"""Azilal, whose communes the season of caravans visits."""
COMMUNES = 9


def first_needs(*, person: Person, organisation: Organisation, actor: Actor, at: dt.datetime) -> None:
    """Make, once, the health series and the expressed needs that the demonstration shows in a few communes."""
    communes = list(communes_in(PROVINCE)[:COMMUNES])
    if not communes:
        return
    if not HealthSeries.objects.filter(organisation_id=organisation.pk).exists():
        make_demonstration_series(
            communes=communes, organisation_id=organisation.pk, actor=actor, today=at.date(), at=at
        )
    if not ExpressedNeed.objects.filter(organisation=organisation).exists():
        make_demonstration_needs(communes=communes, organisation=organisation, person=person, actor=actor, at=at)
