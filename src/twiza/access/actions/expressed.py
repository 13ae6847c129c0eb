"""What people say is needed: written down, corrected, taken up, answered, withdrawn; nothing of it is erased."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.access.models import ExpressedNeed, Hearing, NeedEvidence, NeedStep, Specialty
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.models import Person
from twiza.core.errors import DomainError
from twiza.core.text import search_text_of
from twiza.documents.evidence import EvidenceFile
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class NeedSaidInTheFuture(DomainError):
    """What was said was not said yet."""


class NeedAboutNothing(DomainError):
    """Neither a specialty nor a domain says what is needed."""


class OutsideTerritory(DomainError):
    """The place is not in the territory acted for."""


class NeedWithdrawn(DomainError):
    """The need was withdrawn: nothing more happens to it until it is brought back."""


class NotTheTime(DomainError):
    """The need is not in a state from which it can go there."""


class AnswerMissing(DomainError):
    """An answer has words."""


@dataclass(frozen=True, slots=True)
class NeedSaid:
    """What was said, by whom and how. `people` None is not known; a name is there only when it was given."""

    place: Place
    specialty: Specialty | None
    domain: str
    words: str
    people: int | None
    urgency: str
    said_by: str
    said_by_role: str
    said_by_name: str
    said_on: dt.date
    way: str
    evidence: EvidenceFile | None = None


@transaction.atomic
def write_need_down(
    *, organisation: Organisation, said: NeedSaid, person: Person, actor: Actor, at: dt.datetime
) -> ExpressedNeed:
    """Keep what somebody said is needed. Raises NeedSaidInTheFuture, NeedAboutNothing or OutsideTerritory."""
    refuse_impossible(said, organisation.pk, actor, at)
    need = ExpressedNeed(organisation=organisation, made_by=person, made_at=at)
    take_words(need, said)
    need.save()
    keep_evidence(need, said.evidence)
    note_step(need, NeedStep.Kind.SAID, "", person, actor, at)
    return need


@transaction.atomic
def correct_need(
    *, need: ExpressedNeed, said: NeedSaid, person: Person, actor: Actor, at: dt.datetime
) -> ExpressedNeed:
    """Change what was written down; the words it had are kept in its history. Raises as `write_need_down` does."""
    refuse_withdrawn(need)
    refuse_impossible(said, need.organisation_id, actor, at)
    before = need.words if need.words != said.words else ""
    take_words(need, said)
    need.save()
    keep_evidence(need, said.evidence)
    note_step(need, NeedStep.Kind.CHANGED, before, person, actor, at)
    return need


@transaction.atomic
def take_need_up(*, need: ExpressedNeed, note: str, person: Person, actor: Actor, at: dt.datetime) -> ExpressedNeed:
    """Say that somebody works on a need that was heard. Raises NeedWithdrawn, NotTheTime."""
    refuse_withdrawn(need)
    refuse_other_state(need, Hearing.HEARD)
    need.state = Hearing.TAKEN_UP
    need.save(update_fields=["state"])
    note_step(need, NeedStep.Kind.TAKEN_UP, note, person, actor, at)
    return need


@transaction.atomic
def answer_need(
    *,
    need: ExpressedNeed,
    answer: str,
    done: str,
    answered_on: dt.date,
    person: Person,
    actor: Actor,
    at: dt.datetime,
) -> ExpressedNeed:
    """
    Keep what was answered to those who spoke, and what was done. Raises NeedWithdrawn, NotTheTime, AnswerMissing.

    `done` says in words where what was done can be found.
    """
    refuse_withdrawn(need)
    refuse_other_state(need, Hearing.HEARD, Hearing.TAKEN_UP)
    if not answer.strip():
        raise AnswerMissing(_("Say what was answered to those who spoke."))
    if not need.said_on <= answered_on <= localdate(at):
        raise NotTheTime(_("An answer comes after what was said, and not in the future."))
    need.state, need.answer, need.done, need.answered_on = Hearing.ANSWERED, answer.strip(), done.strip(), answered_on
    need.save(update_fields=["state", "answer", "done", "answered_on"])
    note_step(need, NeedStep.Kind.ANSWERED, need.answer, person, actor, at)
    return need


@transaction.atomic
def open_need_again(*, need: ExpressedNeed, note: str, person: Person, actor: Actor, at: dt.datetime) -> ExpressedNeed:
    """Take back that a need was taken up or answered; the answer stays in its history. Raises NotTheTime."""
    refuse_withdrawn(need)
    refuse_other_state(need, Hearing.TAKEN_UP, Hearing.ANSWERED)
    need.state, need.answer, need.done, need.answered_on = Hearing.HEARD, "", "", None
    need.save(update_fields=["state", "answer", "done", "answered_on"])
    note_step(need, NeedStep.Kind.REOPENED, note, person, actor, at)
    return need


@transaction.atomic
def withdraw_need(*, need: ExpressedNeed, note: str, person: Person, actor: Actor, at: dt.datetime) -> ExpressedNeed:
    """Take a need off the lists; it stays, with its history. Raises NeedWithdrawn."""
    refuse_withdrawn(need)
    need.withdrawn_at = at
    need.save(update_fields=["withdrawn_at"])
    note_step(need, NeedStep.Kind.WITHDRAWN, note, person, actor, at)
    return need


@transaction.atomic
def bring_need_back(*, need: ExpressedNeed, note: str, person: Person, actor: Actor, at: dt.datetime) -> ExpressedNeed:
    """Put a need that was withdrawn on the lists again. Raises NotTheTime."""
    if need.withdrawn_at is None:
        raise NotTheTime(_("This need was not withdrawn."))
    need.withdrawn_at = None
    need.save(update_fields=["withdrawn_at"])
    note_step(need, NeedStep.Kind.RESTORED, note, person, actor, at)
    return need


def refuse_impossible(said: NeedSaid, organisation_id: int, actor: Actor, at: dt.datetime) -> None:
    """Raise for what cannot have been said, or cannot be written down by this actor."""
    if said.said_on > localdate(at):
        raise NeedSaidInTheFuture(_("This day is in the future."))
    if said.specialty is None and not said.domain.strip():
        raise NeedAboutNothing(_("Choose a specialty, or say in a few words what it is about."))
    facts = Facts(organisation_id=organisation_id, place_path=said.place.path)
    if not decide(actor, "access.open_expressed", facts):
        raise OutsideTerritory(_("This place is outside the territory you act for."))


def refuse_withdrawn(need: ExpressedNeed) -> None:
    """Raise NeedWithdrawn for a need that is off the lists."""
    if need.withdrawn_at is not None:
        raise NeedWithdrawn(_("This need was withdrawn: bring it back first."))


def refuse_other_state(need: ExpressedNeed, *states: Hearing) -> None:
    """Raise NotTheTime for a need that is in none of these states."""
    if need.state not in states:
        raise NotTheTime(_("Somebody was faster: this need has moved on already. Look at it again."))


def take_words(need: ExpressedNeed, said: NeedSaid) -> None:
    """Write on a need what was said."""
    need.place, need.specialty, need.domain = said.place, said.specialty, said.domain.strip()
    need.words, need.people, need.urgency = said.words.strip(), said.people, said.urgency
    need.said_by, need.said_by_role = said.said_by.strip(), said.said_by_role.strip()
    need.said_by_name, need.said_on, need.way = said.said_by_name.strip(), said.said_on, said.way
    specialty = said.specialty.names.values() if said.specialty else ()
    need.search_text = search_text_of(
        [need.words, need.domain, need.said_by, need.said_by_role, *specialty, *said.place.names.values()]
    )


def keep_evidence(need: ExpressedNeed, evidence: EvidenceFile | None) -> None:
    """Keep the file that shows what was said, in place of the one before; without one, that one stays."""
    if evidence is not None:
        kept = {"name": evidence.name, "content_type": evidence.content_type, "content": evidence.content}
        NeedEvidence.objects.update_or_create(need=need, defaults=kept)


def note_step(
    need: ExpressedNeed, kind: NeedStep.Kind, note: str, person: Person, actor: Actor, at: dt.datetime
) -> NeedStep:
    """Write a step in the history of a need, and in the audit."""
    record_audit(
        actor=actor, action="access.open_expressed", at=at, object_kind="expressed_need", object_id=need.pk,
        outcome=kind.value,
    )  # fmt: skip
    return NeedStep.objects.create(need=need, kind=kind, note=note.strip(), person=person, at=at)
