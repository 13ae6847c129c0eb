"""
Keeping many visits of a demonstration at once, row by row as the actions would (tests/test_demonstration_rows.py).

What the actions ask the database for, the course of a child holds here; the rules are asked by the same functions.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db import transaction
from django.db.models import Model

from twiza.case_management.actions.visits import alert_from
from twiza.case_management.child_findings import SEX_OF_TABLES
from twiza.case_management.child_health.alerts import Alert, ChildFacts, alerts_of
from twiza.case_management.child_health.danger_signs import OEDEMA_SIGN, DangerFound, Examined, danger_found
from twiza.case_management.child_health.nutrition import NutritionClass, arm_class
from twiza.case_management.child_health.vaccines import Vaccinated, dose_standings
from twiza.case_management.child_health.visit_calendar import (
    PlannedVisit,
    RiskSince,
    VisitStanding,
    planned_visits,
    standing_among,
)
from twiza.case_management.child_health.weighings import Weighing, has_stalled
from twiza.case_management.child_rules import ChildRules
from twiza.case_management.demonstration.visits import VisitTold
from twiza.case_management.models import (
    ChildAlert,
    ChildDose,
    ChildFollow,
    ChildVisit,
    ModuleAnswer,
    Presence,
    VisitSign,
)
from twiza.case_management.module_questions import modules_of, questions_for
from twiza.case_management.queries.risks import FIRST_RISK
from twiza.households.models import Person, PersonSex
from twiza.rulesets.evaluation.conditions import Verdict
from twiza.rulesets.evaluation.evidence import Content

ROWS_AT_ONCE = 2000
ANSWERED_SHARE, ANSWERED_HOURS, WAITS_AT_MOST_DAYS = 0.8, (3, 70), 30
"""An alert older than so many days is answered for certain."""
ANSWERS = (
    "Vu au centre, traité, revient dans une semaine (démonstration).",
    "Examiné : rien de grave, conseils donnés à la mère (démonstration).",
    "Rendez-vous donné au centre, la mère est d'accord (démonstration).",
)


@dataclass(frozen=True, slots=True)
class AlertAnswer:
    """What a clinician answered to an alert, and when."""

    at: dt.datetime
    words: str


@dataclass(slots=True)
class Course:
    """What was recorded of one child until now."""

    child: Person
    born_on: dt.date
    seen: list[dt.date] = field(default_factory=list)
    weighings: list[Weighing] = field(default_factory=list)
    doses: dict[str, dt.date] = field(default_factory=dict)
    alerts: list[ChildAlert] = field(default_factory=list)
    follow: ChildFollow | None = None
    planned: tuple[PlannedVisit, ...] = ()


@dataclass(slots=True)
class VisitRows:
    """Every row that visits make."""

    visits: list[ChildVisit] = field(default_factory=list)
    signs: list[VisitSign] = field(default_factory=list)
    doses: list[ChildDose] = field(default_factory=list)
    follows: list[ChildFollow] = field(default_factory=list)
    alerts: list[ChildAlert] = field(default_factory=list)


@transaction.atomic
def keep_visits(told: Sequence[VisitTold], rules: ChildRules, clinician_id: int, now: dt.datetime) -> None:
    """Keep visits that nobody keeps yet, each child's in the order in which they were sent, with what follows."""
    made = VisitRows()
    modules = modules_of(rules, questions_for(rules, now.date(), told[0].child.organisation_id)) if told else {}
    for _child_id, visits in groupby(told, key=lambda one: one.child.pk):
        keep_course(list(visits), rules, clinician_id, now, made)
    for rows in (made.visits, made.signs, made.doses, made.follows, made.alerts):
        keep(rows)
    keep([answer for one in told for answer in answers_from(one, modules)])


