"""Decisions about rounds: ask for them, plan them, keep them, delete them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.case_management.engine import Answer, Report, solve_rounds
from twiza.case_management.models import RoundsAgent, RoundsHome, RoundsPlan, RoundsVersion
from twiza.case_management.naming import names_of_rounds
from twiza.case_management.order import order_of, visits_by_home
from twiza.case_management.queries.rounds import commune_of, facts_of
from twiza.case_management.rules import PLAN_THESE_ROUNDS
from twiza.case_management.terms import GAP, SECONDS, SEED, SPAN_DAYS_MAX, HomeTerms, Rhythm, RoundsTerms
from twiza.core.errors import DomainError
from twiza.core.ids import new_id
from twiza.core.names import LANGUAGES
from twiza.core.text import search_text_of
from twiza.jobs.actions import enqueue
from twiza.jobs.models import Job, JobState
from twiza.organisations.models import Organisation

PLAN_ROUNDS_JOB = "case_management.plan_rounds"


class RoundsTooLong(DomainError):
    """The working days are spread over too many weeks."""


class HomesElsewhere(DomainError):
    """The homes are not in the territory of whoever plans."""


class RoundsPlanned(DomainError):
    """There is a version already: another one is planned from it."""


class RoundsNotDeleted(DomainError):
    """The rounds are there: there is nothing to bring back."""


@transaction.atomic
def make_rounds(
    *,
    actor: Actor,
    terms: RoundsTerms,
    at: dt.datetime,
    names: Mapping[str, str] | None = None,
    id: uuid.UUID | None = None,
) -> RoundsPlan:
    """
    Keep what is asked for, all of it or nothing; no version is planned yet.

    `names` are those of the rounds in each language; without them they are the terms' name, or area and month.
    Raises RoundsTooLong, HomesElsewhere.
    """
    if actor.grant is None or actor.person_id is None:
        raise HomesElsewhere(_("You act for no organisation."))
    # Two people may name rounds of one organisation at once: each waits here for her number.
    Organisation.objects.select_for_update(no_key=True).get(pk=actor.grant.organisation_id)
    area = commune_of([(home.lat, home.lon) for home in terms.homes])
    given = dict.fromkeys(LANGUAGES, terms.name) if terms.name else None
    called = dict(names or given or names_of_rounds(area.names if area else None, terms.starts_on))
    plan = RoundsPlan(
        id=id or new_id(),
        organisation_id=actor.grant.organisation_id,
        made_by_id=actor.person_id,
        made_at=at,
        names=called,
        number=next_number(actor.grant.organisation_id, called),
        search_text=search_text_of([*called.values(), *(area.names.values() if area else ())]),
        area=area,
        starts_on=terms.starts_on,
        working_days=terms.working_days,
        weekdays=list(terms.weekdays),
        speed_kmh=terms.speed_kmh,
        detour=terms.detour,
        agent_count=len(terms.agents),
        home_count=len(terms.homes),
        is_sample=terms.is_sample,
    )
    refuse_elsewhere(plan, actor)
    refuse_too_long(plan)
    plan.save(force_insert=True)
    RoundsAgent.objects.bulk_create(
        RoundsAgent(
            plan=plan,
            code=agent.code,
            person_id=agent.person_id,
            lat=agent.lat,
            lon=agent.lon,
            day_minutes=agent.day_minutes,
            absent_on=[on.isoformat() for on in agent.absent_on],
        )
        for agent in terms.agents
    )
    RoundsHome.objects.bulk_create(home_from(plan, home, terms.rhythms) for home in terms.homes)
    note(actor, plan, "asked", at)
    return plan


def home_from(plan: RoundsPlan, home: HomeTerms, rhythms: Mapping[str, Rhythm]) -> RoundsHome:
    """Return a home as a row, unsaved: its own number of visits, else what its risk says."""
    rhythm = rhythms.get(home.risk, Rhythm(home.visits or 1))
    return RoundsHome(
        plan=plan,
        code=home.code,
        lat=home.lat,
        lon=home.lon,
        risk=home.risk,
        visits=home.visits or rhythm.visits,
        gap_days=rhythm.gap_days,
        priority=rhythm.priority,
        visit_minutes=home.visit_minutes,
        weekdays=list(home.weekdays),
        agent=home.agent,
    )


def start_planning(*, plan: RoundsPlan, actor: Actor, at: dt.datetime, id: uuid.UUID | None = None) -> Job:
    """Ask for a first version, as background work; once under one id. Raises RoundsPlanned."""
    if plan.versions.exists():
        raise RoundsPlanned(_("These rounds are planned already."))
    return ask_for_job({"plan": str(plan.pk)}, actor, at, id)


def ask_for_job(arguments: dict[str, object], actor: Actor, at: dt.datetime, id: uuid.UUID | None) -> Job:
    """Ask for a version of rounds; a job that was stopped and is asked for again is a new one."""
    job = enqueue(
        kind=PLAN_ROUNDS_JOB,
        arguments=arguments,
        owner_id=actor.person_id,
        organisation_id=actor.grant.organisation_id if actor.grant else None,
        at=at,
        id=id,
    )
    return ask_for_job(arguments, actor, at, None) if job.state in {JobState.FAILED, JobState.CANCELLED} else job


def compute_rounds(*, plan: RoundsPlan, report: Report) -> tuple[dict[str, object], Answer]:
    """Return the problem of a plan and its answer, and keep nothing."""
    problem = order_of(plan)
    return problem, solve_rounds(problem, seconds=SECONDS, gap=GAP, seed=SEED, report=report)


@transaction.atomic
def store_rounds(
    *,
    plan: RoundsPlan,
    problem: dict[str, object],
    answer: Answer,
    made_by_id: int,
    job_id: uuid.UUID | None,
    at: dt.datetime,
) -> RoundsVersion:
    """Keep the first version of rounds, which holds at once: whoever asked for it asked for nothing else."""
    rounds = with_arrivals(answer)
    version = RoundsVersion.objects.create(
        plan=plan,
        number=next_version(plan),
        made_by_id=made_by_id,
        made_at=at,
        job_id=job_id,
        problem=problem,
        answer=answer.content,
        rounds=rounds,
        missed=answer.missed,
        visits_asked=sum(plan.homes.values_list("visits", flat=True)),
        visits_planned=visits_by_home(rounds).total(),
        walking_minutes=sum(one["walking"] for one in rounds),
        accepted_at=at,
        accepted_by_id=made_by_id,
    )
    note(Actor(person_id=made_by_id), plan, "planned", at)
    return version


def with_arrivals(answer: Answer) -> list[dict[str, object]]:
    """Return the rounds of an answer with the minutes from leaving to each home."""
    walked = zip(answer.content["rounds"], answer.arrivals, strict=True)
    return [{**one, "arrivals": arrivals} for one, arrivals in walked]


@transaction.atomic
def delete_rounds(*, plan: RoundsPlan, actor: Actor, at: dt.datetime) -> RoundsPlan:
    """Take rounds away with all their versions; they can be brought back."""
    plan.deleted_at = at
    plan.save(update_fields=["deleted_at"])
    note(actor, plan, "deleted", at)
    return plan


@transaction.atomic
def restore_rounds(*, plan: RoundsPlan, actor: Actor, at: dt.datetime) -> RoundsPlan:
    """Bring deleted rounds back. Raises RoundsNotDeleted."""
    if plan.deleted_at is None:
        raise RoundsNotDeleted(_("This is not deleted."))
    plan.deleted_at = None
    plan.save(update_fields=["deleted_at"])
    note(actor, plan, "restored", at)
    return plan


def next_number(organisation_id: int, names: Mapping[str, str]) -> int:
    """Return the number that tells rounds from others of the same names in their organisation, deleted or not."""
    same = RoundsPlan.objects.filter(organisation=organisation_id, names=dict(names))
    return (same.aggregate(last=Max("number"))["last"] or 0) + 1


def next_version(plan: RoundsPlan) -> int:
    """Return the number of the next version; whoever keeps one at the same time waits."""
    RoundsPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    return (plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def refuse_elsewhere(plan: RoundsPlan, actor: Actor) -> None:
    """Raise HomesElsewhere when the homes are not where the actor plans."""
    if not decide(actor, PLAN_THESE_ROUNDS, facts_of(plan)):
        raise HomesElsewhere(
            _("These homes do not lie in the territory you act for: look at the columns of latitude and longitude.")
        )


def refuse_too_long(plan: RoundsPlan) -> None:
    """Raise RoundsTooLong when the last working day is too far from the first."""
    dates = plan.working_dates()
    if (dates[-1] - plan.starts_on).days >= SPAN_DAYS_MAX:
        sentence = _("So many working days take more than %(most)s days: give fewer, or more days of the week.")
        raise RoundsTooLong(sentence % {"most": SPAN_DAYS_MAX})


def note(actor: Actor, plan: RoundsPlan, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with rounds."""
    record_audit(
        actor=actor, action=PLAN_THESE_ROUNDS, at=at, outcome=outcome, object_kind="rounds", object_id=plan.pk
    )
