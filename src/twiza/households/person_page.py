"""What the page of a person shows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.households.birth_text import age_said
from twiza.households.births import is_child_on
from twiza.households.models import Household, Paper, Person


def page_of(person: Person, household: Household, today: dt.date) -> dict[str, Any]:
    """Return what the page of a person shows: nothing of her is left once she was forgotten."""
    held = {one.paper: one for one in person.papers.all()}
    return {
        "person": person,
        "household": household,
        "age": age_said(person, today),
        "is_child": is_child_on(person, today),
        "aliases": list(person.aliases.order_by("name")),
        "papers": [(paper.label, held.get(paper.value)) for paper in Paper],
        "guardians": list(person.guardians.filter(until=None).select_related("adult").order_by("since", "id")),
        "wards": list(person.wards.filter(until=None).select_related("child").order_by("since", "id")),
        "memberships": list(person.memberships.select_related("household__place").order_by("until", "-since")),
        "consents": list(
            person.consents.select_related("guardian", "recipient", "recorded_by").order_by(
                "withdrawn_at", "given_at", "id"
            )
        ),
        "records": list(person.merged.all()),
    }
