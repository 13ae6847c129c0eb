"""Figures of places in words, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.core.figures import rounded
from twiza.territory.queries.figures import AgeRow, PlaceFigures

UNKNOWN = "—"


def figure(value: float | None, unit: str) -> str:
    """Return a census figure with its unit, or a dash when it is not known."""
    if value is None:
        return UNKNOWN
    if unit == "percent":
        return _("%(number)s%%") % {"number": rounded(value, 1)}
    if unit == "km":
        return _("%(number)s km") % {"number": rounded(value, 1)}
    if unit in {"births_per_woman", "people_per_household"}:
        return rounded(value, 2 if unit == "births_per_woman" else 1)
    return whole(value)


def whole(value: float | None) -> str:
    """Return a whole number with its thousands apart, or a dash when it is not known."""
    return UNKNOWN if value is None else rounded(value)


def decimal(value: float | None) -> str:
    """Return a number with one decimal and its thousands apart, or a dash when it is not known."""
    return UNKNOWN if value is None else rounded(value, 1)


def change(share: float | None) -> str:
    """Return a change (share of what was) in per cent with its sign, or a dash when it is not known."""
    if share is None:
        return UNKNOWN
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return _("%(number)s%%") % {"number": f"{sign}{rounded(abs(share) * 100, 1)}"}


def people(figures: PlaceFigures) -> str:
    """Return how many people a place has, and when they were counted."""
    if figures.people is None:
        return _("Population not known")
    words = ngettext("%(people)s inhabitant in %(year)s", "%(people)s inhabitants in %(year)s", figures.people)
    return words % {"people": whole(figures.people), "year": figures.year}


def ages(row: AgeRow) -> str:
    """Return the ages of a band, both included: 5–9 years, 75 years and over."""
    if row.end is None:
        return _("%(start)s years and over") % {"start": row.start}
    return _("%(start)s to %(end)s years") % {"start": row.start, "end": row.end - 1}
