"""What people write about a visit to a child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Person as Account
from twiza.case_management.child_rules import ChildRules
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.models import Position, Presence
from twiza.case_management.module_fields import ModuleShown, add_questions, answers_in, modules_shown
from twiza.case_management.module_questions import ModuleQuestions
from twiza.case_management.task_page import PERIODS
from twiza.core.form_fields import DayField, LineField, TextField
from twiza.core.ids import new_id
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.wording import text_in

YES_NO = [("yes", _("Yes")), ("no", _("No")), ("", pgettext_lazy("sign", "Not looked at"))]
ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "": None}
SIGN, DOSE = "sign_", "dose_"
HEAVIEST_KG, LIGHTEST_KG = 200, 0.3
"""Beyond these no child is weighed: the figure was meant in another unit."""


def measure(label: Any, *, most: float, step: str, help_text: Any = "") -> forms.DecimalField:
    """Return a field for something measured."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        help_text=help_text,
        widget=forms.NumberInput({"step": step, "inputmode": "decimal", "dir": "ltr"}),
    )


class ChildFilterForm(forms.Form):
    """Which children to list."""

    q = LineField(label=_("Name"), required=False, max_length=100)
    wait = forms.ChoiceField(
        label=pgettext_lazy("child", "Waits for"),
        required=False,
        choices=[
            ("", _("All who are followed")),
            ("visit", _("A visit that is late")),
            ("answer", _("An answer to an alert")),
            ("first", _("A first visit")),
        ],
    )


class TaskFilterForm(forms.Form):
    """Whose tasks to list, and until when."""

    agent = forms.TypedChoiceField(label=_("Agent"), required=False, coerce=int, empty_value=None)
    period = forms.ChoiceField(label=pgettext_lazy("tasks", "When"), required=False, choices=PERIODS)

    def offer(self, agents: Sequence[Account]) -> None:
        """Offer agents to a supervisor; who has none to ask for reads her own tasks."""
        if not agents:
            del self.fields["agent"]
            return
        named = [(one.pk, one.name) for one in agents]
        self.fields["agent"].choices = [("", _("My own families")), *named]  # type: ignore[attr-defined]


