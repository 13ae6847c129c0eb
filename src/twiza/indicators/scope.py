"""Of which area, and from when to when, indicators are asked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor
from twiza.accounts.territories import within
from twiza.case_management.measures.cohort import Cohort
from twiza.core.tallies import Span
from twiza.facilities.queries.catchments import centres_by_place
from twiza.facilities.queries.norms import Norms, norms_of
from twiza.outreach.measures.days import Registers
from twiza.outreach.measures.referrals import Referred
from twiza.outreach.models import Caravan, Plan
from twiza.outreach.queries.caravans import caravans_of
from twiza.outreach.queries.plans import plans_of
from twiza.social_protection.measures.families import Families
from twiza.territory.models import Place


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, of which area, from which day to which, both included, and what day it is."""

    actor: Actor
    area: Place
    start: dt.date
    end: dt.date
    today: dt.date


class Sources:
    """What the figures of a scope are computed from, each asked for once however many figures need it."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.area = scope.area

    @cached_property
    def span(self) -> Span:
        """What the actor's own organisation did in the area and the period."""
        grant, scope = self.scope.actor.grant, self.scope
        if grant is None:
            raise ValueError("Whoever acts for nobody has no figures.")
        return Span(grant.organisation_id, (scope.area.path,), scope.start, scope.end)

    @cached_property
    def families(self) -> Families:
        """The families of the area and their rights."""
        return Families(self.span)

    @cached_property
    def cohort(self) -> Cohort:
        """The children followed at home in the area."""
        return Cohort(self.span, self.area.country)

    @cached_property
    def centres(self) -> Mapping[int, uuid.UUID]:
        """The centre to which the inhabitants of each place of the area belong, where one is known."""
        return centres_by_place(self.area.path)

    @property
    def every_caravan(self) -> QuerySet[Caravan]:
        """The caravans of the area that the actor may see, of whatever time."""
        return caravans_of(self.scope.actor).filter(within([self.area.path], "area__path"))

    @property
    def caravans(self) -> QuerySet[Caravan]:
        """Those of them that began within the period."""
        return self.every_caravan.filter(starts_on__gte=self.scope.start, starts_on__lte=self.scope.end)

    @cached_property
    def registers(self) -> Registers:
        """The registers of the caravans of the period."""
        return Registers(self.caravans)

    @cached_property
    def referred(self) -> Referred:
        """Those whom the caravans of the period referred."""
        return Referred(self.caravans)

    @property
    def plans(self) -> QuerySet[Plan]:
        """The plans of the area that were proposed, whenever that was."""
        there = within([self.area.path], "area__path")
        return plans_of(self.scope.actor).filter(there, file__isnull=False)

    @property
    def norms(self) -> Norms:
        """The norms of staff that the actor's organisation has in force."""
        return norms_of(self.scope.actor, self.scope.today)
