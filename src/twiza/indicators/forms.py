"""Of which area and period indicators are asked, as a form."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from twiza.access.place_options import area_options, areas_of
from twiza.accounts.decisions import Actor
from twiza.indicators.scope import Scope
from twiza.territory.models import Place

LONGEST = dt.timedelta(days=3_660)


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
        """Return the actor's own territory, or else the country; None where no place is known."""
        own = self.actor.grant.territory if self.actor.grant else ()
        return next((area for area in self.areas if area.path in own), next(iter(self.areas), None))

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
