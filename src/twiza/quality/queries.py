"""Questions about quality rounds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.territories import within
from twiza.core.text import sounds_asked
from twiza.facilities.models import Facility
from twiza.facilities.queries.facility import facilities_of
from twiza.quality.grid import RULESET, grid_of
from twiza.quality.models import (
    DONE,
    Assessor,
    AssessorKind,
    ItemPhoto,
    MonthlyAttendance,
    PlannedAction,
    QualityRound,
)
from twiza.quality.rules import VIEW_ROUNDS
from twiza.quality.scores import Marks, Scores, scores_of
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import version_to_show

CENTRES_OFFERED = 8


def rounds_of(actor: Actor) -> QuerySet[QualityRound]:
    """Return the rounds that the actor may see the scores of, the newest first."""
    if actor.grant is None or not decide(actor, VIEW_ROUNDS):
        return QualityRound.objects.none()
    found = QualityRound.objects.filter(organisation_id=actor.grant.organisation_id)
    found = found.filter(within(actor.grant.territory, "facility__place__path"))
    return found.select_related("facility__place", "version", "follows__version").order_by("-held_on", "-id")


def facts_of(round: QualityRound) -> Facts:
    """Return what rules ask of a round."""
    return Facts(organisation_id=round.organisation_id, place_path=round.facility.place.path)


def grid_version(facility: Facility, on: dt.date, organisation_id: int) -> RulesetVersion | None:
    """Return the grid of the facility's country: the organisation's in force, else what came with Twiza; or None."""
    return version_to_show(RULESET, facility.place.country, on, organisation_id=organisation_id)


def centres_named(actor: Actor, words: str) -> list[Facility]:
    """Return the facilities of a code, else those whose name sounds so, at most some."""
    found = facilities_of(actor)
    exact = list(found.filter(code=words)[:CENTRES_OFFERED])
    if exact:
        return exact
    for sound in sounds_asked(words):
        found = found.filter(search_text__contains=sound)
    return list(found[:CENTRES_OFFERED])


def assessors_of(round: QualityRound) -> list[Assessor]:
    """Return who assessed in a round, with their marks."""
    return list(round.assessors.prefetch_related("marks").order_by("kind", "number"))


def marks_of(assessors: Iterable[Assessor]) -> Marks:
    """Return every mark on the scale that some assessors gave, by item."""
    marks: dict[str, list[int]] = defaultdict(list)
    for assessor in assessors:
        for mark in assessor.marks.all():
            if mark.value is not None:
                marks[mark.item].append(mark.value)
    return marks


def professionals_among(assessors: Iterable[Assessor]) -> list[Assessor]:
    """Return all who assess but the users of the centre."""
    return [one for one in assessors if one.kind != AssessorKind.USER]


def users_among(assessors: Iterable[Assessor]) -> list[Assessor]:
    """Return the users of the centre who assess."""
    return [one for one in assessors if one.kind == AssessorKind.USER]


def with_marks(rounds: QuerySet[QualityRound]) -> QuerySet[QualityRound]:
    """Return rounds with every sheet and mark fetched, as `scores_of_round` needs them."""
    return rounds.prefetch_related("assessors__marks")


def scores_of_round(round: QualityRound) -> Scores:
    """Return what all but users say of a centre in a round whose marks are fetched."""
    return scores_of(grid_of(round.version.content), marks_of(professionals_among(round.assessors.all())))


def actions_of(round: QualityRound) -> list[PlannedAction]:
    """Return the action plan of a round, the first due first."""
    planned = round.planned_actions.select_related("file__step")
    return list(planned.order_by("file__anchor_on", "made_at", "pk"))


def actions_done(rounds: Sequence[QualityRound]) -> list[PlannedAction]:
    """Return the actions of some rounds that were done; the day is that of their file's step."""
    planned = PlannedAction.objects.filter(round__in=[one.pk for one in rounds], file__step__code=DONE)
    return list(planned.select_related("file", "round").order_by("file__entered_on", "pk"))


def monthly_attendance(actor: Actor, facility: Facility) -> QuerySet[MonthlyAttendance]:
    """Return what the organisation acted for knows of a centre and of those merged into it, month after month."""
    if actor.grant is None:
        return MonthlyAttendance.objects.none()
    ours = MonthlyAttendance.objects.filter(organisation_id=actor.grant.organisation_id)
    return ours.filter(Q(facility=facility) | Q(facility__merged_into=facility)).order_by("starts_on", "pk")


def next_round(round: QualityRound) -> QualityRound | None:
    """Return the round of the same organisation after a round at its centre, if one was held."""
    held = QualityRound.objects.filter(organisation_id=round.organisation_id, facility_id=round.facility_id)
    return held.filter(held_on__gt=round.held_on).order_by("held_on").first()


def photos_of(round: QualityRound) -> QuerySet[ItemPhoto]:
    """Return the photographs of a round by item, their bytes left where they are."""
    return round.photos.defer("content").order_by("item", "made_at", "pk")
