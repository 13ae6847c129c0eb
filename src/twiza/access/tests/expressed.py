"""What somebody may have said is needed in Tabant."""

from __future__ import annotations

import dataclasses
import datetime as dt

from twiza.access.actions.expressed import NeedSaid, write_need_down
from twiza.access.models import ExpressedNeed, Specialty
from twiza.conftest import NOW
from twiza.territory.models import Place

SAID_ON = dt.date(2026, 11, 10)
POSTED = {
    "place": "05.081.03.09",
    "specialty": "",
    "domain": "Transport",
    "words": "L'ambulance ne monte plus depuis la crue.",
    "people": "",
    "urgency": "urgent",
    "said_by": "Commune de Tabant (inventée)",
    "said_by_role": "Présidente du conseil",
    "said_by_name": "",
    "said_on": "2026-11-10",
    "way": "meeting",
}


def said(place: Place, **others: object) -> NeedSaid:
    """Return what was said."""
    one = NeedSaid(
        place=place,
        specialty=None,
        domain="Transport",
        words="L'ambulance ne monte plus depuis la crue.",
        people=None,
        urgency="urgent",
        said_by="Commune de Tabant (inventée)",
        said_by_role="Présidente du conseil",
        said_by_name="",
        said_on=SAID_ON,
        way="meeting",
    )
    return dataclasses.replace(one, **others)


def written(place, person, actor, **others: object) -> ExpressedNeed:
    """Write down what was said, for the organisation of a person."""
    organisation = person.memberships.get().organisation
    return write_need_down(organisation=organisation, said=said(place, **others), person=person, actor=actor, at=NOW)


def dentistry() -> Specialty:
    """Return a specialty."""
    return Specialty.objects.get_or_create(
        code="dentistry",
        defaults={
            "names": {"fr": "Soins dentaires", "ar": "طب الأسنان"},
            "minutes_per_consultation": 20,
            "evidence": "design",
        },
    )[0]
