"""Keeping files of a demonstration at once, row by row as the actions would (tests/test_demonstration_rows.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.db import transaction
from django.db.models import Max, Model

from twiza.core.text import search_text_of
from twiza.households.births import months_before
from twiza.procedures.due import due_date
from twiza.procedures.models import File, KindVersion, Move, Passage, Step
from twiza.procedures.queries.kinds import version_in_force
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import Ruling, decide_with
from twiza.social_protection.demonstration.files import ORIENTED_BECAUSE, FileTold
from twiza.social_protection.models import (
    Answer,
    AnswerFrom,
    Choice,
    Covered,
    Enquiry,
    Enrolment,
    LaterCare,
    OpenRight,
    Orientation,
    Scheme,
)
from twiza.social_protection.orienting import outcome_for

ROWS_AT_ONCE = 2000
FROM_RECORD = frozenset({"residence_commune"})
"""What the record of every household that somebody lives in answers, among the questions told."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """The scheme whose files are kept, its questions and rules, and the steps and moves of its files."""

    scheme: Scheme
    questions: RulesetVersion
    rules: RulesetVersion
    version: KindVersion
    steps: Mapping[str, Step]
    moves: Mapping[tuple[str, str], Move]
    rulings: dict[str, Ruling] = field(default_factory=dict)


def procedure_of(scheme: Scheme, questions: RulesetVersion, rules: RulesetVersion) -> Procedure:
    """Return how files of a scheme move now."""
    version = version_in_force(scheme.file_kind)
    if version is None:
        raise AssertionError("The kinds of files of a demonstration are loaded.")
    moves = Move.objects.filter(version=version).select_related("from_step", "to_step")
    return Procedure(
        scheme,
        questions,
        rules,
        version,
        {one.code: one for one in version.steps.all()},
        {(one.from_step.code, one.to_step.code): one for one in moves},
    )


@transaction.atomic
def keep_files(told: Sequence[FileTold], procedure: Procedure) -> None:
    """Keep enquiries, decisions and files that nobody keeps yet, and the rights that they opened."""
    files = files_from(told, procedure)
    keep(enquiry_from(one, procedure) for one in told)
    keep(answer for one in told for answer in answers_from(one))
    keep(orientation_from(one, procedure) for one in told)
    keep(files)
    keep(passage for one, file in zip(told, files, strict=True) for passage in passages_from(one, file, procedure))
    keep(enrolment_from(one, procedure) for one in told)
    keep(Covered(enrolment_id=one.id, person=person) for one in told for person in one.home.covered)
    keep(right for one in told for right in rights_from(one, procedure.scheme))
    keep_later_cares(told)


def keep(rows: Iterable[Model]) -> None:
    """Write rows of one model, many at once."""
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=ROWS_AT_ONCE)


def enquiry_from(told: FileTold, procedure: Procedure) -> Enquiry:
    """Return the round of questions."""
    return Enquiry(
        id=told.enquiry_id,
        household=told.home.household,
        questions=procedure.questions,
        asked_on=told.asked_at.date(),
        made_by_id=told.home.agent_id,
        made_at=told.asked_at,
    )


def answers_from(told: FileTold) -> list[Answer]:
    """Return what was answered."""
    return [
        Answer(
            enquiry_id=told.enquiry_id,
            question=name,
            value=value,
            answer_from=AnswerFrom.RECORD if name in FROM_RECORD else AnswerFrom.SAID,
            at=told.asked_at,
            by_id=told.home.agent_id,
        )
        for name, value in told.answers.items()
    ]


def orientation_from(told: FileTold, procedure: Procedure) -> Orientation:
    """Return the decision, with what the rules say."""
    ruling = ruling_on(told, procedure)
    return Orientation(
        id=told.orientation_id,
        enquiry_id=told.enquiry_id,
        scheme=procedure.scheme,
        choice=Choice.ORIENT,
        reason=ORIENTED_BECAUSE,
        rules=procedure.rules,
        rule=ruling.use.rule_id or "",
        outcome=outcome_for(procedure.scheme, ruling.decision),
        to_be_validated=ruling.use.to_be_validated,
        inputs=list(ruling.use.inputs),
        made_by_id=told.home.agent_id,
        made_at=told.asked_at,
    )


def ruling_on(told: FileTold, procedure: Procedure) -> Ruling:
    """Return what the rules say of what was answered, asked once for the same answers."""
    known = procedure.rulings.get(repr(told.answers))
    if known is None:
        known = decide_with(procedure.rules, procedure.scheme.table, told.answers, on=told.asked_at.date())
        procedure.rulings[repr(told.answers)] = known
    return known


def files_from(told: Sequence[FileTold], procedure: Procedure) -> list[File]:
    """Return the files where they stand now, numbered by year as they were opened."""
    version = procedure.version
    rows = File.objects.filter(kind=version.kind_id).values_list("year").annotate(last=Max("serial"))
    last: Counter[int] = Counter(dict(rows.order_by()))
    made = []
    for one in told:
        year = one.stays[0].on.year
        last[year] += 1
        made.append(file_from(one, year, last[year], procedure))
    return made


def file_from(told: FileTold, year: int, serial: int, procedure: Procedure) -> File:
    """Return one file where it stands now."""
    version, first, now = procedure.version, told.stays[0], told.stays[-1]
    number = f"{version.prefix}-{year}-{serial:04d}"
    step = procedure.steps[now.step]
    household = told.home.household
    return File(
        id=told.id,
        kind_id=version.kind_id,
        version=version,
        year=year,
        serial=serial,
        number=number,
        title=household.code,
        search_text=search_text_of([household.code, number]),
        organisation_id=household.organisation_id,
        place_path=household.place.path,
        step=step,
        entered_on=now.on,
        owner_id=told.home.agent_id,
        due_on=due_date(step, entered_on=now.on, anchor_on=None),
        opened_on=first.on,
        opened_at=first.at,
        opened_by_id=told.home.agent_id,
        closed_at=now.at if step.is_end else None,
        turn=len(told.stays),
        happenings=len(told.stays),
    )


def passages_from(told: FileTold, file: File, procedure: Procedure) -> list[Passage]:
    """Return every step of the way of a file."""
    steps, first, agent_id = procedure.steps, told.stays[0], told.home.agent_id
    opening = Passage(
        file=file,
        number=1,
        to_step=steps[first.step],
        happened_on=first.on,
        at=first.at,
        person_id=agent_id,
        happenings=1,
    )
    return [
        opening,
        *(
            Passage(
                file=file,
                number=number,
                move=procedure.moves[before.step, after.step],
                from_step=steps[before.step],
                to_step=steps[after.step],
                happened_on=after.on,
                at=after.at,
                person_id=agent_id,
                reason=after.reason,
                owner_id=agent_id,
                due_on=due_date(steps[before.step], entered_on=before.on, anchor_on=None),
                entered_on=before.on,
                days_spent=(after.on - before.on).days,
                happenings=number,
            )
            for number, (before, after) in enumerate(pairwise(told.stays), start=2)
        ),
    ]


def enrolment_from(told: FileTold, procedure: Procedure) -> Enrolment:
    """Return the file as a family's."""
    return Enrolment(
        id=told.id,
        file_id=told.id,
        household=told.home.household,
        applicant=told.home.applicant,
        scheme=procedure.scheme,
        orientation_id=told.orientation_id,
        made_by_id=told.home.agent_id,
        made_at=told.stays[0].at,
    )


def rights_from(told: FileTold, scheme: Scheme) -> list[OpenRight]:
    """Return the right that a file opened, if it came to the step at which its scheme opens one."""
    days = {one.step: one.on for one in told.stays}
    since = days.get(scheme.opens_at)
    if since is None:
        return []
    until = months_before(since, -scheme.months) if scheme.months else None
    used_on = days.get(scheme.first_care_at)
    return [OpenRight(enrolment_id=told.id, since=since, until=until, first_care_on=used_on)]


def keep_later_cares(told: Sequence[FileTold]) -> None:
    """Keep the days on which rights were used again."""
    days = {one.id: one.later_cares for one in told if one.later_cares}
    rights = OpenRight.objects.filter(enrolment__in=days).values_list("pk", "enrolment")
    keep(LaterCare(right_id=right, on=day) for right, id in rights for day in days[id])