def keep(rows: Sequence[Model]) -> None:
    """Write rows of one model, many at once."""
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def keep_course(
    told: Sequence[VisitTold], rules: ChildRules, clinician_id: int, now: dt.datetime, made: VisitRows
) -> None:
    """Add the rows of all visits to one child."""
    child = told[0].child
    if child.born_on is None:
        raise AssertionError("A child of a demonstration has a birth.")
    course = Course(child, child.born_on)
    for one in told:
        visit = visit_from(one, rules)
        made.visits.append(visit)
        made.signs.extend(signs_from(visit, one))
        made.doses.extend(new_doses(course, one))
        note(course, visit, one, rules, now, clinician_id)
    made.alerts.extend(course.alerts)
    if course.follow is not None:
        made.follows.append(course.follow)


def visit_from(told: VisitTold, rules: ChildRules) -> ChildVisit:
    """Return what was said of a visit."""
    terms = told.terms
    return ChildVisit(
        id=told.id,
        child=told.child,
        organisation_id=told.child.organisation_id,
        visited_on=terms.visited_on,
        presence=terms.presence,
        visited_by_id=told.agent_id,
        received_at=told.at,
        has_doubtful_date=terms.visited_on > told.at.date(),
        schedule=rules.schedule,
        signs_version=rules.signs,
        weight_kg=terms.weight_kg,
        length_cm=terms.length_cm,
        position=terms.position if terms.length_cm is not None else "",
        head_cm=terms.head_cm,
        arm_mm=terms.arm_mm,
        has_oedema=terms.has_oedema,
        breaths_per_minute=terms.breaths_per_minute,
        words=terms.words,
    )


def answers_of(told: VisitTold) -> dict[str, bool]:
    """Return what was answered about each sign."""
    oedema = told.terms.has_oedema
    return dict(told.terms.signs) | ({} if oedema is None else {OEDEMA_SIGN: oedema})


def signs_from(visit: ChildVisit, told: VisitTold) -> Iterable[VisitSign]:
    """Return what was answered about each sign, as rows."""
    return [VisitSign(visit=visit, code=code, is_there=is_there) for code, is_there in answers_of(told).items()]


def answers_from(told: VisitTold, modules: Mapping[str, tuple[str, Content]]) -> list[ModuleAnswer]:
    """Return what was answered to each question, as rows."""
    answers = told.terms.answers.items()
    return [
        ModuleAnswer(visit_id=told.id, module=modules[code][0], question=code, value=value) for code, value in answers
    ]


def new_doses(course: Course, told: VisitTold) -> list[ChildDose]:
    """Return the doses that were shown and not known yet; the course knows them from now on."""
    new = {dose: on for dose, on in told.terms.doses.items() if dose not in course.doses}
    course.doses |= new
    return [
        ChildDose(
            id=uuid.uuid5(told.id, dose),
            child=told.child,
            dose=dose,
            given_on=given_on,
            is_seen_written=told.terms.are_doses_written,
            recorded_by_id=told.agent_id,
            recorded_at=told.at,
        )
        for dose, given_on in new.items()
    ]


def note(
    course: Course, visit: ChildVisit, told: VisitTold, rules: ChildRules, now: dt.datetime, clinician_id: int
) -> None:
    """Note in the course what the rules find in a visit, and when the next one is due."""
    if visit.presence == Presence.SEEN:
        course.seen.append(visit.visited_on)
    if visit.weight_kg is not None:
        course.weighings.append(Weighing(visit.visited_on, float(visit.weight_kg)))
    standing = planned_next(course, visit, rules)
    danger = danger_of(course, visit, told, rules)
    visit.danger_level = danger.level if danger else ""
    waiting = {one.code for one in course.alerts if one.answered_at is None or one.answered_at > told.at}
    hours = danger.delay_hours if danger else None
    for alert in alerts_raised(course, visit, danger, standing, rules, told.at):
        if alert.code not in waiting:
            course.alerts.append(answered(alert_from(alert, visit, hours, told.at), clinician_id, now))


