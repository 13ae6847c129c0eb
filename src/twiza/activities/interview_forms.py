"""Forms of interviews of parents: find them, record one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.activities.actions.interviews import InterviewSaid
from twiza.activities.fields import DayField
from twiza.activities.models import Moment, Parent, ParentInterview
from twiza.activities.place_field import PlacedForm
from twiza.activities.queries.interviews import InterviewFilter
from twiza.core.ids import new_id

MOST_SIGNS = 50


class InterviewFilterForm(forms.Form):
    """Which interviews to list."""

    moment = forms.ChoiceField(label=_("Enquiry"), required=False, choices=[("", _("All")), *Moment.choices])
    start = DayField(label=_("From"), required=False)
    end = DayField(label=_("Up to and including"), required=False)

    def asked(self) -> InterviewFilter:
        """Return what is asked; what is not understood asks nothing."""
        self.is_valid()
        given = self.cleaned_data
        return InterviewFilter(given.get("moment", ""), given.get("start"), given.get("end"))


class InterviewForm(PlacedForm):
    """What somebody says of an interview."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    asked_on = DayField(label=pgettext_lazy("interview", "Day"))
    moment = forms.ChoiceField(label=_("Enquiry"), choices=Moment.choices, widget=forms.RadioSelect)
    parent = forms.ChoiceField(label=_("Who is asked"), choices=Parent.choices, widget=forms.RadioSelect)
    signs_cited = forms.IntegerField(
        label=_("Danger signs cited"),
        min_value=0,
        max_value=MOST_SIGNS,
        help_text=_("How many she or he names without help: read none out. 0 where none is known."),
    )
    field_order = ("id", "asked_on", "place", "place_choice", "moment", "parent", "signs_cited")

    def said(self) -> InterviewSaid:
        """Return what is said; only of a form without errors."""
        given = self.cleaned_data
        return InterviewSaid(
            given["asked_on"], self.place_found, given["moment"], given["parent"], given["signs_cited"]
        )


def like(former: ParentInterview) -> dict[str, Any]:
    """Return what the form of an interview after another one begins with: the same day, place and enquiry."""
    return {"asked_on": former.asked_on, "place": former.place.code, "moment": former.moment}
