"""Questions about what visits' modules were answered: when each was last asked, and who reads what is protected."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Max, QuerySet

from twiza.accounts.decisions import Actor, Facts
from twiza.accounts.models import Person as Account
from twiza.case_management.models import ChildVisit, ModuleAnswer, ProtectedAnswer, ProtectedReader
from twiza.case_management.rules import NAMED_READER, WROTE
from twiza.households.models import Person
from twiza.households.queries.agents import agents_of

SUPPLEMENTS = "SUPPL"


def last_asked(child: Person) -> dict[str, dt.date]:
    """Return the day on which each module was last answered; visits that count no more are left out."""
    standing = {"visit__child": child, "visit__withdrawn_at": None}
    asked = [
        model.objects.filter(**standing).order_by().values_list("module").annotate(on=Max("visit__visited_on"))
        for model in (ModuleAnswer, ProtectedAnswer)
    ]
    return dict(asked[0]) | dict(asked[1])


def supplements_given(child: Person) -> dict[str, list[dt.date]]:
    """Return the days on which each supplement was given, by its code."""
    rows = ModuleAnswer.objects.filter(visit__child=child, visit__withdrawn_at=None, module=SUPPLEMENTS)
    given: defaultdict[str, list[dt.date]] = defaultdict(list)
    for code, day in rows.values_list("question", "value"):
        given[code].append(dt.date.fromisoformat(day))
    return dict(given)


def answers_at(visits: Sequence[ChildVisit]) -> dict[uuid.UUID, list[ModuleAnswer]]:
    """Return what was answered at some visits, in the order of the questions; nothing protected."""
    found: defaultdict[uuid.UUID, list[ModuleAnswer]] = defaultdict(list)
    for one in ModuleAnswer.objects.filter(visit__in=visits).order_by("id"):
        found[one.visit_id].append(one)
    return dict(found)


def protected_visits(actor: Actor, visits: Sequence[ChildVisit]) -> set[uuid.UUID]:
    """Return the ids of those of some visits whose protected answers an actor reads."""
    kept = ProtectedAnswer.objects.filter(visit__in=visits).values_list("visit", "visit__visited_by").distinct()
    named = set(readers_now().filter(visit__in=visits, person=actor.person_id).values_list("visit", flat=True))
    return {visit for visit, wrote in kept if wrote == actor.person_id or visit in named}


def readers_now() -> QuerySet[ProtectedReader]:
    """Return who may read protected answers because who wrote them said so."""
    return ProtectedReader.objects.filter(ended_at=None)


def facts_of_protected(visit: ChildVisit, actor: Actor) -> Facts:
    """Return what the rules need to know of the protected answers of a visit."""
    relations = {WROTE} if visit.visited_by_id == actor.person_id else set()
    if readers_now().filter(visit=visit, person=actor.person_id).exists():
        relations.add(NAMED_READER)
    return Facts(visit.organisation_id, None, frozenset(relations))


def readers_offered(visit: ChildVisit, on: dt.date) -> QuerySet[Account]:
    """Return the colleagues whom who made a visit may name, but those who read it already."""
    named = readers_now().filter(visit=visit).values("person")
    return agents_of(visit.organisation_id, on).exclude(pk__in=named).exclude(pk=visit.visited_by_id)