def planned_next(course: Course, visit: ChildVisit, rules: ChildRules) -> VisitStanding | None:
    """Keep when the next visit is due, and return how the visits stand on the day of this one."""
    if course.follow is None:
        since = min(course.seen, default=visit.visited_on)
        course.follow = ChildFollow(
            child=course.child,
            organisation_id=course.child.organisation_id,
            since=since,
            risk=FIRST_RISK,
            risk_since=since,
        )
        if rules.schedule is not None:
            risks = [RiskSince(FIRST_RISK, since)]
            course.planned = planned_visits(rules.schedule.content, born_on=course.born_on, risks=risks)
    standing = standing_among(course.planned, course.seen, on=visit.visited_on) if rules.schedule else None
    course.follow.last_visit_on = max(course.seen, default=None)
    course.follow.due_on = (standing.due_since or standing.next_due_on) if standing else None
    return standing


def danger_of(course: Course, visit: ChildVisit, told: VisitTold, rules: ChildRules) -> DangerFound | None:
    """Return the danger signs of a visit; None without rules."""
    if rules.signs is None or rules.nutrition is None:
        return None
    examined = Examined(
        born_on=course.born_on,
        on=visit.visited_on,
        country=rules.country,
        answers=answers_of(told),
        breaths_per_minute=visit.breaths_per_minute,
        muac_mm=visit.arm_mm,
    )
    return danger_found(rules.signs.content, rules.nutrition.content, examined)


def arm_of(course: Course, visit: ChildVisit, rules: ChildRules) -> NutritionClass | None:
    """Return the class of the arm measured at a visit; None without a measure or a rule."""
    if visit.arm_mm is None or rules.nutrition is None:
        return None
    return arm_class(rules.nutrition.content, born_on=course.born_on, on=visit.visited_on, muac_mm=visit.arm_mm)


def alerts_raised(
    course: Course,
    visit: ChildVisit,
    danger: DangerFound | None,
    standing: VisitStanding | None,
    rules: ChildRules,
    at: dt.datetime,
) -> list[Alert]:
    """Return the alerts that hold after a visit; none without a schedule."""
    if rules.schedule is None:
        return []
    vaccinated = Vaccinated(course.born_on, SEX_OF_TABLES[PersonSex(course.child.sex)], None, course.doses)
    vaccines = rules.vaccines
    facts = ChildFacts(
        at=at,
        danger=danger,
        arm=arm_of(course, visit, rules),
        is_arm_measured=visit.arm_mm is not None,
        has_oedema=visit.has_oedema,
        has_stalled=has_stalled(course.weighings, born_on=course.born_on) if course.weighings else None,
        doses=dose_standings(vaccines.content, vaccinated, on=visit.visited_on) if vaccines else None,
        visits=standing,
    )
    return [one for one in alerts_of(rules.schedule.content, facts) if one.verdict == Verdict.HELD]


def answered(alert: ChildAlert, clinician_id: int, now: dt.datetime) -> ChildAlert:
    """Return an alert with what a clinician answered until now, if she did."""
    alert.id = uuid.uuid5(alert.visit_id, alert.code)
    answer = answer_told(alert.visit_id, alert.code, alert.raised_at, now)
    if answer is not None:
        alert.answered_at, alert.answered_by_id, alert.answer = answer.at, clinician_id, answer.words
    return alert


def answer_told(visit_id: uuid.UUID, code: str, raised_at: dt.datetime, now: dt.datetime) -> AlertAnswer | None:
    """Return what a clinician answers to an alert, and when; None where she did not until now."""
    chance = random.Random(f"{visit_id} {code}")  # noqa: S311 -- no secret rests on it
    at = raised_at + dt.timedelta(hours=chance.randint(*ANSWERED_HOURS))
    waits = chance.random() >= ANSWERED_SHARE and now - raised_at < dt.timedelta(days=WAITS_AT_MOST_DAYS)
    return None if waits or at > now else AlertAnswer(at, chance.choice(ANSWERS))
