"""Of which area, and from when to when, indicators are asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor
from twiza.accounts.territories import within
from twiza.outreach.models import Caravan, Plan
from twiza.outreach.queries.caravans import caravans_of
from twiza.outreach.queries.plans import plans_of
from twiza.territory.models import Place


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, of which area, from which day to which, both included, and what day it is."""

    actor: Actor
    area: Place
    start: dt.date
    end: dt.date
    today: dt.date


def all_caravans(scope: Scope) -> QuerySet[Caravan]:
    """Return the caravans of an area that the actor may see, of whatever time."""
    return caravans_of(scope.actor).filter(within([scope.area.path], "area__path"))


def caravans_of_scope(scope: Scope) -> QuerySet[Caravan]:
    """Return the caravans of an area that began within a period."""
    return all_caravans(scope).filter(starts_on__gte=scope.start, starts_on__lte=scope.end)


def plans_of_scope(scope: Scope) -> QuerySet[Plan]:
    """Return the plans of an area that were proposed, whenever that was."""
    return plans_of(scope.actor).filter(within([scope.area.path], "area__path"), file__isnull=False)
