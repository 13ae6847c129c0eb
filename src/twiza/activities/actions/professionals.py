"""Decisions about the register of professionals: nobody is written down twice without being told."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts
from twiza.activities.actions.acting import note, organisation_of, person_of, refuse_known_elsewhere, refuse_others
from twiza.activities.models import Professional
from twiza.activities.queries.training import sounding_like
from twiza.activities.rules import KEEP_REGISTER
from twiza.core.errors import DomainError, InputError
from twiza.core.text import search_text_of
from twiza.facilities.models import Facility


class NamelessProfessional(InputError):
    """A professional has a name and a function."""


class SoundsLike(DomainError):
    """Somebody of the register is called like this: `found` says who."""

    def __init__(self, found: Sequence[Professional]) -> None:
        self.found = tuple(found)
        names = ", ".join(f"{one.name} ({one.function})" for one in found)
        said = _(
            "Somebody of the register is called like this: %(names)s. Choose her, or say that it is another person."
        )
        super().__init__(said % {"names": names})


@dataclass(frozen=True, slots=True)
class ProfessionalSaid:
    """What is written of a professional."""

    name: str
    function: str
    facility: Facility | None = None
    workplace: str = ""


@transaction.atomic
def register_professional(
    *, id: uuid.UUID, said: ProfessionalSaid, others: Collection[uuid.UUID], actor: Actor, at: dt.datetime
) -> Professional:
    """
    Write a professional in the register, once under one id.

    `others` are those of the register who are called alike, and whom somebody looked at and knows to be other people.
    Raises SoundsLike for whoever else is called alike, NamelessProfessional, NotYours or KnownElsewhere.
    """
    organisation_id = organisation_of(actor)
    refuse_others(actor, KEEP_REGISTER, Facts(organisation_id=organisation_id))
    known = Professional.objects.filter(pk=id).first()
    if known is not None:
        refuse_known_elsewhere(is_same=known.organisation_id == organisation_id)
        return known
    alike = [one for one in sounding_like(organisation_id, said.name) if one.pk not in others]
    if alike:
        raise SoundsLike(alike)
    professional = Professional(
        id=id, organisation_id=organisation_id, made_at=at, made_by_id=person_of(actor)
    )  # fmt: skip
    take_words(professional, said)
    note(actor, KEEP_REGISTER, "professional", id, "registered", at)
    return professional


@transaction.atomic
def correct_professional(
    *, professional: Professional, said: ProfessionalSaid, actor: Actor, at: dt.datetime
) -> Professional:
    """Change what the register says of a professional. Raises NamelessProfessional or NotYours."""
    refuse_others(actor, KEEP_REGISTER, Facts(organisation_id=professional.organisation_id))
    take_words(professional, said)
    note(actor, KEEP_REGISTER, "professional", professional.pk, "corrected", at)
    return professional


def take_words(professional: Professional, said: ProfessionalSaid) -> None:
    """Write what was said of a professional, and keep it."""
    name, function, workplace = said.name.strip(), said.function.strip(), said.workplace.strip()
    sound = search_text_of([name]).strip()
    if not sound or not function:
        raise NamelessProfessional(_("Give the name and the function of the professional."))
    professional.name, professional.function, professional.sound = name, function, sound
    professional.facility, professional.workplace = said.facility, workplace
    place = said.facility.names.values() if said.facility else ()
    professional.search_text = search_text_of([name, function, workplace, *place])
    professional.save()
