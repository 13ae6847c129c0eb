"""Health figures in words: a number, "< 5" as its source says, hidden, or a dash where it is missing."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.core.figures import rounded
from twiza.core.names import name_in
from twiza.territory.models import OLDEST_AGE, HealthSeries, HealthUnit, Sex
from twiza.territory.queries.health_series import ShownFigure
from twiza.territory.wording import UNKNOWN


def health_figure(figure: ShownFigure | None) -> str:
    """Return a figure in words."""
    if figure is None:
        return UNKNOWN
    if figure.number is not None:
        return rounded(figure.number)
    return _("< %(below)s") % {"below": figure.below} if figure.below else _("hidden")


def series_name(series: HealthSeries) -> str:
    """Return the name of a series in the language of the reader."""
    return name_in(series.names, get_language() or "fr") or series.code


def series_unit(series: HealthSeries) -> str:
    """Return what a series counts."""
    return str(HealthUnit(series.unit).label)


def sex_words(sex: str) -> str:
    """Return whom a count is about."""
    return str(Sex(sex).label)


def age_words(start: int, end: int) -> str:
    """Return an age band, both ends included."""
    if (start, end) == (0, OLDEST_AGE):
        return _("All ages")
    if end == OLDEST_AGE:
        return _("%(start)s years and over") % {"start": start}
    return _("%(start)s to %(end)s years") % {"start": start, "end": end - 1}


def last_day(series: HealthSeries) -> dt.date | None:
    """Return the last day that a series counts."""
    return series.ends_on - dt.timedelta(days=1) if series.ends_on else None
