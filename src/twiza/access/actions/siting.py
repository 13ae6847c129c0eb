"""Asking where more places of care would bring most people within reach, and keeping the answer."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.access.actions.scenario import BATCH, whole
from twiza.access.engine import Report, TooManyPairs, Travel
from twiza.access.figures import as_number
from twiza.access.models import (
    AccessScenario,
    CandidateKind,
    Care,
    ReachUnit,
    Siting,
    SitingCommune,
    SitingPost,
)
from twiza.access.queries.ground import Candidates, candidates_in, ground_of, names_by_id
from twiza.access.queries.reach import NobodyThere, ReachTooWide
from twiza.access.siting import Ground, Limit, SitingAnswer, choose_places
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.jobs.actions import enqueue
from twiza.jobs.models import Job

MAKE_SITING_JOB = "access.make_siting"
POSTS_MAX = 50


class TooFewCandidates(InputError):
    """More places are asked for than there are candidates."""


class KilometresOfHospitals(InputError):
    """Kilometres are a measure of primary care: hospitals are counted in minutes."""


class SitingNotDeleted(InputError):
    """The answer is there: there is nothing to bring back."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the siting assistant is asked."""

    post_count: int
    limit: Limit
    candidates: CandidateKind
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ComputedSiting:
    """An answer before it is kept."""

    question: Question
    ground: Ground
    candidates: Candidates
    answer: SitingAnswer


def start_siting(
    *, scenario: AccessScenario, question: Question, actor: Actor, at: dt.datetime, id: uuid.UUID | None = None
) -> Job:
    """Ask for a siting as background work; once under one id. Raises KilometresOfHospitals, TooFewCandidates."""
    candidates_for(scenario, question)
    return enqueue(
        kind=MAKE_SITING_JOB,
        arguments={
            "scenario": str(scenario.pk),
            "post_count": question.post_count,
            "reach": question.limit.reach,
            "unit": question.limit.unit.value,
            "candidates": question.candidates.value,
            "left_out": list(question.left_out),
        },
        owner_id=actor.person_id,
        organisation_id=scenario.organisation_id,
        at=at,
        id=id,
    )


def compute_siting(*, scenario: AccessScenario, question: Question, report: Report) -> ComputedSiting:
    """
    Compute where more places of care serve most people, and keep nothing.

    Raises KilometresOfHospitals, TooFewCandidates, NobodyThere, ReachTooWide.
    """
    candidates = candidates_for(scenario, question)
    ground = ground_of(scenario)
    if not len(ground.points):
        raise NobodyThere(_("No population is loaded for this area: load its census or its localities first."))
    try:
        answer = choose_places(
            ground,
            candidates.positions,
            count=question.post_count,
            limit=question.limit,
            travel=Travel(scenario.speed_kmh, scenario.detour),
            report=report,
        )
    except TooManyPairs:
        raise ReachTooWide(
            _("Within such a reach there are too many candidates: lower it, or choose one place in each commune.")
        ) from None
    return ComputedSiting(question, ground, candidates, answer)


def candidates_for(scenario: AccessScenario, question: Question) -> Candidates:
    """Return among which places to choose. Raises KilometresOfHospitals, TooFewCandidates."""
    if question.limit.unit == ReachUnit.KM and scenario.care != Care.PRIMARY:
        raise KilometresOfHospitals(_("Kilometres are a measure of primary care: give minutes for hospital care."))
    candidates = candidates_in(scenario.area.path, question.candidates).without(question.left_out)
    if len(candidates) < question.post_count:
        sentence = ngettext(
            "Only %(count)s candidate is there: ask for fewer places, or leave fewer out.",
            "Only %(count)s candidates are there: ask for fewer places, or leave fewer out.",
            len(candidates),
        )
        raise TooFewCandidates(sentence % {"count": as_number(len(candidates))})
    return candidates


