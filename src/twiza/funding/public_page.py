"""What everybody may read of a convention: its title, its number, its days, and the lines marked public, no more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from twiza.funding.convention_page import axes_of, obligation_rows
from twiza.funding.models import Committee, Convention
from twiza.funding.queries.conventions import standing_parties
from twiza.funding.wording import Due, party_said


@dataclass(frozen=True, slots=True)
class PublicObligation:
    """An obligation as everybody may read it; `party` is empty when the party is not public."""

    text: str
    party: str
    due: Due


def public_page_of(convention: Convention, today: dt.date) -> dict[str, Any]:
    """Return what the public page shows; a party that is not public is named nowhere on it."""
    rows = obligation_rows(convention, today)
    return {
        "title": convention.file.title,
        "number": convention.file.number,
        "step": convention.file.step.names,
        "starts_on": convention.starts_on,
        "ends_on": convention.ends_on,
        "signed_on": convention.signed_on,
        "purpose": convention.purpose if convention.purpose_is_public else "",
        "parties": list(standing_parties().filter(convention=convention, is_public=True)),
        "axes": list(axes_of(convention).filter(is_public=True)),
        "obligations": [
            PublicObligation(
                text=row.obligation.text,
                party=party_said(row.obligation.owed_by) if row.obligation.owed_by.is_public else "",
                due=row.now,
            )
            for row in rows
            if row.obligation.is_public
        ],
        "committees": list(
            Committee.objects.filter(convention=convention, is_public=True, removed_at=None).order_by("position")
        ),
    }
