"""Decisions about the team of a caravan: what somebody answered, what is known of her, taken out and brought back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError, InputError
from twiza.outreach.actions.caravan import note
from twiza.outreach.actions.preparing import NobodyActs, held_caravan, put_back, take_out
from twiza.outreach.models import CaravanMember, MemberAnswer, MemberTask
from twiza.outreach.queries.team import answer_of


class MemberAlready(DomainError):
    """The person takes part again since she was taken out."""


class NothingAnswered(DomainError):
    """There is no answer to take back."""


class NoSuchMember(InputError):
    """What is said of a member cannot be: the sentence says which part, and the way out."""


@dataclass(frozen=True, slots=True)
class MemberTerms:
    """What is known of somebody who takes part; a date that is None is not known."""

    task: str
    specialty: Specialty | None = None
    order_number: str = ""
    order_checked_on: dt.date | None = None
    order_checked_by: str = ""
    charter_signed_on: dt.date | None = None


@transaction.atomic
def keep_answer(
    *, member: CaravanMember, state: str, answered_on: dt.date, told_by: str, actor: Actor, at: dt.datetime
) -> MemberAnswer:
    """
    Keep what a member answered on a day, and who told it; the same answer again is the same.

    Raises CaravanCancelled, NoSuchMember for a day that is not there yet, NobodyActs.
    """
    caravan = held_caravan(member.caravan)
    if actor.person_id is None:
        raise NobodyActs(_("Sign in to prepare a caravan."))
    if answered_on > localdate(at):
        raise NoSuchMember(_("This date is not there yet: give the day on which it happened."))
    last = answer_of(member)
    if last is not None and (last.state, last.answered_on, last.told_by) == (state, answered_on, told_by.strip()):
        return last
    answer = MemberAnswer.objects.create(
        member=member,
        state=state,
        answered_on=answered_on,
        told_by=told_by.strip(),
        recorded_by_id=actor.person_id,
        recorded_at=at,
    )
    note(actor, caravan, f"member_{state}", at)
    return answer


@transaction.atomic
def take_back_answer(*, member: CaravanMember, actor: Actor, at: dt.datetime) -> None:
    """Take back the last answer: the one before holds again. Raises CaravanCancelled, NothingAnswered."""
    caravan = held_caravan(member.caravan)
    last = answer_of(member)
    if last is None:
        raise NothingAnswered(_("There is no answer to take back."))
    last.taken_back_at = at
    last.save(update_fields=["taken_back_at"])
    note(actor, caravan, "member_answer_taken_back", at)


@transaction.atomic
def describe_member(*, member: CaravanMember, terms: MemberTerms, actor: Actor, at: dt.datetime) -> CaravanMember:
    """Keep what is known of somebody who takes part. Raises CaravanCancelled, NoSuchMember."""
    caravan = held_caravan(member.caravan)
    refuse_impossible(terms, at)
    member.task, member.specialty = terms.task, terms.specialty
    member.order_number = terms.order_number.strip()
    member.order_checked_on, member.order_checked_by = terms.order_checked_on, terms.order_checked_by.strip()
    member.charter_signed_on = terms.charter_signed_on
    member.save(
        update_fields=[
            "task",
            "specialty",
            "order_number",
            "order_checked_on",
            "order_checked_by",
            "charter_signed_on",
        ]
    )
    note(actor, caravan, "member_changed", at)
    return member


def refuse_impossible(terms: MemberTerms, at: dt.datetime) -> None:
    """Raise NoSuchMember for a specialty without care, a check of no number, and a day that is not there yet."""
    if terms.specialty is not None and terms.task != MemberTask.CARE:
        raise NoSuchMember(_("Only who gives care has a specialty: choose the task “Care”, or no specialty."))
    if terms.order_checked_on is not None and not terms.order_number.strip():
        raise NoSuchMember(_("Give the number that was checked with the doctors’ council."))
    if terms.order_checked_on is not None and not terms.order_checked_by.strip():
        raise NoSuchMember(_("Say who checked the number with the doctors’ council."))
    if any(day is not None and day > localdate(at) for day in (terms.order_checked_on, terms.charter_signed_on)):
        raise NoSuchMember(_("This date is not there yet: give the day on which it happened."))


@transaction.atomic
def remove_member(*, member: CaravanMember, actor: Actor, at: dt.datetime) -> None:
    """Take somebody out: with an account, she keeps the register no more. Raises CaravanCancelled."""
    take_out(member, held_caravan(member.caravan), "member", actor, at)


@transaction.atomic
def bring_back_member(*, member: CaravanMember, actor: Actor, at: dt.datetime) -> None:
    """Bring somebody back who was taken out. Raises CaravanCancelled, MemberAlready."""
    caravan = held_caravan(member.caravan)
    again = caravan.members.filter(person=member.person_id).exclude(pk=member.pk)
    if member.person_id is not None and again.exists():
        raise MemberAlready(_("This person takes part again already."))
    put_back(member, caravan, "member", actor, at)
