"""Decisions about an enquiry: asked, and answered anew; nothing that was answered is overwritten."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.households.actions.keeping import held_household, open_household_on, person_of, refuse_day_to_come
from twiza.households.models import Household, Person
from twiza.households.queries.households import people_in
from twiza.rulesets.evaluation.decision_tables import FactNotUnderstood, facts_understood, inputs_of
from twiza.rulesets.evaluation.evidence import Plain
from twiza.rulesets.models import RulesetVersion
from twiza.social_protection.known_facts import facts_known
from twiza.social_protection.models import Answer, AnswerFrom, Enquiry
from twiza.social_protection.queries.enquiries import answers_that_hold
from twiza.social_protection.rules import FOLLOW_RIGHTS


class EnquiryNotYours(DomainError):
    """The enquiry is somebody else's."""


class AnswerNotUnderstood(DomainError):
    """An answer is not what its question asks for."""


class NotOfHousehold(DomainError):
    """Who is asked about lives in the household."""


@transaction.atomic
def make_enquiry(
    *,
    id: uuid.UUID,
    household: Household,
    person: Person | None,
    questions: RulesetVersion,
    asked_on: dt.date,
    answers: Mapping[str, Plain],
    actor: Actor,
    at: dt.datetime,
) -> Enquiry:
    """
    Keep what a household answered, once per `id`; a question that is left out, or None, is not known.

    One that arrives after another agent took over is kept under the name of who asked, and opens nothing to her.
    Raises HouseholdNotYours, HouseholdClosed, DayToCome, EnquiryNotYours, AnswerNotUnderstood, NotOfHousehold.
    """
    known = Enquiry.objects.filter(pk=id).first()
    if known is not None:
        return asked_before(known, household, actor)
    kept = open_household_on(household, actor, asked_on)
    refuse_day_to_come(asked_on, at.date())
    refuse_stranger(kept, person)
    refuse_misunderstood(questions, answers)
    enquiry = Enquiry.objects.create(
        id=id,
        household=kept,
        person=person,
        questions=questions,
        asked_on=asked_on,
        made_by_id=person_of(actor),
        made_at=at,
    )
    keep_answers(enquiry, answers, actor, at)
    note_enquiry(actor, enquiry, "asked", at)
    return enquiry


@transaction.atomic
def correct_answers(*, enquiry: Enquiry, answers: Mapping[str, Plain], actor: Actor, at: dt.datetime) -> list[Answer]:
    """
    Answer some questions anew; None: it is not known after all. What was answered before is kept beside it.

    Returns the new answers: those that say the same are not. Raises HouseholdNotYours, AnswerNotUnderstood.
    """
    held_household(enquiry.household, actor)
    refuse_misunderstood(enquiry.questions, answers)
    made = keep_answers(enquiry, answers, actor, at)
    if made:
        note_enquiry(actor, enquiry, "answered_anew", at)
    return made


def asked_before(enquiry: Enquiry, household: Household, actor: Actor) -> Enquiry:
    """Return an enquiry that was sent twice. Raises EnquiryNotYours when this id is another one's."""
    if enquiry.household_id != household.pk or enquiry.made_by_id != actor.person_id:
        raise EnquiryNotYours(_("This enquiry was kept by somebody else, or for another family."))
    return enquiry


def refuse_stranger(household: Household, person: Person | None) -> None:
    """Raises NotOfHousehold."""
    if person is not None and not people_in(household).filter(person=person, until=None).exists():
        raise NotOfHousehold(_("Choose somebody who lives in this household."))


def refuse_misunderstood(questions: RulesetVersion, answers: Mapping[str, Plain]) -> None:
    """Raises AnswerNotUnderstood."""
    declared = inputs_of(questions.content)
    strange = sorted(set(answers) - set(declared))
    if strange:
        raise AnswerNotUnderstood(_("“%(question)s” is no question of this enquiry.") % {"question": strange[0]})
    try:
        facts_understood(questions.content, answers)
    except FactNotUnderstood as error:
        sentence = _("The answer to “%(question)s” is not of the kind that is asked for.")
        raise AnswerNotUnderstood(sentence % {"question": error.fact}) from None


def keep_answers(enquiry: Enquiry, answers: Mapping[str, Plain], actor: Actor, at: dt.datetime) -> list[Answer]:
    """Keep answers beside those that held, where they differ; say which ones only repeat the record."""
    held = answers_that_hold(enquiry)
    record = facts_known(enquiry.questions.content, enquiry.household, enquiry.person, enquiry.asked_on)
    new = {name: plain(value) for name, value in answers.items() if differs(held.get(name), plain(value))}
    enquiry.answers.filter(question__in=new, replaced_at=None).update(replaced_at=at)
    return Answer.objects.bulk_create(
        Answer(
            enquiry=enquiry,
            question=name,
            value=value,
            answer_from=AnswerFrom.RECORD if name in record and plain(record[name]) == value else AnswerFrom.SAID,
            at=at,
            by_id=person_of(actor),
        )
        for name, value in new.items()
    )


def differs(held: Answer | None, value: Plain) -> bool:
    """Return whether an answer says something else than the one that holds; None where none held says nothing."""
    return value is not None if held is None else held.value != value


def plain(value: Plain) -> Plain:
    """Return a value as JSON keeps it: a date as its text."""
    return value.isoformat() if isinstance(value, dt.date) else value


def note_enquiry(actor: Actor, enquiry: Enquiry, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with an enquiry, by ids only."""
    record_audit(
        actor=actor,
        action=FOLLOW_RIGHTS,
        at=at,
        outcome=outcome,
        object_kind="social_protection.enquiry",
        object_id=enquiry.pk,
    )
