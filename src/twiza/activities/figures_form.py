"""Of which area and which months figures are asked."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.place_options import Options
from twiza.accounts.decisions import Grant
from twiza.activities.fields import DayField
from twiza.core.tallies import Span

MONTHS_SHOWN = 12


class FiguresForm(forms.Form):
    """An area and a period in whole months: a shorter one would tell of single days by subtraction."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    start = DayField(label=_("From the month of"), required=False)
    end = DayField(label=_("To the month of"), required=False)

    def offer(self, areas: Options) -> None:
        """Say which areas there are."""
        self.fields["area"].choices = [("", _("Everywhere")), *areas]  # type: ignore[attr-defined]

    def span(self, grant: Grant, today: dt.date) -> Span:
        """Return what is asked, for the organisation acted for; what is not understood is left at its default."""
        self.is_valid()
        given = self.cleaned_data
        end = last_day(given.get("end") or today)
        start = (given.get("start") or months_before(end, MONTHS_SHOWN - 1)).replace(day=1)
        areas = (given["area"],) if given.get("area") else grant.territory
        return Span(grant.organisation_id, areas, start, end)


def last_day(day: dt.date) -> dt.date:
    """Return the last day of a month."""
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the first day of the month so many months before."""
    count = day.year * 12 + day.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, 1)
