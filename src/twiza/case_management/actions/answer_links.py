"""Decisions about links for facilities without an account: made, withdrawn, answered."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import NOBODY, Actor, decide
from twiza.case_management.actions.referrals import held_referral, move_referral, note_referral, refuse_stranger
from twiza.case_management.models import AnswerLink, FacilityAnswer, Referral, Told
from twiza.case_management.models.answer_link import LAST_WORDS
from twiza.case_management.queries.answer_links import LASTS, actors_for, open_link, refuse_shut
from twiza.case_management.queries.referrals import facts_of_referral
from twiza.case_management.referral_steps import ON_THE_WAY
from twiza.case_management.rules import MOVE_REFERRAL
from twiza.core.errors import DomainError
from twiza.procedures.actions.details import person_of


class AnswerUnsaid(DomainError):
    """An answer says what happened, and who says so."""


class AnsweredAlready(DomainError):
    """What is said was known, or the referral is closed."""


@dataclass(frozen=True, slots=True)
class AnswerTerms:
    """What a facility says: what happened, when, in words, who says so; `failure` why it came to nothing."""

    told: str
    happened_on: dt.date
    by: str
    words: str = ""
    failure: str = ""


@transaction.atomic
def make_answer_link(*, id: uuid.UUID, referral: Referral, actor: Actor, at: dt.datetime) -> AnswerLink:
    """
    Let whoever holds a new link answer a referral; the one before it opens nothing any more. Once per `id`.

    Raises ReferralNotYours, AnsweredAlready.
    """
    kept = held_referral(referral)
    refuse_stranger(kept, MOVE_REFERRAL, actor)
    refuse_closed(kept)
    known = kept.answer_links.filter(pk=id).first()
    if known is not None:
        return known
    kept.answer_links.filter(withdrawn_at=None).update(withdrawn_at=at)
    note_referral(actor, kept, "link_made", at)
    return AnswerLink.objects.create(
        id=id, referral=kept, made_by_id=person_of(actor), made_at=at, expires_at=at + LASTS
    )


@transaction.atomic
def withdraw_answer_link(*, referral: Referral, actor: Actor, at: dt.datetime) -> None:
    """Let the link of a referral open nothing any more: it went to a wrong number. Raises ReferralNotYours."""
    kept = held_referral(referral)
    refuse_stranger(kept, MOVE_REFERRAL, actor)
    if open_link(kept, at) and kept.answer_links.filter(withdrawn_at=None).update(withdrawn_at=at):
        note_referral(actor, kept, "link_withdrawn", at)


@transaction.atomic
def answer_by_link(*, id: uuid.UUID, link: AnswerLink, terms: AnswerTerms, at: dt.datetime) -> FacilityAnswer:
    """
    Keep what a facility answers, and move the referral on to where that leads; once per `id`.

    The steps are taken in the name of who made the link, else of who follows the referral, and say whose words they
    are. Where neither may take them any more the answer waits on the page of the referral. Raises AnswerUnsaid,
    AnsweredAlready, LinkExpired, LinkUsed, DateNotPossible.
    """
    referral = held_referral(link.referral)
    known = link.answers.filter(pk=id).first()
    if known is not None:
        return known
    link.refresh_from_db()
    refuse_shut(link, at)
    refuse_closed(referral)
    refuse_unsaid(terms)
    ahead = steps_ahead(referral.file.step.code, terms.told)
    actor = mover_of(referral, link, at)
    if actor is not None:
        walk_on(referral, ahead, terms, actor, at)
    note_referral(NOBODY, referral, "answered_by_link", at)
    return FacilityAnswer.objects.create(
        id=id,
        link=link,
        told=terms.told,
        happened_on=terms.happened_on,
        failure=terms.failure if terms.told == Told.NOT_COMPLETED else "",
        words=terms.words.strip(),
        by=terms.by.strip(),
        at=at,
        has_moved=actor is not None,
    )


def refuse_closed(referral: Referral) -> None:
    """Raises AnsweredAlready."""
    if referral.file.closed_at is not None:
        raise AnsweredAlready(_("This referral is closed: nothing more is asked of anybody."))


def refuse_unsaid(terms: AnswerTerms) -> None:
    """Raises AnswerUnsaid."""
    if not terms.by.strip():
        raise AnswerUnsaid(_("Write your name and your function."))
    if terms.told == Told.COUNTER_REFERRED and not terms.words.strip():
        raise AnswerUnsaid(_("Write what was found and what is to be done."))


def steps_ahead(here: str, told: str) -> list[str]:
    """Return the steps from where a referral is to what is told, in their order. Raises AnsweredAlready."""
    if told == Told.NOT_COMPLETED:
        return [told]
    ahead = ON_THE_WAY[ON_THE_WAY.index(here) + 1 : ON_THE_WAY.index(told) + 1]
    if not ahead:
        raise AnsweredAlready(_("This was known already: say what came after it, if anything did."))
    return ahead


def mover_of(referral: Referral, link: AnswerLink, at: dt.datetime) -> Actor | None:
    """Return in whose name an answer moves a referral: who made the link, else who follows it; None where none may."""
    people = [one for one in (link.made_by, referral.file.owner) if one is not None]
    actors = actors_for(referral, people, at.date())
    return next((one for one in actors if decide(one, MOVE_REFERRAL, facts_of_referral(referral, one))), None)


def walk_on(referral: Referral, steps: list[str], terms: AnswerTerms, actor: Actor, at: dt.datetime) -> None:
    """Take every step that an answer tells of. Raises DateNotPossible, FailureUnsaid."""
    for turn, step in enumerate(steps, start=referral.file.turn):
        move_referral(
            referral=referral,
            step=step,
            seen_turn=turn,
            happened_on=terms.happened_on,
            actor=actor,
            at=at,
            words=terms.words if step in LAST_WORDS else "",
            failure=terms.failure,
            told_by=_("By link: %(by)s") % {"by": terms.by.strip()},
        )