@transaction.atomic
def store_siting(
    *, scenario: AccessScenario, computed: ComputedSiting, made_by_id: int, job_id: uuid.UUID | None, at: dt.datetime
) -> Siting:
    """Keep an answer with its places and communes."""
    question, ground, answer = computed.question, computed.ground, computed.answer
    added = whole(ground.people[answer.after & ~answer.before].sum())
    siting = Siting.objects.create(
        scenario=scenario,
        post_count=question.post_count,
        reach=question.limit.reach,
        unit=question.limit.unit,
        candidates=question.candidates,
        left_out=list(question.left_out),
        candidate_count=len(computed.candidates),
        sites_counted=len(ground.sites),
        people=whole(ground.people.sum()),
        people_before=whole(ground.people[answer.before].sum()),
        people_added=added,
        people_bound=max(added, int(np.floor(answer.chosen.bound + 1e-6))),
        gap=answer.chosen.gap,
        is_proven=answer.chosen.is_proven,
        seconds=answer.chosen.seconds,
        existing=ground.sites.tolist(),
        made_by_id=made_by_id,
        made_at=at,
        job_id=job_id,
    )
    SitingPost.objects.bulk_create(posts_of(siting, computed))
    SitingCommune.objects.bulk_create(communes_from(siting, ground, answer), batch_size=BATCH)
    note(Actor(person_id=made_by_id), siting, "made", at)
    return siting


def posts_of(siting: Siting, computed: ComputedSiting) -> Sequence[SitingPost]:
    """Return the rows of the places chosen, in the order of gain, but for those that bring nobody within reach."""
    candidates = computed.candidates
    steps = [step for step in computed.answer.steps if step.people_added > 0]
    names = names_by_id([one for step in steps if (one := candidates.locality_id[step.candidate])])
    return [
        SitingPost(
            siting=siting,
            rank=rank,
            code=candidates.codes[step.candidate],
            commune_id=int(candidates.commune_id[step.candidate]),
            names=names.get(candidates.locality_id[step.candidate] or 0, {}),
            lat=float(candidates.positions[step.candidate, 0]),
            lon=float(candidates.positions[step.candidate, 1]),
            people_added=whole(step.people_added),
            people_near=whole(step.people_near),
        )
        for rank, step in enumerate(steps, start=1)
    ]


def communes_from(siting: Siting, ground: Ground, answer: SitingAnswer) -> list[SitingCommune]:
    """Return by commune who is beyond reach without and with the places chosen."""
    ids, index = np.unique(ground.commune_id, return_inverse=True)
    people, before, after = (
        np.bincount(index, weights=ground.people * is_counted, minlength=len(ids))
        for is_counted in (np.ones(len(ground.people)), ~answer.before, ~answer.after)
    )
    return [
        SitingCommune(
            siting=siting,
            commune_id=int(commune),
            people=whole(people[row]),
            beyond_before=whole(before[row]),
            beyond_after=whole(after[row]),
        )
        for row, commune in enumerate(ids)
    ]


@transaction.atomic
def delete_siting(*, siting: Siting, actor: Actor, at: dt.datetime) -> Siting:
    """Take an answer away; it can be brought back."""
    siting.deleted_at = at
    siting.save(update_fields=["deleted_at"])
    note(actor, siting, "deleted", at)
    return siting


@transaction.atomic
def restore_siting(*, siting: Siting, actor: Actor, at: dt.datetime) -> Siting:
    """Bring a deleted answer back. Raises SitingNotDeleted."""
    if siting.deleted_at is None:
        raise SitingNotDeleted(_("This is not deleted."))
    siting.deleted_at = None
    siting.save(update_fields=["deleted_at"])
    note(actor, siting, "restored", at)
    return siting


def note(actor: Actor, siting: Siting, outcome: str, at: dt.datetime) -> None:
    """Write into the audit what was done with an answer."""
    record_audit(
        actor=actor,
        action="access.plan",
        at=at,
        object_kind="access_siting",
        object_id=siting.pk,
        outcome=outcome,
    )
