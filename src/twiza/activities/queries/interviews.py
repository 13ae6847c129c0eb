"""Questions about interviews of parents: which ones an actor may see, and which she asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.territories import within
from twiza.activities.models import ParentInterview
from twiza.activities.queries.awareness import SEES_ALL
from twiza.activities.rules import HOLDER, RECORD_INTERVIEWS


@dataclass(frozen=True, slots=True)
class InterviewFilter:
    """What somebody asks of the list; empty parts ask nothing. Days are both included."""

    moment: str = ""
    start: dt.date | None = None
    end: dt.date | None = None


def interviews_of(actor: Actor) -> QuerySet[ParentInterview]:
    """Return the interviews that an actor may see, the latest first: `decide` says yes to each of them."""
    if actor.grant is None or not decide(actor, RECORD_INTERVIEWS):
        return ParentInterview.objects.none()
    own = ParentInterview.objects.filter(
        within(actor.grant.territory, "place__path"), organisation_id=actor.grant.organisation_id
    )
    if actor.role not in SEES_ALL:
        own = own.filter(asked_by=actor.person_id)
    return own.select_related("place", "asked_by").order_by("-asked_on", "-id")


def facts_of_interview(interview: ParentInterview, actor: Actor) -> Facts:
    """Return what the rules need to know of an interview and of how an actor stands to it."""
    relations = frozenset({HOLDER} if interview.asked_by_id == actor.person_id else ())
    return Facts(organisation_id=interview.organisation_id, place_path=interview.place.path, relations=relations)


def interviews_asked(interviews: QuerySet[ParentInterview], asked: InterviewFilter) -> QuerySet[ParentInterview]:
    """Return the interviews that match every part of a filter, those taken back too."""
    if asked.moment:
        interviews = interviews.filter(moment=asked.moment)
    if asked.start is not None:
        interviews = interviews.filter(asked_on__gte=asked.start)
    if asked.end is not None:
        interviews = interviews.filter(asked_on__lte=asked.end)
    return interviews
