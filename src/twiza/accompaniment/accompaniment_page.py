"""What the page of an accompaniment shows to who reads some of its parts, and no word more."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Prefetch

from twiza.accompaniment.models import (
    Accompaniment,
    Appointment,
    AppointmentState,
    Group,
    NextStep,
    Obstacle,
    Part,
    Request,
    RequestMove,
    StoryLine,
)
from twiza.accompaniment.queries.accompaniments import called, facts_of, groups_read, readable
from twiza.accompaniment.rules import KEEP, SHAREABLE
from twiza.accounts.decisions import Actor, decide

WITH = ("organisation", "recorded_by")


def page_of(accompaniment: Accompaniment, actor: Actor, today: dt.date) -> dict[str, Any]:
    """Return what the page shows."""
    facts = facts_of(accompaniment, actor)
    groups = groups_read(actor, facts)
    steps = list(part(NextStep, accompaniment, actor, Group.REQUESTS, groups).order_by("-recorded_at", "-id"))
    return {
        "accompaniment": accompaniment,
        "person": called(accompaniment),
        "groups": groups,
        "keeps": bool(decide(actor, KEEP, facts)),
        "is_ours": actor.grant is not None and actor.grant.organisation_id == accompaniment.organisation_id,
        "adds": accompaniment.closed_on is None and bool(groups & set(SHAREABLE)),
        "may": set() if accompaniment.closed_on else groups,
        "step": next((one for one in steps if one.ended_at is None), None),
        "steps_before": [one for one in steps if one.ended_at is not None],
        "requests": requests_of(accompaniment, actor, groups),
        "appointments": appointments_of(accompaniment, actor, groups),
        "obstacles": list(
            part(Obstacle, accompaniment, actor, Group.OBSTACLES, groups).order_by("overcome_on", "-met_on", "-id")
        ),
        "lines": story_of(accompaniment, actor, groups),
        "today": today,
    }


def part(model: Any, accompaniment: Accompaniment, actor: Actor, group: str, groups: frozenset[str]) -> Any:
    """Return the rows of a part that an actor reads, with who wrote them."""
    rows = model.objects.filter(accompaniment=accompaniment).select_related(*WITH)
    return readable(rows, actor, group, groups)


def requests_of(accompaniment: Accompaniment, actor: Actor, groups: frozenset[str]) -> list[Request]:
    """Return the requests one reads with how they moved, those that go on first, the last asked first."""
    moves = RequestMove.objects.filter(taken_back_at=None).select_related("organisation").order_by("made_at", "id")
    rows = part(Request, accompaniment, actor, Group.REQUESTS, groups)
    found = rows.prefetch_related(Prefetch("moves", queryset=moves, to_attr="history")).order_by("-asked_on", "-id")
    return sorted(found, key=lambda one: one.settled_on is not None)


def appointments_of(accompaniment: Accompaniment, actor: Actor, groups: frozenset[str]) -> list[Appointment]:
    """Return the appointments one reads: the planned ones first as they come, then the others, the last first."""
    rows = list(part(Appointment, accompaniment, actor, Group.APPOINTMENTS, groups).order_by("on", "at", "id"))
    planned = [one for one in rows if one.state == AppointmentState.PLANNED]
    return [*planned, *reversed([one for one in rows if one.state != AppointmentState.PLANNED])]


def story_of(accompaniment: Accompaniment, actor: Actor, groups: frozenset[str]) -> list[StoryLine]:
    """Return the lines of the story and of the health of somebody that one reads, as they were told."""
    lines = [
        line
        for group in (Part.STORY, Part.HEALTH)
        for line in part(StoryLine, accompaniment, actor, group, groups).filter(part=group)
    ]
    return sorted(lines, key=lambda one: (one.told_on, one.recorded_at))
