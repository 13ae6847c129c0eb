"""What people say of rulesets: which to show, a file, why, on whose word, and the facts of a case to try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.models import RulesetVersion, State
from twiza.rulesets.wording import text_in

REASON_CHARACTERS = 2_000
YES, NO = "yes", "no"


class RulesetFilterForm(forms.Form):
    """Which rulesets to show."""

    q = forms.CharField(
        label=_("Title or code"), required=False, max_length=100, widget=forms.TextInput({"dir": "auto"})
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def offer(self, *, countries: Iterable[str]) -> None:
        """Fill the lists with what there is."""
        country, state = self.fields["country"], self.fields["state"]
        country.choices = [("", _("All")), *((one, one) for one in countries)]  # type: ignore[attr-defined]
        state.choices = [("", _("All")), *State.choices]  # type: ignore[attr-defined]


class RulesetFileForm(forms.Form):
    """A file to look at."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A ruleset as YAML or as a workbook: the easiest is to export a version, and to change it."),
        widget=forms.FileInput({"accept": ".yml,.yaml,.xlsx"}),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=REASON_CHARACTERS, widget=forms.Textarea({"rows": 3}))


class ActivationForm(ReasonForm):
    """On whose word, and why."""

    authority = forms.CharField(
        label=_("Authority that validated these rules"),
        help_text=_("Its name, and that of the person who signed: a delegation, a ministry, a medical council…"),
        max_length=200,
    )
    field_order = ("authority", "reason")


class ComparisonForm(forms.Form):
    """The version to compare with."""

    other = forms.ChoiceField(label=_("Compare with"))

    def offer(self, versions: Sequence[tuple[RulesetVersion, str]]) -> None:
        """Fill the list with the versions that may be chosen."""
        self.fields["other"].choices = [(str(one.pk), said) for one, said in versions]  # type: ignore[attr-defined]


class CaseForm(forms.Form):
    """The facts of a case: one field for each input of a table, typed, none of them asked for."""

    def __init__(self, given: Any, *, inputs: Sequence[Content], language: str) -> None:
        super().__init__(given)
        for row in inputs:
            field = field_for(row)
            field.label, field.required = text_in(row, language) or str(row["id"]), False
            self.fields[f"fact_{row['id']}"] = field

    def facts(self) -> dict[str, Any]:
        """Return the facts that were given."""
        given = {name.removeprefix("fact_"): value for name, value in self.cleaned_data.items()}
        truths = {YES: True, NO: False}
        known = {name: value for name, value in given.items() if value not in (None, "")}
        return {
            name: truths[value] if isinstance(self.fields[f"fact_{name}"], TruthField) else value
            for name, value in known.items()
        }


class TruthField(forms.ChoiceField):
    """Yes, no, or not known."""

    def __init__(self) -> None:
        choices = [
            ("", pgettext_lazy("value", "Not known")),
            (YES, pgettext_lazy("value", "Yes")),
            (NO, pgettext_lazy("value", "No")),
        ]
        super().__init__(choices=choices)


def field_for(row: Content) -> forms.Field:
    """Return the field of an input by its type."""
    kind = row["type"]
    if kind == "bool":
        return TruthField()
    if kind == "enum":
        values = [(value, str(value).replace("_", " ")) for value in row["values"]]
        return forms.ChoiceField(choices=[("", pgettext_lazy("value", "Not known")), *values])
    if kind == "date":
        return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    if kind == "text":
        return forms.CharField(max_length=200, widget=forms.TextInput({"dir": "auto"}))
    if kind == "integer":
        return forms.IntegerField(
            min_value=-(2**53), max_value=2**53, widget=forms.TextInput({"inputmode": "numeric"})
        )
    return forms.FloatField(localize=True, widget=forms.TextInput({"inputmode": "decimal"}))
