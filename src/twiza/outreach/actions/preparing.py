"""What every decision about a caravan's preparation does first and last: hold the caravan, take out, write down."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.outreach.actions.caravan import note, refuse_cancelled
from twiza.outreach.models import Caravan


class NobodyActs(DomainError):
    """Whoever prepares a caravan is a person."""


class Removable(Protocol):
    """A row that can be taken out and brought back."""

    removed_at: dt.datetime | None

    def save(self, *, update_fields: list[str]) -> None:
        """Store these fields."""


def held_caravan(caravan: Caravan) -> Caravan:
    """Return a caravan that is not cancelled; whoever changes it at the same time waits. Raises CaravanCancelled."""
    held = Caravan.objects.select_for_update(of=("self",)).select_related("file__step", "area").get(pk=caravan.pk)
    refuse_cancelled(held)
    return held


def take_out(row: Removable, caravan: Caravan, what: str, actor: Actor, at: dt.datetime) -> None:
    """Take a row out of a caravan that is held; twice is once."""
    if row.removed_at is None:
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        note(actor, caravan, f"{what}_removed", at)


def put_back(row: Removable, caravan: Caravan, what: str, actor: Actor, at: dt.datetime) -> None:
    """Bring a row back that was taken out of a caravan that is held; twice is once."""
    if row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        note(actor, caravan, f"{what}_brought_back", at)
