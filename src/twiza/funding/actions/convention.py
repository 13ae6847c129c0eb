"""Decisions about a convention: open one, change its terms, record its signature, publish it, renew it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.core.errors import DomainError, InputError
from twiza.funding.actions.changing import (
    ConventionNotYours,
    amendment_for_change,
    convention_to_change,
    note_convention,
    person_of,
    record_change,
    remember_words,
)
from twiza.funding.actions.deadlines_settled import settle_all
from twiza.funding.actions.lines import copy_lines
from twiza.funding.line_words import words_of, words_of_terms
from twiza.funding.models import Axis, Committee, Convention, ConventionParty, Obligation, Subject
from twiza.funding.rules import CHANGE_CONVENTION
from twiza.procedures.actions.details import rename_file
from twiza.procedures.actions.files import open_file
from twiza.procedures.actions.held import set_value
from twiza.procedures.models import Requirement, Sort

KIND = "convention"


class NoSuchConvention(InputError):
    """What was asked for cannot be a convention: the sentence says which part, and the way out."""


class AlreadySigned(DomainError):
    """The signature is recorded already."""


class AlreadyRenewed(DomainError):
    """The next convention is there already."""


class NothingPublic(DomainError):
    """A public page needs at least one line to show."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a convention says of itself."""

    title: str
    purpose: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    renewal_terms: str = ""


@transaction.atomic
def make_convention(
    *, terms: Terms, actor: Actor, at: dt.datetime, id: uuid.UUID, renews: Convention | None = None
) -> Convention:
    """
    Open a convention of the organisation acted for, once under one id, with this organisation as its first party.

    Raises NoSuchConvention, ConventionNotYours, and what `open_file` raises.
    """
    organisation_id = opener_for(actor)
    if made := Convention.objects.filter(pk=id, organisation_id=organisation_id).first():
        return made
    refuse_impossible(terms)
    file = open_file(
        kind=KIND, title=terms.title, opened_on=localdate(at), anchor_on=terms.starts_on, actor=actor, at=at, id=id
    )
    convention = Convention.objects.create(
        id=id,
        file=file,
        organisation_id=organisation_id,
        search_text="",
        purpose=terms.purpose.strip(),
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        renewal_terms=terms.renewal_terms.strip(),
        renews=renews,
        made_at=at,
        made_by_id=person_of(actor),
    )
    record_change(
        convention,
        subject=Subject.TERMS,
        line_id=convention.pk,
        before=None,
        after=words_of_terms(convention),
        amendment=None,
        actor=actor,
        at=at,
    )
    add_opener(convention, actor, at)
    note_convention(actor, convention, "opened", at)
    return convention


def opener_for(actor: Actor) -> int:
    """Return the organisation that a convention is opened for. Raises ConventionNotYours."""
    organisation_id = actor.grant.organisation_id if actor.grant else None
    if organisation_id is None or not decide(actor, CHANGE_CONVENTION, Facts(organisation_id=organisation_id)):
        raise ConventionNotYours(_("You may not open a convention in the role you act in."))
    return organisation_id


def refuse_impossible(terms: Terms) -> None:
    """Raise NoSuchConvention for terms that cannot be."""
    if not terms.title.strip() or not terms.purpose.strip():
        raise NoSuchConvention(_("Give the convention a title and say what it is for."))
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        raise NoSuchConvention(_("The last day comes before the first one: correct one of them."))


def add_opener(convention: Convention, actor: Actor, at: dt.datetime) -> None:
    """Make the organisation that opens a convention its first party."""
    party = ConventionParty.objects.create(
        convention=convention, position=1, organisation_id=convention.organisation_id, part=_("Signatory")
    )
    record_change(
        convention,
        subject=Subject.PARTY,
        line_id=party.pk,
        before=None,
        after=words_of(party),
        amendment=None,
        actor=actor,
        at=at,
    )
    remember_words(convention)


@transaction.atomic
def change_terms(*, convention: Convention, terms: Terms, actor: Actor, at: dt.datetime) -> Convention:
    """Change what a convention says of itself. Raises NoSuchConvention and what `changing` raises."""
    held = convention_to_change(convention, actor)
    amendment = amendment_for_change(held)
    refuse_impossible(terms)
    before = words_of_terms(held)
    held.purpose, held.renewal_terms = terms.purpose.strip(), terms.renewal_terms.strip()
    held.starts_on, held.ends_on = terms.starts_on, terms.ends_on
    held.save(update_fields=["purpose", "renewal_terms", "starts_on", "ends_on"])
    if terms.title.strip() != held.file.title:
        held.file = rename_file(file=held.file, title=terms.title, actor=actor, at=at)
        remember_words(held)
    settle_all(held)
    record_change(
        held,
        subject=Subject.TERMS,
        line_id=held.pk,
        before=before,
        after=words_of_terms(held),
        amendment=amendment,
        actor=actor,
        at=at,
    )
    note_convention(actor, held, "terms_changed", at)
    return held


