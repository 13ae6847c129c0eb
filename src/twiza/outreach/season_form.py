"""Which caravans make a season."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from twiza.outreach.fields import LONGEST_ID, said
from twiza.outreach.models import Caravan
from twiza.outreach.queries.season import SeasonTerms, areas_with

DATE = {"type": "date"}
LONGEST_DAYS = 366 * 5


class SeasonForm(forms.Form):
    """An area, two days, an organisation: all may be left as they are."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    start = forms.DateField(label=_("Begins from"), required=False, widget=forms.DateInput(DATE))
    end = forms.DateField(label=_("Begins by"), required=False, widget=forms.DateInput(DATE))
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, *args: Any, caravans: QuerySet[Caravan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(place.pk): place for place in areas_with(caravans)}
        own = dict(caravans.order_by().values_list("organisation", "organisation__names").distinct())
        named = sorted((said(names), str(pk)) for pk, names in own.items())
        areas = [(pk, said(place.names)) for pk, place in self.areas.items()]
        self.fields["area"].choices = [("", _("Everywhere")), *areas]  # type: ignore[attr-defined]
        organisations = [("", _("All organisations")), *((pk, name) for name, pk in named)]
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the choice, whose days are in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and not dt.timedelta(0) <= end - start <= dt.timedelta(days=LONGEST_DAYS):
            self.add_error("end", _("Choose a last day after the first one, within five years."))
        return cleaned

    def terms(self, *, today: dt.date) -> SeasonTerms:
        """Return which caravans are asked for: without days, those of this year; what is wrong is left out."""
        asked = self.cleaned_data if self.is_valid() else {}
        organisation = asked.get("organisation") or ""
        return SeasonTerms(
            start=asked.get("start") or dt.date(today.year, 1, 1),
            end=asked.get("end") or dt.date(today.year, 12, 31),
            area=self.areas.get(asked.get("area") or ""),
            organisation_id=int(organisation) if organisation and len(organisation) <= LONGEST_ID else None,
        )
