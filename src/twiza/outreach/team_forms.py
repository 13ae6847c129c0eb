"""Forms of a caravan's team, its partners, and its days and posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Specialty
from twiza.core.ids import new_id
from twiza.core.names import LANGUAGES
from twiza.outreach.actions.caravan import DayTerms
from twiza.outreach.actions.partners import ThingTerms
from twiza.outreach.actions.team import MemberTerms
from twiza.outreach.fields import PlaceField, SpecialtyField
from twiza.outreach.forms import EARLIEST, LATEST
from twiza.outreach.models import AnswerState, BringingState, Caravan, MemberTask
from twiza.territory.models import Place

AUTO = {"dir": "auto"}
LTR = {"dir": "ltr", "autocomplete": "off"}


class AnswerForm(forms.Form):
    """What a member answered."""

    state = forms.ChoiceField(label=_("Answer"), choices=AnswerState.choices, widget=forms.RadioSelect)
    answered_on = forms.DateField(label=_("On"), widget=forms.DateInput({"type": "date"}))
    told_by = forms.CharField(label=_("Told by"), required=False, max_length=120, widget=forms.TextInput(AUTO))


class MemberDetailsForm(forms.Form):
    """What is known of somebody who takes part."""

    task = forms.ChoiceField(label=_("Task"), choices=MemberTask.choices)
    specialty = SpecialtyField(
        label=_("Specialty"), queryset=Specialty.objects.none(), required=False, empty_label=_("None")
    )
    order_number = forms.CharField(
        label=_("Number with the doctors’ council"), required=False, max_length=30, widget=forms.TextInput(LTR)
    )
    order_checked_on = forms.DateField(
        label=_("Number checked with the council on"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("Left empty, it is not checked yet."),
    )
    order_checked_by = forms.CharField(
        label=_("Who checked it"), required=False, max_length=120, widget=forms.TextInput(AUTO)
    )
    charter_signed_on = forms.DateField(
        label=_("Charter of volunteers signed on"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, *args: Any, caravan: Caravan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Specialty.objects.filter(pk__in=caravan.posts.values("specialty")).order_by("position")
        self.fields["specialty"].queryset = offered  # type: ignore[attr-defined]

    def terms(self) -> MemberTerms:
        """Return what is said of her."""
        return MemberTerms(**self.cleaned_data)


class ThingForm(forms.Form):
    """One thing that a partner brings."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    thing = forms.CharField(label=_("What"), max_length=300, widget=forms.TextInput(AUTO))
    quantity = forms.DecimalField(
        label=_("Quantity"), required=False, min_value=0, max_digits=10, decimal_places=2, localize=True
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40, widget=forms.TextInput(AUTO))
    value = forms.DecimalField(
        label=_("Estimated value in all"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
        help_text=_("Counted once in the cost of the caravan, when it was brought. Left empty, it does not count."),
    )

    def terms(self) -> ThingTerms:
        """Return what is brought."""
        given = self.cleaned_data
        return ThingTerms(given["thing"], given["quantity"], given["unit"], given["value"])


class ThingStateForm(forms.Form):
    """Whether a thing came."""

    state = forms.ChoiceField(choices=BringingState.choices)


class DayNamesForm(forms.Form):
    """What the place of a day is called, in each language."""

    fr = forms.CharField(label=_("Place, in French"), required=False, max_length=120, widget=forms.TextInput(AUTO))
    ar = forms.CharField(label=_("Place, in Arabic"), required=False, max_length=120, widget=forms.TextInput(AUTO))
    en = forms.CharField(label=_("Place, in English"), required=False, max_length=120, widget=forms.TextInput(AUTO))

    def clean(self) -> dict[str, Any]:
        """Return the names, of which there is one at least."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(language) for language in LANGUAGES):
            raise forms.ValidationError(_("Give the place a name in one language at least."))
        return cleaned

    def names(self) -> dict[str, str]:
        """Return the names given."""
        return {language: self.cleaned_data[language] for language in LANGUAGES if self.cleaned_data[language]}


class DayForm(forms.Form):
    """One more day of a caravan, at a place."""

    commune = PlaceField(label=_("Commune"), queryset=Place.objects.none())
    site = forms.CharField(label=_("Place"), max_length=120, widget=forms.TextInput(AUTO))
    on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, communes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        """Return the day, which is of our time."""
        if not EARLIEST <= self.cleaned_data["on"] <= LATEST:
            raise forms.ValidationError(_("Choose a day between 2000 and 2100."))
        return self.cleaned_data["on"]

    def terms(self) -> DayTerms:
        """Return the day asked for."""
        commune: Place = self.cleaned_data["commune"]
        names = dict.fromkeys(LANGUAGES, self.cleaned_data["site"])
        return DayTerms(self.cleaned_data["on"], names, commune, commune.lat, commune.lon)


class PostForm(forms.Form):
    """One more specialty that a caravan offers."""

    specialty = SpecialtyField(label=_("Specialty"), queryset=Specialty.objects.none())

    def __init__(self, *args: Any, caravan: Caravan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Specialty.objects.exclude(pk__in=caravan.posts.values("specialty")).order_by("position")
        self.fields["specialty"].queryset = free  # type: ignore[attr-defined]
