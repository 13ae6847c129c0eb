"""Of which area and period indicators are asked, as a form."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from twiza.access.place_options import area_options, areas_of
from twiza.accounts.decisions import Actor
from twiza.households.births import months_before
from twiza.households.models import Household
from twiza.indicators.scope import Scope
from twiza.territory.models import Place

LONGEST = dt.timedelta(days=3_660)
MONTHS_OFFERED = 48


class DayField(forms.DateField):
    """A day that may be left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs)


class ScopeForm(forms.Form):
    """An area that the actor may choose, and a period; what is left out is her territory, this year."""

    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    start = DayField(label=pgettext_lazy("period", "From"))
    end = DayField(label=pgettext_lazy("period", "To"))

    def __init__(self, *args: Any, actor: Actor, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.today = actor, today
        self.areas = areas_of(actor)
        self.fields["area"].choices = area_options(self.areas)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, or is longer than ten years."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = self.period()
        if end < start:
            raise forms.ValidationError(_("The period ends before it begins: change one of the dates."))
        if end - start > LONGEST:
            raise forms.ValidationError(_("The period is longer than ten years: choose a shorter one."))
        return given

    def period(self) -> tuple[dt.date, dt.date]:
        """Return the first and the last day, both included; this year up to today when nothing is said."""
        given = self.cleaned_data
        end = given.get("end") or self.today
        return given.get("start") or end.replace(month=1, day=1), end

    def first_area(self) -> Place | None:
        """Return the actor's own territory, else the country of the families that are followed, or the first."""
        own = self.actor.grant.territory if self.actor.grant else ()
        chosen = (area for area in self.areas if area.path in own)
        return next(chosen, None) or self.country_followed() or next(iter(self.areas), None)

    def country_followed(self) -> Place | None:
        """Return the country of the family that the actor's organisation registered last; None without any."""
        if self.actor.grant is None:
            return None
        ours = Household.objects.filter(organisation=self.actor.grant.organisation_id)
        country = ours.order_by("-registered_on", "-id").values_list("place__country", flat=True).first()
        return next((area for area in self.areas if area.path == country), None)

    def scope(self) -> Scope | None:
        """Return what is asked; None where no place is known."""
        path = self.cleaned_data.get("area")
        area = next((one for one in self.areas if one.path == path), None) or self.first_area()
        if area is None:
            return None
        start, end = self.period()
        return Scope(self.actor, area, start, end, self.today)

    def asked(self, scope: Scope) -> dict[str, str]:
        """Return what an address asks for this scope."""
        return {"area": scope.area.path, "start": scope.start.isoformat(), "end": scope.end.isoformat()}


class MonthForm(ScopeForm):
    """An area, and a month up to the current one; what is left out is the actor's territory, this month."""

    start = end = None  # type: ignore[assignment]
    month = forms.ChoiceField(label=pgettext_lazy("period", "Month"), required=False)

    def __init__(self, *args: Any, actor: Actor, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, today=today, **kwargs)
        months = [months_before(today.replace(day=1), number) for number in range(MONTHS_OFFERED)]
        self.fields["month"].choices = [(one.strftime("%Y-%m"), date_format(one, "F Y")) for one in months]  # type: ignore[attr-defined]

    def period(self) -> tuple[dt.date, dt.date]:
        """Return the first and the last day of the month, the running one up to today."""
        asked = self.cleaned_data.get("month") or self.today.strftime("%Y-%m")
        first = dt.date.fromisoformat(f"{asked}-01")
        return first, min(months_before(first, -1) - dt.timedelta(days=1), self.today)

    def asked(self, scope: Scope) -> dict[str, str]:
        """Return what an address asks for this scope."""
        return {"area": scope.area.path, "month": scope.end.strftime("%Y-%m")}
