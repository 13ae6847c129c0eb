"""Questions about trainings: which ones an actor may see, who took part, whose work is to be observed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.territories import within
from twiza.activities.counting_rule import TrainingRule
from twiza.activities.models import Attendance, Module, Participation, Professional, Training, TrainingDay
from twiza.activities.rules import KEEP_TRAININGS
from twiza.core.text import words_of

TO_COME, GOING_ON, OVER, WITHDRAWN = "to_come", "going_on", "over", "withdrawn"


@dataclass(frozen=True, slots=True)
class Followed:
    """What one participation amounts to: hours attended, the share of the module they are, and whether it counts."""

    participation: Participation
    hours: Decimal
    share: float
    is_trained: bool


def trainings_of(actor: Actor) -> QuerySet[Training]:
    """Return the trainings that an actor may see, the latest first: `decide` says yes to each of them."""
    if actor.grant is None or not decide(actor, KEEP_TRAININGS):
        return Training.objects.none()
    own = Training.objects.filter(
        within(actor.grant.territory, "place__path"), organisation_id=actor.grant.organisation_id
    )
    return own.select_related("module", "place").order_by("-starts_on", "-id")


def facts_of_training(training: Training) -> Facts:
    """Return what the rules need to know of a training."""
    return Facts(organisation_id=training.organisation_id, place_path=training.place.path)


def trainings_asked(
    trainings: QuerySet[Training], *, sounds: Sequence[str], state: str, today: dt.date
) -> QuerySet[Training]:
    """Return the trainings that are asked for; those withdrawn only when they are."""
    conditions = {
        TO_COME: Q(starts_on__gt=today),
        GOING_ON: Q(starts_on__lte=today, ends_on__gte=today),
        OVER: Q(ends_on__lt=today),
    }
    found = trainings.filter(conditions.get(state, Q()), withdrawn_at__isnull=state != WITHDRAWN)
    for sound in sounds:
        found = found.filter(search_text__contains=sound)
    return found


def listed_trainings(trainings: QuerySet[Training]) -> QuerySet[Training]:
    """Return trainings as a list shows them: with how many people take part."""
    return trainings.annotate(people=Count("participations", filter=Q(participations__removed_at=None)))


def modules_of(actor: Actor) -> QuerySet[Module]:
    """Return every module of the actor's organisation, the retired ones too."""
    if actor.grant is None or not decide(actor, KEEP_TRAININGS):
        return Module.objects.none()
    return Module.objects.filter(organisation_id=actor.grant.organisation_id).order_by("id")


def professionals_of(actor: Actor) -> QuerySet[Professional]:
    """Return the register of the actor's organisation, by name."""
    if actor.grant is None or not decide(actor, KEEP_TRAININGS):
        return Professional.objects.none()
    own = Professional.objects.filter(organisation_id=actor.grant.organisation_id)
    return own.select_related("facility").order_by("name", "id")


def sounding_like(organisation_id: int, name: str) -> list[Professional]:
    """
    Return who in a register may be the one so called, whatever the spelling and the order of the names.

    Either all words of one name are among those of the other, and the same when there is but one, or two are common.
    """
    asked = {word.sound for word in words_of(name)}
    likely = Q(pk__in=[])
    for sound in asked:
        likely |= Q(sound__contains=sound)
    found = Professional.objects.filter(likely, organisation_id=organisation_id).select_related("facility")
    return [one for one in found.order_by("name", "id") if is_alike(asked, set(one.sound.split()))]


def is_alike(one: set[str], other: set[str]) -> bool:
    """Return whether two names, as the sounds of their words, may be one person's."""
    common = len(one & other)
    return one == other or common >= min(2, len(one), len(other)) > 1


def participants_of(training: Training) -> QuerySet[Participation]:
    """Return who takes part in a training, by name."""
    standing = training.participations.filter(removed_at=None)
    found = standing.select_related("professional__facility", "observation")
    return found.order_by("professional__name", "professional_id")


def days_of(training: Training) -> QuerySet[TrainingDay]:
    """Return the sessions of a training in order, with how many people were there and how many were noted."""
    present = Count("attendances", filter=Q(attendances__is_present=True, attendances__participation__removed_at=None))
    noted = Count("attendances", filter=Q(attendances__participation__removed_at=None))
    return training.days.annotate(present=present, noted=noted).order_by("held_on", "starts_at", "id")


def followed_in(participations: Iterable[Participation], rule: TrainingRule) -> list[Followed]:
    """Return what participations amount to; those given have their training and its module at hand."""
    given = list(participations)
    hours = hours_attended([one.pk for one in given])
    asked = hours_asked({one.training for one in given})
    return [follow(one, hours.get(one.pk, Decimal()), asked[one.training_id], rule) for one in given]


def follow(participation: Participation, hours: Decimal, asked: Decimal, rule: TrainingRule) -> Followed:
    """Return what one participation amounts to: trained with enough of the module, and the test after it done."""
    share = float(hours / asked)
    is_trained = share >= rule.attended_share and participation.after is not None
    return Followed(participation, hours, share, is_trained)


def hours_attended(participation_ids: Sequence[UUID]) -> dict[UUID, Decimal]:
    """Return the hours of the sessions at which people were, by participation."""
    rows = Attendance.objects.filter(participation__in=participation_ids, is_present=True).order_by()
    return dict(rows.values_list("participation").annotate(hours=Sum("day__hours")))


def hours_asked(trainings: Iterable[Training]) -> dict[UUID, Decimal]:
    """Return the hours of which a share must be attended: those of the module, or of the sessions if they are more."""
    given = list(trainings)
    rows = TrainingDay.objects.filter(training__in=given).order_by()
    held: dict[UUID, Decimal] = {}
    for training_id, hours in rows.values_list("training", "hours"):
        held[training_id] = held.get(training_id, Decimal()) + hours
    return {one.pk: max(one.module.hours, held.get(one.pk, Decimal())) for one in given}


def to_observe(actor: Actor) -> QuerySet[Participation]:
    """Return whose work nobody observed yet, of those who were at a training, the most urgent first."""
    rows = Participation.objects.filter(
        training__in=trainings_of(actor).order_by().filter(withdrawn_at=None),
        removed_at=None,
        observation=None,
        pk__in=Attendance.objects.filter(is_present=True).values("participation"),
    )
    found = rows.select_related("professional__facility", "training__module", "training__place")
    return found.order_by("training__observe_on", "professional__name", "id")
