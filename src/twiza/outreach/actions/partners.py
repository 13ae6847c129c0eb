"""Decisions about partners of a caravan: what each brings, whether it came, take one out and bring it back."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.outreach.actions.caravan import note
from twiza.outreach.actions.preparing import held_caravan, put_back, take_out
from twiza.outreach.models import CaravanPartner, Contribution

MOST_THINGS = 200


class TooManyThings(DomainError):
    """A partner brings more lines than a page shows."""


class PartnerAlready(DomainError):
    """The organisation is a partner again since it was taken out."""


@dataclass(frozen=True, slots=True)
class ThingTerms:
    """One thing that a partner brings; what is None is not known."""

    thing: str
    quantity: Decimal | None = None
    unit: str = ""
    value: Decimal | None = None


@transaction.atomic
def add_contribution(
    *, partner: CaravanPartner, terms: ThingTerms, actor: Actor, at: dt.datetime, id: uuid.UUID
) -> Contribution:
    """Add a thing that a partner promises, once under one id. Raises CaravanCancelled, TooManyThings."""
    caravan = held_caravan(partner.caravan)
    if known := Contribution.kept.filter(pk=id, partner=partner).first():
        return known
    if partner.contributions.count() >= MOST_THINGS:
        raise TooManyThings(_("A partner brings at most %(most)d lines.") % {"most": MOST_THINGS})
    contribution = Contribution.objects.create(
        id=id,
        partner=partner,
        thing=terms.thing.strip(),
        quantity=terms.quantity,
        unit=terms.unit.strip(),
        value=terms.value,
    )
    note(actor, caravan, "contribution", at)
    return contribution


@transaction.atomic
def change_contribution(*, contribution: Contribution, terms: ThingTerms, actor: Actor, at: dt.datetime) -> None:
    """Say otherwise what a partner brings. Raises CaravanCancelled."""
    caravan = held_caravan(contribution.partner.caravan)
    contribution.thing, contribution.unit = terms.thing.strip(), terms.unit.strip()
    contribution.quantity, contribution.value = terms.quantity, terms.value
    contribution.save(update_fields=["thing", "unit", "quantity", "value"])
    note(actor, caravan, "contribution_changed", at)


@transaction.atomic
def say_brought(*, contribution: Contribution, state: str, actor: Actor, at: dt.datetime) -> None:
    """Say that a thing came, did not, or is promised still. Raises CaravanCancelled."""
    caravan = held_caravan(contribution.partner.caravan)
    contribution.state = state
    contribution.save(update_fields=["state"])
    note(actor, caravan, f"contribution_{state}", at)


@transaction.atomic
def remove_contribution(*, contribution: Contribution, actor: Actor, at: dt.datetime) -> None:
    """Take a thing out; it can be brought back. Raises CaravanCancelled."""
    take_out(contribution, held_caravan(contribution.partner.caravan), "contribution", actor, at)


@transaction.atomic
def bring_back_contribution(*, contribution: Contribution, actor: Actor, at: dt.datetime) -> None:
    """Bring back a thing that was taken out. Raises CaravanCancelled."""
    put_back(contribution, held_caravan(contribution.partner.caravan), "contribution", actor, at)


@transaction.atomic
def remove_partner(*, partner: CaravanPartner, actor: Actor, at: dt.datetime) -> None:
    """Take a partner out: its people see the caravan no more. Raises CaravanCancelled."""
    take_out(partner, held_caravan(partner.caravan), "partner", actor, at)


@transaction.atomic
def bring_back_partner(*, partner: CaravanPartner, actor: Actor, at: dt.datetime) -> None:
    """Bring back a partner that was taken out. Raises CaravanCancelled, PartnerAlready."""
    caravan = held_caravan(partner.caravan)
    if caravan.partners.filter(organisation=partner.organisation_id).exclude(pk=partner.pk).exists():
        raise PartnerAlready(_("This organisation is a partner again already."))
    put_back(partner, caravan, "partner", actor, at)
