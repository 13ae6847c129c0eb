"""Forms of the evaluation of a caravan: what was said, how it was scored, what was decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.outreach.actions.evaluation import EvaluationTerms
from twiza.outreach.fields import said
from twiza.outreach.models import Evaluation, EvaluationCriterion

SCORES = [
    ("", _("Not asked")),
    (1, _("1 – not at all")),
    (2, _("2 – a little")),
    (3, _("3 – mostly")),
    (4, _("4 – entirely")),
]
MOST_PEOPLE = 9_999
TEXT = {"dir": "auto", "rows": 3}
DATE = {"type": "date"}


class EvaluationForm(forms.Form):
    """What was said at one evaluation, with a score for each criterion that these people are asked about."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    held_on = forms.DateField(label=_("Held on"), widget=forms.DateInput(DATE))
    way = forms.CharField(
        label=_("How"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("A group met at the souk, a meeting of the council, telephone calls…"),
    )
    women = forms.IntegerField(label=_("Women who took part"), required=False, min_value=0, max_value=MOST_PEOPLE)
    men = forms.IntegerField(label=_("Men who took part"), required=False, min_value=0, max_value=MOST_PEOPLE)
    went_well = forms.CharField(
        label=_("What went well"), required=False, max_length=4000, widget=forms.Textarea(TEXT)
    )
    to_change = forms.CharField(
        label=_("What to change"), required=False, max_length=4000, widget=forms.Textarea(TEXT)
    )
    next_asked_on = forms.DateField(label=_("Next date asked for"), required=False, widget=forms.DateInput(DATE))
    said_back = forms.CharField(
        label=_("What was answered to them"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(TEXT),
        help_text=_("What those who spoke were told became of what they said."),
    )
    said_back_on = forms.DateField(label=_("Answered on"), required=False, widget=forms.DateInput(DATE))

    def __init__(self, *args: Any, by: str, criteria: list[EvaluationCriterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.criteria = by, criteria
        for criterion in criteria:
            self.fields[score_name(criterion)] = forms.TypedChoiceField(
                label=said(criterion.names), choices=SCORES, coerce=int, empty_value=None, required=False
            )

    def score_fields(self) -> list[forms.BoundField]:
        """Return the fields of the scores."""
        return [self[score_name(criterion)] for criterion in self.criteria]

    def terms(self) -> EvaluationTerms:
        """Return what was said."""
        kept = {name: self.cleaned_data[name] for name in EvaluationTerms.__dataclass_fields__ if name != "by"}
        return EvaluationTerms(by=self.by, **kept)

    def scores(self) -> dict[EvaluationCriterion, int]:
        """Return the scores given; what was not asked has none."""
        given = {criterion: self.cleaned_data[score_name(criterion)] for criterion in self.criteria}
        return {criterion: score for criterion, score in given.items() if score is not None}


class DecisionForm(forms.Form):
    """What was decided, who does it and until when."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    text = forms.CharField(label=_("Decision"), max_length=300, widget=forms.TextInput({"dir": "auto"}))
    owner = forms.CharField(label=_("Who does it"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput(DATE))


def score_name(criterion: EvaluationCriterion) -> str:
    """Return the name of the field of a criterion."""
    return f"score_{criterion.code}"


def initial_of(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as its form shows it."""
    named = {name: getattr(evaluation, name) for name in EvaluationTerms.__dataclass_fields__}
    scores = {score_name(one.criterion): one.score for one in evaluation.scores.select_related("criterion")}
    return {**named, **scores, "id": evaluation.pk}
