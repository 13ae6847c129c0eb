"""Names that we give to rounds, in every language at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.case_management.models import RoundsPlan
from twiza.core.names import in_every_language, name_in


def names_of_rounds(area: Mapping[str, str] | None, starts_on: dt.date) -> dict[str, str]:
    """Return the names of rounds that nobody named: the commune, where it is known, and the month."""
    return in_every_language(lambda language: _name(area, date_format(starts_on, "F Y"), language))


def names_of_sample(area: Mapping[str, str], starts_on: dt.date) -> dict[str, str]:
    """Return the names of rounds to homes that nobody lives in."""
    return in_every_language(
        lambda language: (
            _("Invented homes, %(area)s, %(month)s")
            % {"area": name_in(area, language), "month": date_format(starts_on, "F Y")}
        )
    )


def _name(area: Mapping[str, str] | None, month: str, language: str) -> str:
    if area is None:
        return _("Rounds, %(month)s") % {"month": month}
    return _("Rounds, %(area)s, %(month)s") % {"area": name_in(area, language), "month": month}


def rounds_said(plan: RoundsPlan, language: str) -> str:
    """Return the name of rounds, with their number when others have the same name."""
    name = name_in(plan.names, language)
    return name if plan.number == 1 else _("%(name)s (%(number)s)") % {"name": name, "number": plan.number}
