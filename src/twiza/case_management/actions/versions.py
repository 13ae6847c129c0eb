"""Decisions about versions of rounds: plan again for an absence, accept, go back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.case_management.actions.rounds import ask_for_job, next_version, note, with_arrivals
from twiza.case_management.engine import Answer, Report, solve_rounds
from twiza.case_management.models import RoundsPlan, RoundsVersion
from twiza.case_management.order import Absence, day_of, order_again, visits_by_home
from twiza.case_management.queries.rounds import that_hold, version_that_holds
from twiza.case_management.terms import GAP, SECONDS, SEED
from twiza.core.errors import DomainError
from twiza.jobs.models import Job


class NobodyAbsent(DomainError):
    """On none of these days would the agent have worked."""


class VersionOutdated(DomainError):
    """Another version holds than the one this was made from."""


class NothingBefore(DomainError):
    """There is no version to go back to."""


def start_replanning(
    *, version: RoundsVersion, agent: str, days: Sequence[dt.date], actor: Actor, at: dt.datetime, id: uuid.UUID | None
) -> Job:
    """Ask for rounds in which an agent is absent on some days, as background work. Raises NobodyAbsent."""
    told = working_days_among(version.plan, days)
    if not told:
        raise NobodyAbsent(_("None of these days is a working day of these rounds: choose others."))
    absences = [[agent, on.isoformat()] for on in told]
    return ask_for_job({"version": str(version.pk), "absences": absences}, actor, at, id)


def working_days_among(plan: RoundsPlan, days: Sequence[dt.date]) -> list[dt.date]:
    """Return those of these days that are worked."""
    worked = set(plan.working_dates())
    return sorted(worked & set(days))


def compute_again(
    *, version: RoundsVersion, absences: Sequence[Absence], report: Report
) -> tuple[dict[str, object], Answer]:
    """Return what is left to plan of a version under new absences and its answer, and keep nothing."""
    problem = order_again(version, absences)
    return problem, solve_rounds(problem, seconds=SECONDS, gap=GAP, seed=SEED, report=report)


@transaction.atomic
def store_proposal(
    *,
    version: RoundsVersion,
    absences: Sequence[Absence],
    problem: dict[str, object],
    answer: Answer,
    made_by_id: int,
    job_id: uuid.UUID | None,
    at: dt.datetime,
) -> RoundsVersion:
    """Keep rounds planned again as a proposal: nothing changes until a person accepts it."""
    plan = version.plan
    first = min(on for _agent, on in absences)
    before = [one for one in version.rounds if one["day"] < day_of(plan, first)]
    rounds = before + with_arrivals(answer)
    proposal = RoundsVersion.objects.create(
        plan=plan,
        number=next_version(plan),
        based_on=version,
        made_by_id=made_by_id,
        made_at=at,
        job_id=job_id,
        replanned_from=first,
        absences=[*version.absences, *([agent, on.isoformat()] for agent, on in absences)],
        problem=problem,
        answer=answer.content,
        rounds=rounds,
        missed=answer.missed,
        visits_asked=version.visits_asked,
        visits_planned=visits_by_home(rounds).total(),
        walking_minutes=sum(one["walking"] for one in rounds),
    )
    note(Actor(person_id=made_by_id), plan, "replanned", at)
    return proposal


@transaction.atomic
def accept_version(*, version: RoundsVersion, actor: Actor, at: dt.datetime) -> RoundsVersion:
    """
    Let a version hold from now on; the one before stays to go back to.

    Raises VersionOutdated when another one holds than the one it was made from.
    """
    RoundsPlan.objects.select_for_update(no_key=True).get(pk=version.plan_id)
    held = version_that_holds(version.plan)
    if held is None or held.pk != version.based_on_id:
        raise VersionOutdated(
            _("Another version holds since this one was made: plan again for the absence from that one.")
        )
    version.accepted_at, version.accepted_by_id, version.set_aside_at = at, actor.person_id, None
    version.save(update_fields=["accepted_at", "accepted_by", "set_aside_at"])
    note(actor, version.plan, "version_accepted", at)
    return version


@transaction.atomic
def go_back(*, plan: RoundsPlan, actor: Actor, at: dt.datetime) -> RoundsVersion:
    """Set aside the version that holds, and return the one before, which holds again. Raises NothingBefore."""
    RoundsPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    held = list(that_hold(plan.versions.all())[:2])
    if len(held) < 2:
        raise NothingBefore(_("There is no version to go back to."))
    last, before = held
    last.set_aside_at = at
    last.save(update_fields=["set_aside_at"])
    note(actor, plan, "version_set_aside", at)
    return before
