"""Names that we give, in every language at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.core.names import in_every_language, name_in


def names_of_scenario(area: Mapping[str, str], starts_on: dt.date) -> dict[str, str]:
    """Return the names of a scenario that nobody named: its area and its month."""
    return in_every_language(
        lambda language: (
            _("Caravans, %(area)s, %(month)s")
            % {"area": name_in(area, language), "month": date_format(starts_on, "F Y")}
        )
    )


def names_after_change(
    names: Mapping[str, str], area: Mapping[str, str], *, started_on: dt.date, starts_on: dt.date
) -> dict[str, str]:
    """Return the names of a scenario whose first day changes: those that nobody gave go with the month."""
    return names_of_scenario(area, starts_on) if names == names_of_scenario(area, started_on) else dict(names)


def names_of_copy(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of a copy."""
    return in_every_language(lambda language: _("%(name)s (copy)") % {"name": name_in(names, language)})


def names_of_grid_point(commune: Mapping[str, str], number: int) -> dict[str, str]:
    """Return the names of a point of the grid, so that nobody takes it for a place that has a name."""
    return in_every_language(
        lambda language: (
            _("Point %(number)s of the 5 km grid, %(commune)s")
            % {"number": number, "commune": name_in(commune, language)}
        )
    )


def names_of_caravan(area: Mapping[str, str], number: int, year: int) -> dict[str, str]:
    """Return the names of a caravan that nobody named: its area, and its number in its year."""
    return in_every_language(
        lambda language: (
            _("Caravan %(number)d/%(year)d, %(area)s")
            % {"number": number, "year": year, "area": name_in(area, language)}
        )
    )
