"""Who says something of a facility and why: what stands beside the facts on each form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.facilities.facts_form import date_input


class OriginForm(forms.Form):
    """Who says what a facility is, who verified it, and when."""

    shown_at = forms.CharField(required=False, widget=forms.HiddenInput)
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Who says so, or in which document."))
    verified_by = forms.CharField(label=_("Verified by"), max_length=200, required=False)
    verified_on = forms.DateField(label=_("Verified on"), required=False, widget=date_input())

    def clean(self) -> dict[str, Any]:
        """Ask for both of who verified and when."""
        given = super().clean() or {}
        is_half = bool(given.get("verified_by")) != (given.get("verified_on") is not None)
        if is_half and "verified_on" not in self.errors:
            self.add_error("verified_by", _("Say both who verified it and when, or neither."))
        return given


class WhyForm(forms.Form):
    """Why something should change, how one knows, and the evidence."""

    shown_at = forms.CharField(required=False, widget=forms.HiddenInput)
    keeper = forms.ChoiceField(label=_("To whom"), help_text=_("The organisation that keeps the list answers."))
    source = forms.CharField(
        label=_("How you know"), max_length=200, help_text=_("I work there, I went there, a document: say which.")
    )
    happened_on = forms.DateField(label=_("True since"), widget=date_input())
    why = forms.CharField(label=_("Why it should change"), max_length=2_000, widget=forms.Textarea({"rows": 3}))
    evidence = forms.FileField(
        label=_("Evidence"), required=False, help_text=_("A photograph (JPEG, PNG) or a PDF, 5 MB at most.")
    )

    def offer(self, keepers: Iterable[tuple[int, str]]) -> None:
        """Fill the list of those who answer; where there is one only, there is nothing to choose."""
        choices = [(str(pk), name) for pk, name in keepers]
        field = self.fields["keeper"]
        field.choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
            self.initial["keeper"] = choices[0][0]


class VerifyForm(forms.Form):
    """Which facts somebody saw to be as they are said, and how."""

    facts = forms.MultipleChoiceField(label=_("What was seen"), widget=forms.CheckboxSelectMultiple)
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("A visit, a call, a document."))
    verified_on = forms.DateField(label=_("Verified on"), widget=date_input())

    def offer(self, facts: Iterable[tuple[str, str]]) -> None:
        """Fill the list with the facts there are."""
        self.fields["facts"].choices = list(facts)  # type: ignore[attr-defined]