@transaction.atomic
def record_signature(*, convention: Convention, signed_on: dt.date, actor: Actor, at: dt.datetime) -> Convention:
    """Say when all parties signed, also where the file asks for it. Raises AlreadySigned, NoSuchConvention."""
    held = convention_to_change(convention, actor)
    if held.signed_on is not None:
        raise AlreadySigned(_("The signature is recorded already."))
    if signed_on > localdate(at):
        raise NoSuchConvention(_("This day is not there yet: give the day on which all parties had signed."))
    held.signed_on = signed_on
    held.save(update_fields=["signed_on"])
    answer_signature(held, actor, at)
    note_convention(actor, held, "signed", at)
    return held


@transaction.atomic
def take_back_signature(*, convention: Convention, actor: Actor, at: dt.datetime) -> Convention:
    """Say that it is not signed after all, while no amendment was made. Raises AlreadySigned."""
    held = convention_to_change(convention, actor)
    if held.amendments.exists():
        raise AlreadySigned(_("This convention has amendments: its signature stays."))
    held.signed_on = None
    held.save(update_fields=["signed_on"])
    note_convention(actor, held, "signature_taken_back", at)
    return held


def answer_signature(convention: Convention, actor: Actor, at: dt.datetime) -> None:
    """Give the day of the signature to the file, if its kind asks for it."""
    asked = Requirement.objects.filter(version=convention.file.version_id, code="signed_on", sort=Sort.VALUE).first()
    if asked is not None and convention.signed_on is not None:
        day = convention.signed_on.isoformat()
        set_value(file=convention.file, requirement=asked, text=day, actor=actor, at=at)


@transaction.atomic
def choose_public_lines(
    *, convention: Convention, chosen: set[uuid.UUID], actor: Actor, at: dt.datetime
) -> Convention:
    """Say which lines the public page shows: those with these ids; the convention's own id is for its purpose."""
    held = convention_to_change(convention, actor)
    for line in (ConventionParty, Axis, Obligation, Committee):
        lines = line.objects.filter(convention=held)
        lines.filter(pk__in=chosen).update(is_public=True)
        lines.exclude(pk__in=chosen).update(is_public=False)
    held.purpose_is_public = held.pk in chosen
    held.save(update_fields=["purpose_is_public"])
    note_convention(actor, held, "public_lines_chosen", at)
    return held


@transaction.atomic
def publish_convention(*, convention: Convention, actor: Actor, at: dt.datetime) -> Convention:
    """Open the public page of a convention. Raises NothingPublic."""
    held = convention_to_change(convention, actor)
    lines = (ConventionParty, Axis, Obligation, Committee)
    shown = (one.objects.filter(convention=held, is_public=True, removed_at=None).exists() for one in lines)
    if not held.purpose_is_public and not any(shown):
        raise NothingPublic(_("Choose at least one line to show, then open the public page."))
    held.published_at = at
    held.save(update_fields=["published_at"])
    note_convention(actor, held, "published", at)
    return held


@transaction.atomic
def close_public_page(*, convention: Convention, actor: Actor, at: dt.datetime) -> Convention:
    """Let the public page of a convention answer nobody; opened again, it has the same address."""
    held = convention_to_change(convention, actor)
    held.published_at = None
    held.save(update_fields=["published_at"])
    note_convention(actor, held, "public_page_closed", at)
    return held


@transaction.atomic
def renew_convention(
    *, convention: Convention, terms: Terms, actor: Actor, at: dt.datetime, id: uuid.UUID
) -> Convention:
    """
    Open the convention that follows this one, with its parties, lines of action and committees.

    What was owed once is not copied: it is said anew. Raises AlreadyRenewed and what `make_convention` raises.
    """
    following = Convention.objects.filter(renews=convention).first()
    if following is not None and following.pk != id:
        raise AlreadyRenewed(_("The next convention is there already: open it from this page."))
    made = make_convention(terms=terms, actor=actor, at=at, id=id, renews=convention)
    if following is None:
        copy_lines(convention, made, actor=actor, at=at)
        note_convention(actor, convention, "renewed", at)
    return made
