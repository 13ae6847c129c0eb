"""What the page of a household shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from twiza.households.birth_text import age_said
from twiza.households.births import is_child_on
from twiza.households.models import ConsentPurpose, Guardian, Household, Member, PersonConsent
from twiza.households.queries.households import people_in


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody of a household as one line says her: how old, who answers for her, what she agreed to."""

    member: Member
    age: str
    is_child: bool
    guardians: list[Guardian]
    purposes: list[str]


def page_of(household: Household, today: dt.date) -> dict[str, Any]:
    """Return what the page of a household shows, in five questions to the database."""
    guardians = Guardian.objects.filter(until=None).select_related("adult").order_by("since", "id")
    consents = PersonConsent.objects.filter(withdrawn_at=None).order_by("given_at", "id")
    members = people_in(household).prefetch_related(
        Prefetch("person__guardians", queryset=guardians), Prefetch("person__consents", queryset=consents)
    )
    lines = [line_of(one, today) for one in sorted(members, key=standing)]
    return {
        "household": household,
        "living": [line for line in lines if line.member.until is None],
        "left": [line for line in lines if line.member.until is not None],
        "assignments": list(household.assignments.select_related("agent").order_by("-assigned_at")),
        "merges": list(household.merged.all()),
        "today": today,
    }


def standing(member: Member) -> tuple[bool, dt.date]:
    """Return where somebody stands in the list: the head first, then the eldest."""
    return member.relation != "head", member.person.born_on or dt.date.max


def line_of(member: Member, today: dt.date) -> Line:
    """Return somebody as one line says her."""
    person = member.person
    labels = dict(ConsentPurpose.choices)
    agreed = dict.fromkeys(one.purpose for one in person.consents.all())
    return Line(
        member=member,
        age=age_said(person, today),
        is_child=is_child_on(person, today),
        guardians=list(person.guardians.all()),
        purposes=[str(labels[one]) for one in agreed],
    )
