"""Decisions about answers to the modules of a visit: kept with it, and what is protected let read by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person as Account
from twiza.case_management.child_rules import ChildRules
from twiza.case_management.models import ChildVisit, ModuleAnswer, Presence, ProtectedAnswer, ProtectedReader
from twiza.case_management.module_questions import modules_of, questions_for, sensitive_modules
from twiza.case_management.queries.answers import facts_of_protected, readers_now, readers_offered
from twiza.case_management.rules import NAME_READERS, READ_PROTECTED_ANSWERS
from twiza.core.errors import DomainError
from twiza.rulesets.evaluation.decision_tables import fits
from twiza.rulesets.evaluation.evidence import Plain


class AnswerNotUnderstood(DomainError):
    """An answer is to a question of a module, and of the kind that it asks for."""


class ProtectedNotYours(DomainError):
    """What is protected is for who wrote it and for those she names."""


def keep_answers(visit: ChildVisit, answers: Mapping[str, Plain], rules: ChildRules) -> None:
    """Keep what was answered, what is protected apart. Raises AnswerNotUnderstood."""
    if not answers:
        return
    if visit.presence != Presence.SEEN:
        raise AnswerNotUnderstood(_("Questions were answered: say that the child was seen, or leave them out."))
    known = modules_of(rules, questions_for(rules, visit.visited_on, visit.organisation_id))
    protected = sensitive_modules(rules)
    rows: dict[type[ModuleAnswer] | type[ProtectedAnswer], list[ModuleAnswer | ProtectedAnswer]] = {
        ModuleAnswer: [],
        ProtectedAnswer: [],
    }
    for question, value in answers.items():
        if question not in known or not fits(known[question][1], value):
            raise AnswerNotUnderstood(_("The answer to “%(question)s” is not understood.") % {"question": question})
        refuse_day_after(question, value, visit.visited_on)
        module = known[question][0]
        model = ProtectedAnswer if module in protected else ModuleAnswer
        rows[model].append(model(visit=visit, module=module, question=question, value=plain(value)))
    for model, made in rows.items():
        model.objects.bulk_create(made)  # type: ignore[arg-type]


def refuse_day_after(question: str, value: Plain, visited_on: dt.date) -> None:
    """Raises AnswerNotUnderstood."""
    if isinstance(value, dt.date) and value > visited_on:
        sentence = _("“%(question)s” cannot have been given after the visit: correct the day.")
        raise AnswerNotUnderstood(sentence % {"question": question})


def plain(value: Plain) -> Plain:
    """Return a value as JSON keeps it: a day as its text."""
    return value.isoformat() if isinstance(value, dt.date) else value


@transaction.atomic
def name_reader(*, visit: ChildVisit, person: Account, actor: Actor, at: dt.datetime) -> ProtectedReader:
    """Let a colleague read the protected answers of a visit; once. Raises ProtectedNotYours."""
    refuse_unnamed(visit, actor)
    named = readers_now().filter(visit=visit, person=person).first()
    if named is not None:
        return named
    if not readers_offered(visit, at.date()).filter(pk=person.pk).exists():
        raise ProtectedNotYours(_("Choose somebody of your organisation who follows families."))
    note_protected(actor, visit, "reader_named", at)
    return ProtectedReader.objects.create(visit=visit, person=person, named_at=at)


@transaction.atomic
def end_reading(*, reader: ProtectedReader, actor: Actor, at: dt.datetime) -> None:
    """Let a colleague read the protected answers of a visit no more. Raises ProtectedNotYours."""
    refuse_unnamed(reader.visit, actor)
    if readers_now().filter(pk=reader.pk).update(ended_at=at):
        note_protected(actor, reader.visit, "reader_ended", at)


def refuse_unnamed(visit: ChildVisit, actor: Actor) -> None:
    """Raises ProtectedNotYours."""
    if not decide(actor, NAME_READERS, facts_of_protected(visit, actor)):
        raise ProtectedNotYours(_("Only who wrote this decides who else reads it."))


def note_protected(actor: Actor, visit: ChildVisit, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with protected answers, by ids only."""
    record_audit(
        actor=actor,
        action=READ_PROTECTED_ANSWERS,
        at=at,
        outcome=outcome,
        object_kind="case_management.protectedanswer",
        object_id=visit.pk,
    )
