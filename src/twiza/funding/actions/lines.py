"""Decisions about the lines of a convention: add one, change it, take it out, bring it back."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError, InputError
from twiza.funding.actions.changing import (
    amendment_for_change,
    convention_to_change,
    note_convention,
    record_change,
    remember_words,
)
from twiza.funding.actions.deadlines_settled import settle_deadlines
from twiza.funding.line_words import Line, Words, subject_of, words_of
from twiza.funding.models import Amendment, Axis, Committee, Convention, ConventionParty, Obligation
from twiza.procedures.actions.details import add_party, remove_party
from twiza.procedures.actions.files import PartyTerms
from twiza.procedures.models import Party

SIGNATORY = "signatory"
MOST_LINES = 300


class NoSuchLine(InputError):
    """What was asked for cannot be a line of this convention: the sentence says why, and the way out."""


class LineInUse(DomainError):
    """Other lines rest on this one."""


@transaction.atomic
def add_line(*, line: Line, actor: Actor, at: dt.datetime) -> Line:
    """
    Add a line to its convention, after those there are; the same id is the same line.

    What a committee decided needs no amendment. Raises NoSuchLine and what `changing` raises.
    """
    if known := type(line)._default_manager.filter(pk=line.pk, convention=line.convention_id).first():
        return known
    convention = convention_to_change(line.convention, actor)
    amendment = amendment_for_line(convention, line)
    refuse_impossible(convention, line)
    lines = type(line)._default_manager.filter(convention=convention)
    if lines.count() >= MOST_LINES:
        raise NoSuchLine(_("A convention has at most %(most)d lines of one sort.") % {"most": MOST_LINES})
    line.position = (lines.aggregate(last=Max("position"))["last"] or 0) + 1
    save_line(line)
    follow_line(convention, line, actor, at)
    keep_change(convention, line, None, words_of(line), amendment, actor, at)
    note_convention(actor, convention, f"{subject_of(line)}_added", at)
    return line


@transaction.atomic
def change_line(*, line: Line, actor: Actor, at: dt.datetime) -> Line:
    """Keep a line as it is now. Raises NoSuchLine and what `changing` raises."""
    convention = convention_to_change(line.convention, actor)
    amendment = amendment_for_line(convention, line)
    refuse_impossible(convention, line)
    stored = type(line)._default_manager.get(pk=line.pk)
    before = words_of(stored)
    unfollow_line(convention, stored, actor, at)
    save_line(line)
    follow_line(convention, line, actor, at)
    keep_change(convention, line, before, words_of(line), amendment, actor, at)
    note_convention(actor, convention, f"{subject_of(line)}_changed", at)
    return line


@transaction.atomic
def remove_line(*, line: Line, actor: Actor, at: dt.datetime) -> Line:
    """Take a line out; it is kept and can be brought back. Raises LineInUse and what `changing` raises."""
    convention = convention_to_change(line.convention, actor)
    amendment = amendment_for_line(convention, line)
    refuse_used(convention, line)
    if line.removed_at is None:
        line.removed_at = at
        line.save(update_fields=["removed_at"])
        unfollow_line(convention, line, actor, at)
        keep_change(convention, line, words_of(line), None, amendment, actor, at)
        note_convention(actor, convention, f"{subject_of(line)}_removed", at)
    return line


@transaction.atomic
def bring_back_line(*, line: Line, actor: Actor, at: dt.datetime) -> Line:
    """Bring a line back that was taken out. Raises NoSuchLine and what `changing` raises."""
    convention = convention_to_change(line.convention, actor)
    amendment = amendment_for_line(convention, line)
    if line.removed_at is not None:
        line.removed_at = None
        save_line(line)
        follow_line(convention, line, actor, at)
        keep_change(convention, line, None, words_of(line), amendment, actor, at)
        note_convention(actor, convention, f"{subject_of(line)}_brought_back", at)
    return line


def amendment_for_line(convention: Convention, line: Line) -> Amendment | None:
    """Return the amendment under which a line changes; decisions of a committee change under none."""
    if isinstance(line, Obligation) and line.meeting_id is not None:
        return None
    return amendment_for_change(convention)


def refuse_impossible(convention: Convention, line: Line) -> None:
    """Raise NoSuchLine for what cannot be a line of a convention."""
    if not isinstance(line, Obligation):
        return
    if line.owed_by.convention_id != convention.pk or line.owed_by.removed_at is not None:
        raise NoSuchLine(_("Choose a party of this convention."))
    if line.every_months and convention.ends_on is None:
        raise NoSuchLine(_("What repeats needs an end: give the convention a last day, or this a single date."))


def refuse_used(convention: Convention, line: Line) -> None:
    """Raise LineInUse for the organisation that keeps the convention, and for a party that owes something."""
    if not isinstance(line, ConventionParty):
        return
    if line.organisation_id == convention.organisation_id:
        raise LineInUse(_("The organisation that opened the convention stays a party of it."))
    if line.obligations.filter(removed_at=None).exists():
        raise LineInUse(_("This party owes something still: take out what it owes first."))


def save_line(line: Line) -> None:
    """Store a line. Raises NoSuchLine for an organisation that is a party already."""
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as error:
        if not isinstance(line, ConventionParty):
            raise
        raise NoSuchLine(_("This organisation is a party already.")) from error


def follow_line(convention: Convention, line: Line, actor: Actor, at: dt.datetime) -> None:
    """Do what goes with a line that stands: its party sees the file, its deadlines are there."""
    if isinstance(line, Obligation):
        settle_deadlines(line, convention)
    if isinstance(line, ConventionParty):
        if line.organisation_id and line.organisation_id != convention.organisation_id:
            part = SIGNATORY if convention.file.version.parts.filter(code=SIGNATORY).exists() else ""
            terms = PartyTerms(organisation_id=line.organisation_id, part=part, label=line.part[:120])
            add_party(file=convention.file, party=terms, actor=actor, at=at)
        remember_words(convention)


def unfollow_line(convention: Convention, line: Line, actor: Actor, at: dt.datetime) -> None:
    """Take back what goes with a line: its party does not see the file any more."""
    if not isinstance(line, ConventionParty):
        return
    if line.organisation_id:
        for party in Party.objects.filter(file=convention.file_id, organisation_id=line.organisation_id):
            remove_party(party=party, actor=actor, at=at)
    remember_words(convention)


def keep_change(
    convention: Convention,
    line: Line,
    before: Words | None,
    after: Words | None,
    amendment: Amendment | None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Keep what a line was and became."""
    record_change(
        convention,
        subject=subject_of(line),
        line_id=line.pk,
        before=before,
        after=after,
        amendment=amendment,
        actor=actor,
        at=at,
    )


def copy_lines(source: Convention, target: Convention, *, actor: Actor, at: dt.datetime) -> None:
    """Give a convention the parties, lines of action and committees of another one."""
    parties = source.parties.filter(removed_at=None).exclude(organisation_id=target.organisation_id)
    for party in parties.order_by("position", "id"):
        copied = ConventionParty(
            convention=target, organisation_id=party.organisation_id, name=party.name, part=party.part
        )
        add_line(line=copied, actor=actor, at=at)
    for axis in source.axes.filter(removed_at=None).order_by("position", "id"):
        line = Axis(convention=target, pillar=axis.pillar, axis=axis.axis, action=axis.action, text=axis.text)
        add_line(line=line, actor=actor, at=at)
    for one in source.committees.filter(removed_at=None).order_by("position", "id"):
        committee = Committee(convention=target, name=one.name, members=one.members, rhythm=one.rhythm)
        add_line(line=committee, actor=actor, at=at)
