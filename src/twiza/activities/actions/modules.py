"""Decisions about modules: write one, change it, retire it, take it up again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts
from twiza.activities.actions.acting import note, organisation_of, refuse_known_elsewhere, refuse_others
from twiza.activities.models import Module
from twiza.activities.rules import KEEP_REGISTER
from twiza.core.errors import InputError


class NoSuchModule(InputError):
    """What was said cannot be a module: the sentence says why, and the way out."""


@dataclass(frozen=True, slots=True)
class ModuleSaid:
    """What somebody says of a module."""

    names: Mapping[str, str]
    hours: Decimal
    objectives: str = ""
    audience: str = ""


@transaction.atomic
def write_module(*, id: uuid.UUID, said: ModuleSaid, actor: Actor, at: dt.datetime) -> Module:
    """Write a module of the organisation, once under one id. Raises NoSuchModule or NotYours."""
    organisation_id = organisation_of(actor)
    refuse_others(actor, KEEP_REGISTER, Facts(organisation_id=organisation_id))
    known = Module.objects.filter(pk=id).first()
    if known is not None:
        refuse_known_elsewhere(is_same=known.organisation_id == organisation_id)
        return known
    module = Module(id=id, organisation_id=organisation_id)
    take_words(module, said)
    note(actor, KEEP_REGISTER, "training_module", module.pk, "written", at)
    return module


@transaction.atomic
def change_module(*, module: Module, said: ModuleSaid, actor: Actor, at: dt.datetime) -> Module:
    """Change what a module says of itself. Raises NoSuchModule or NotYours."""
    refuse_others(actor, KEEP_REGISTER, Facts(organisation_id=module.organisation_id))
    take_words(module, said)
    note(actor, KEEP_REGISTER, "training_module", module.pk, "changed", at)
    return module


@transaction.atomic
def retire_module(*, module: Module, actor: Actor, at: dt.datetime) -> Module:
    """Offer a module no more; the trainings that gave it keep it."""
    refuse_others(actor, KEEP_REGISTER, Facts(organisation_id=module.organisation_id))
    module.retired_at = at
    module.save(update_fields=["retired_at"])
    note(actor, KEEP_REGISTER, "training_module", module.pk, "retired", at)
    return module


@transaction.atomic
def take_module_up_again(*, module: Module, actor: Actor, at: dt.datetime) -> Module:
    """Offer a retired module again."""
    refuse_others(actor, KEEP_REGISTER, Facts(organisation_id=module.organisation_id))
    module.retired_at = None
    module.save(update_fields=["retired_at"])
    note(actor, KEEP_REGISTER, "training_module", module.pk, "taken_up_again", at)
    return module


def take_words(module: Module, said: ModuleSaid) -> None:
    """Write on a module what was said, and keep it."""
    names = {language: name.strip() for language, name in said.names.items() if name.strip()}
    if not names:
        raise NoSuchModule(_("Give the module a title in French or in Arabic."))
    if said.hours <= 0:
        raise NoSuchModule(_("A module takes some time: give its hours."))
    module.names, module.hours = names, said.hours
    module.objectives, module.audience = said.objectives.strip(), said.audience.strip()
    module.save()
