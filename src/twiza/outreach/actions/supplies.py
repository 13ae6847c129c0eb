"""Decisions about supplies: add a line, change it, count at the end of the day, take a whole file in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.outreach.actions.caravan import note
from twiza.outreach.actions.preparing import held_caravan, put_back, take_out
from twiza.outreach.models import Caravan, Supply
from twiza.outreach.rules import COUNT_SUPPLIES
from twiza.outreach.supply_terms import SupplyTerms

MOST_LINES = 500
COUNTED = ("used", "returned", "expired")
FIELDS = ("kind", "name", "form", "lot", "expires_on", "pharmacist", "planned", "taken", *COUNTED)


class LotThere(DomainError):
    """The caravan has a line of this product and lot already."""


class TooManySupplies(DomainError):
    """A caravan has more lines of supplies than a page shows."""


class CountedMeanwhile(DomainError):
    """Somebody else counted the line since the page was opened."""


@dataclass(frozen=True, slots=True)
class SuppliesTaken:
    """How many lines of a file are new, how many changed one that was there, how many were there word for word."""

    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of one line at the end of the day, and what the page showed before; None is not counted."""

    before: tuple[int | None, int | None, int | None]
    after: tuple[int | None, int | None, int | None]


@transaction.atomic
def add_supply(*, caravan: Caravan, terms: SupplyTerms, actor: Actor, at: dt.datetime, id: uuid.UUID) -> Supply:
    """Add a line, once under one id. Raises CaravanCancelled, LotThere, TooManySupplies."""
    caravan = held_caravan(caravan)
    if known := Supply.kept.filter(pk=id, caravan=caravan).first():
        return known
    if caravan.supplies.count() >= MOST_LINES:
        raise TooManySupplies(_("A caravan has at most %(most)d lines of supplies.") % {"most": MOST_LINES})
    supply = Supply(id=id, caravan=caravan, **asdict(terms))
    store(supply)
    note(actor, caravan, "supply", at)
    return supply


@transaction.atomic
def change_supply(*, supply: Supply, terms: SupplyTerms, actor: Actor, at: dt.datetime) -> Supply:
    """Say a line otherwise. Raises CaravanCancelled, LotThere."""
    caravan = held_caravan(supply.caravan)
    say(supply, terms)
    store(supply)
    note(actor, caravan, "supply_changed", at)
    return supply


@transaction.atomic
def remove_supply(*, supply: Supply, actor: Actor, at: dt.datetime) -> None:
    """Take a line out; it can be brought back. Raises CaravanCancelled."""
    take_out(supply, held_caravan(supply.caravan), "supply", actor, at)


@transaction.atomic
def bring_back_supply(*, supply: Supply, actor: Actor, at: dt.datetime) -> None:
    """Bring back a line that was taken out. Raises CaravanCancelled, LotThere."""
    caravan = held_caravan(supply.caravan)
    same = caravan.supplies.filter(name=supply.name, form=supply.form, lot=supply.lot)
    if same.exclude(pk=supply.pk).exists():
        raise LotThere(lot_there())
    put_back(supply, caravan, "supply", actor, at)


@transaction.atomic
def count_supplies(*, caravan: Caravan, counts: Mapping[uuid.UUID, Count], actor: Actor, at: dt.datetime) -> int:
    """
    Keep what was counted at the end of the day; return how many lines changed.

    What another person counted since the page was opened is not written over: raises CountedMeanwhile, and nothing is
    kept. A count that does not add up is kept and shown. Raises CaravanCancelled.
    """
    caravan = held_caravan(caravan)
    lines = [one for one in caravan.supplies.select_for_update(of=("self",)) if one.pk in counts]
    changed = [one for one in lines if counted(one) != counts[one.pk].after]
    if other := [one for one in changed if counted(one) != counts[one.pk].before]:
        sentence = _("%(name)s was counted by somebody else meanwhile. Nothing was kept: look at the figures again.")
        raise CountedMeanwhile(sentence % {"name": other[0].name})
    for supply in changed:
        supply.used, supply.returned, supply.expired = counts[supply.pk].after
    Supply.objects.bulk_update(changed, COUNTED)
    if changed:
        record_audit(
            actor=actor,
            action=COUNT_SUPPLIES,
            at=at,
            outcome="counted",
            object_kind="caravan",
            object_id=caravan.pk,
        )
    return len(changed)


@transaction.atomic
def take_supplies_in(
    *, caravan: Caravan, lines: Sequence[SupplyTerms], actor: Actor, at: dt.datetime
) -> SuppliesTaken:
    """
    Add the lines of a file; a line of the same product, form and lot is said as the file says it, cells left empty
    change nothing. Raises CaravanCancelled, TooManySupplies; then nothing is kept.
    """
    caravan = held_caravan(caravan)
    known = {(one.name, one.form, one.lot): one for one in caravan.supplies.all()}
    new = [Supply(caravan=caravan, **asdict(line)) for line in lines if key_of(line) not in known]
    if len(known) + len(new) > MOST_LINES:
        raise TooManySupplies(_("A caravan has at most %(most)d lines of supplies.") % {"most": MOST_LINES})
    changed = [known[key_of(line)] for line in lines if key_of(line) in known and is_news(known[key_of(line)], line)]
    Supply.objects.bulk_create(new)
    Supply.objects.bulk_update(changed, FIELDS)
    note(actor, caravan, "supplies_from_file", at)
    return SuppliesTaken(len(new), len(changed), len(lines) - len(new) - len(changed))


def key_of(line: SupplyTerms) -> tuple[str, str, str]:
    """Return what tells lines of a caravan apart."""
    return line.name, line.form, line.lot


def is_news(supply: Supply, line: SupplyTerms) -> bool:
    """Say a line as a file says it, cells left empty apart; return whether anything of it is new."""
    said = {name: value for name, value in asdict(line).items() if value not in (None, "")}
    news = {name: value for name, value in said.items() if getattr(supply, name) != value}
    for name, value in news.items():
        setattr(supply, name, value)
    return bool(news)


def counted(supply: Supply) -> tuple[int | None, int | None, int | None]:
    """Return what was counted of a line: used, brought back, expired."""
    return supply.used, supply.returned, supply.expired


def say(supply: Supply, terms: SupplyTerms) -> None:
    """Write terms on a line, unsaved."""
    for name, value in asdict(terms).items():
        setattr(supply, name, value)


def store(supply: Supply) -> None:
    """Store a line. Raises LotThere."""
    try:
        with transaction.atomic():
            supply.save()
    except IntegrityError as error:
        raise LotThere(lot_there()) from error


def lot_there() -> str:
    """Return the sentence for a product and lot that has a line already."""
    return _("This caravan has a line of this product, form and lot already: change that one.")
