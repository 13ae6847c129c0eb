"""The fields of the questions that a visit's modules ask: a press where it is yes, no or one of a few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.case_management.module_questions import ModuleQuestions
from twiza.core.form_fields import DayField
from twiza.rulesets.evaluation.evidence import Content, Plain
from twiza.rulesets.wording import text_in

ASKED = "ask_"
NOT_ASKED = ("", pgettext_lazy("question of a visit", "Not asked"))
TRUTHS = {"yes": True, "no": False}
MOST = 10**9


@dataclass(frozen=True, slots=True)
class ModuleShown:
    """A module as the form shows it."""

    title: str
    fields: Sequence[forms.BoundField]
    is_sensitive: bool
    to_be_validated: bool


def add_questions(form: forms.Form, modules: Sequence[ModuleQuestions], language: str) -> None:
    """Give a form one field for each question of some modules."""
    for module in modules:
        for row in module.questions:
            form.fields[f"{ASKED}{row['id']}"] = field_of(row, language)


def field_of(row: Content, language: str) -> forms.Field:
    """Return the field of a question, by its type."""
    said: dict[str, Any] = {"label": text_in(row, language) or str(row["id"]), "required": False}
    if row["type"] == "date":
        return DayField(**said)
    if row["type"] == "integer":
        widget = forms.NumberInput({"inputmode": "numeric", "dir": "ltr"})
        return forms.IntegerField(min_value=0, max_value=MOST, widget=widget, **said)
    return forms.ChoiceField(
        choices=[*choices_of(row, language), NOT_ASKED], widget=forms.RadioSelect, initial="", **said
    )


def choices_of(row: Content, language: str) -> list[tuple[str, Any]]:
    """Return what may be pressed to answer a question."""
    if row["type"] == "bool":
        return [("yes", _("Yes")), ("no", _("No"))]
    return [(value, text_in(row["labels"][value], language)) for value in row["values"]]


def modules_shown(form: forms.Form, modules: Sequence[ModuleQuestions]) -> list[ModuleShown]:
    """Return the modules with their fields, in the order of the schedule."""
    return [
        ModuleShown(
            one.title, [form[f"{ASKED}{row['id']}"] for row in one.questions], one.is_sensitive, one.to_be_validated
        )
        for one in modules
    ]


def answers_in(form: forms.Form) -> dict[str, Plain]:
    """Return what was answered, by question; what was not asked is left out."""
    given = {name[len(ASKED) :]: form.cleaned_data.get(name) for name in form.fields if name.startswith(ASKED)}
    return {name: TRUTHS.get(value, value) for name, value in given.items() if value not in (None, "")}
