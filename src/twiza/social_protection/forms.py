"""What people answer and choose on the pages of rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.core.form_fields import DayField
from twiza.households.models import Person
from twiza.rulesets.evaluation.evidence import Content, Plain
from twiza.rulesets.forms import NO, YES, CaseForm
from twiza.rulesets.wording import text_in
from twiza.social_protection.models import Choice

REASON_MOST = 500
ABOUT_ALL = ""


class AskedForm(forms.Form):
    """When somebody was asked, and about whom."""

    asked_on = forms.DateField(label=_("Asked on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    person = forms.ChoiceField(label=_("About whom"), required=False)

    def offer(self, people: Iterable[Person]) -> None:
        """Offer the whole household, or one of the people in it."""
        living = [(str(one.pk), one.name) for one in people]
        self.fields["person"].choices = [(ABOUT_ALL, _("The whole household")), *living]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What a person decides about a scheme, and why."""

    scheme = forms.CharField(widget=forms.HiddenInput, max_length=40)
    id = forms.UUIDField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(label=_("What you decide"), choices=Choice.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_MOST, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )


def questions_form(
    given: Any, questions: Sequence[Content], known: Mapping[str, Plain], *, from_record: set[str], language: str
) -> CaseForm:
    """Return one field for each question: a press where it is yes, no or one of a few, filled with what is known."""
    form = CaseForm(given, inputs=questions, language=language)
    for row in questions:
        name = str(row["id"])
        field = form.fields[f"fact_{name}"]
        field.initial = as_typed(known.get(name))
        if name in from_record:
            field.help_text = _("Known from the record: correct it if it is not so.")
        if isinstance(field, forms.ChoiceField):
            labelled(field, row, language)
    return form


def labelled(field: forms.ChoiceField, row: Content, language: str) -> None:
    """Let one of a few be pressed rather than looked for, in words where the question has them."""
    labels = row.get("labels") or {}
    unknown = ("", pgettext_lazy("value", "Not known"))
    choices: list[tuple[str, Any]] = list(field.choices)  # type: ignore[arg-type]
    offered = [(value, choice_words(labels, value, words, language)) for value, words in choices if value]
    field.widget = forms.RadioSelect()
    field.choices = [*offered, unknown]


def choice_words(labels: Mapping[str, Content], value: str, words: Any, language: str) -> Any:
    """Return what a choice is called in a language, else as the form has it."""
    return text_in(labels[value], language) if value in labels else words


def as_typed(value: Plain) -> Plain:
    """Return an answer as a form shows it."""
    return {True: YES, False: NO}[value] if isinstance(value, bool) else "" if value is None else value


def answers_given(form: CaseForm, questions: Sequence[Content]) -> dict[str, Plain]:
    """Return the answer to each question, None where nothing was answered."""
    facts = form.facts()
    return {str(row["id"]): facts.get(str(row["id"])) for row in questions}


class EnrolForm(forms.Form):
    """Who asks for the right, and whom the file is for."""

    applicant = forms.ChoiceField(label=_("Who asks for the right"), widget=forms.RadioSelect)
    covered = forms.MultipleChoiceField(label=_("For whom"), widget=forms.CheckboxSelectMultiple)
    opened_on = forms.DateField(label=_("Opened on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def offer(self, people: Iterable[Person]) -> None:
        """Offer those who agree."""
        willing = [(str(one.pk), one.name) for one in people]
        for name in ("applicant", "covered"):
            self.fields[name].choices = willing  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A step of a file: when it happened and, where it needs one, why."""

    step = forms.CharField(widget=forms.HiddenInput, max_length=40)
    turn = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    happened_on = forms.DateField(label=_("Happened on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=REASON_MOST, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )


class CareForm(forms.Form):
    """On which day a right was used."""

    care_on = DayField(label=_("Care received on"))


class ContributionForm(forms.Form):
    """A contribution: when it was paid, and the last day it pays for."""

    paid_on = DayField(label=_("Paid on"))
    paid_until = DayField(label=_("Paid up to and including"))


class PaidUntilForm(forms.Form):
    """Which contribution is meant, by the last day it pays for."""

    paid_until = DayField()


class NextFileForm(EnrolForm):
    """Which scheme comes after a right that ends, why, and for whom."""

    scheme = forms.ChoiceField(label=_("Next scheme"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_MOST, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )
    field_order = ("scheme", "reason", "applicant", "covered", "opened_on")

    def offer_next(self, schemes: Iterable[tuple[str, str]], people: Iterable[Person]) -> None:
        """Offer the schemes that may come next, and those who agree."""
        self.offer(people)
        self.fields["scheme"].choices = list(schemes)  # type: ignore[attr-defined]