class VisitForm(forms.Form):
    """A visit: who was there, what was measured, which signs were looked for, which doses the booklet shows."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    presence = forms.ChoiceField(
        label=_("At home"), choices=Presence.choices, widget=forms.RadioSelect, initial=Presence.SEEN
    )
    visited_on = DayField(label=_("Day of the visit"))
    weight_kg = measure(_("Weight (kg)"), most=99_999, step="0.01")
    length_cm = measure(_("Length or height (cm)"), most=250, step="0.1")
    position = forms.ChoiceField(label=_("Measured"), required=False, choices=[("", _("Not said")), *Position.choices])
    head_cm = measure(_("Head (cm)"), most=80, step="0.1")
    arm_mm = forms.IntegerField(
        label=_("Arm (mm)"), required=False, min_value=30, max_value=500, widget=forms.NumberInput({"dir": "ltr"})
    )
    breaths_per_minute = forms.IntegerField(
        label=_("Breaths a minute"),
        required=False,
        min_value=0,
        max_value=200,
        widget=forms.NumberInput({"dir": "ltr"}),
    )
    oedema = forms.ChoiceField(
        label=_("Oedema of both feet"), required=False, choices=YES_NO, widget=forms.RadioSelect, initial=""
    )
    words = TextField(label=_("What else was seen"), required=False)

    def __init__(
        self,
        *args: Any,
        signs: Mapping[str, str],
        doses: Mapping[str, str],
        modules: Sequence[ModuleQuestions] = (),
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.modules = modules
        add_questions(self, modules, get_language() or "fr")
        for code, words in signs.items():
            self.fields[f"{SIGN}{code}"] = forms.ChoiceField(
                label=words, required=False, choices=YES_NO, widget=forms.RadioSelect, initial=""
            )
        for code, words in doses.items():
            self.fields[f"{DOSE}{code}"] = DayField(label=words, required=False)

    def sign_fields(self) -> list[forms.BoundField]:
        """Return the fields of the danger signs."""
        return [self[name] for name in self.fields if name.startswith(SIGN)]

    def dose_fields(self) -> list[forms.BoundField]:
        """Return the fields of the doses that the booklet may show."""
        return [self[name] for name in self.fields if name.startswith(DOSE)]

    def module_fields(self) -> list[ModuleShown]:
        """Return the modules with the fields of their questions."""
        return modules_shown(self, self.modules)

    def clean_weight_kg(self) -> Any:
        """Return the weight; one that was written in grams is asked for again."""
        weight = self.cleaned_data.get("weight_kg")
        if weight is not None and weight > HEAVIEST_KG:
            said = {"grams": weight, "kilograms": weight / 1000}
            raise forms.ValidationError(
                _("%(grams)s kg is not possible. In kilograms, %(grams)s g are %(kilograms)s.") % said
            )
        if weight is not None and weight < LIGHTEST_KG:
            raise forms.ValidationError(_("No child weighs so little: write the weight in kilograms."))
        return weight

    def clean(self) -> dict[str, Any]:
        """Return what was said; nothing is measured of a child that was not seen."""
        cleaned: dict[str, Any] = super().clean() or {}
        measured = [name for name in ("weight_kg", "length_cm", "head_cm", "arm_mm") if cleaned.get(name) is not None]
        if cleaned.get("presence") not in (None, Presence.SEEN) and (measured or cleaned.get("oedema")):
            self.add_error("presence", _("Something was measured: say that the child was seen, or leave it out."))
        return cleaned

    def terms(self) -> VisitTerms:
        """Return what is said of the visit."""
        said = self.cleaned_data
        signs = {name[len(SIGN) :]: ANSWERS[said[name]] for name in self.fields if name.startswith(SIGN)}
        doses: dict[str, dt.date] = {
            name[len(DOSE) :]: said[name] for name in self.fields if name.startswith(DOSE) and said.get(name)
        }
        return VisitTerms(
            visited_on=said["visited_on"],
            presence=said["presence"],
            weight_kg=said["weight_kg"],
            length_cm=said["length_cm"],
            position=said["position"],
            head_cm=said["head_cm"],
            arm_mm=said["arm_mm"],
            has_oedema=ANSWERS[said["oedema"]],
            breaths_per_minute=said["breaths_per_minute"],
            signs={code: answer for code, answer in signs.items() if answer is not None},
            doses=doses,
            answers=answers_in(self),
            words=said["words"],
        )


class AnswerForm(forms.Form):
    """What a clinician found and did about an alert."""

    words = TextField(label=_("What was found and done"))


class RiskForm(forms.Form):
    """Which risk class a child has from a day on, and why."""

    risk = forms.ChoiceField(label=_("Risk class"), widget=forms.RadioSelect)
    since = DayField(label=_("From the day"))
    reason = LineField(label=_("Why"), max_length=300)

    def offer(self, rules: ChildRules, language: str) -> None:
        """Offer the classes of the calendar of visits."""
        rows = rows_at(rules.schedule.content, "risk_classes") if rules.schedule else ()
        self.fields["risk"].choices = [(row["code"], text_in(row, language)) for row in rows]  # type: ignore[attr-defined]


class ReaderForm(forms.Form):
    """Which colleague may read what is protected."""

    person = forms.ChoiceField(label=_("Colleague"))

    def offer(self, people: Iterable[Account]) -> None:
        """Offer the colleagues who may be named."""
        self.people = {str(one.pk): one for one in people}
        named = [(pk, one.name) for pk, one in self.people.items()]
        self.fields["person"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]

    def chosen(self) -> Account:
        """Return who was chosen."""
        return self.people[self.cleaned_data["person"]]


class WithdrawForm(forms.Form):
    """Why a visit was recorded by mistake."""

    reason = LineField(label=_("Why"), max_length=300)
