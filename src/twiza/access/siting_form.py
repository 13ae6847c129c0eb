"""What one asks of the siting assistant, as a form."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.actions.siting import POSTS_MAX, Question
from twiza.access.models import AccessScenario, CandidateKind, Care, ReachUnit
from twiza.access.scenario_form import KM_MAX, MINUTES_MAX
from twiza.access.siting import Limit
from twiza.core.ids import new_id

POSTS_FIRST_SHOWN = 10


class SitingForm(forms.Form):
    """How many more places of care, within what reach, among which places."""

    post_count = forms.IntegerField(label=_("How many more places of care"), min_value=1, max_value=POSTS_MAX)
    reach = forms.FloatField(
        label=_("Within reach up to"), min_value=0.1, max_value=MINUTES_MAX, widget=forms.NumberInput({"step": "any"})
    )
    unit = forms.ChoiceField(label=_("Counted in"), widget=forms.RadioSelect)
    candidates = forms.ChoiceField(
        label=_("Among which places"), choices=CandidateKind.choices, widget=forms.RadioSelect
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def offer_units(self, scenario: AccessScenario) -> None:
        """Offer minutes, and kilometres for primary care only."""
        offered = ReachUnit.choices if scenario.care == Care.PRIMARY else ReachUnit.choices[:1]
        self.fields["unit"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse kilometres beyond what a scenario takes."""
        given = super().clean() or {}
        if given.get("unit") == ReachUnit.KM and (given.get("reach") or 0) > KM_MAX:
            self.add_error("reach", _("Give at most 500 km."))
        return given

    def question(self) -> Question:
        """Return what is asked."""
        given = self.cleaned_data
        limit = Limit(given["reach"], ReachUnit(given["unit"]))
        return Question(given["post_count"], limit, CandidateKind(given["candidates"]))

    def job_id(self, scenario: AccessScenario, person_id: int | None) -> uuid.UUID | None:
        """Return the id of the job that this showing of the form asks for, None when it does not say which it is."""
        once = self.cleaned_data["once"]
        return uuid.uuid5(once, f"{scenario.pk} {person_id} {self.question()}") if once else None


def first_shown(scenario: AccessScenario) -> dict[str, object]:
    """Return what the form proposes for a scenario."""
    return {
        "post_count": POSTS_FIRST_SHOWN,
        "reach": f"{scenario.far_minutes:g}",
        "unit": ReachUnit.MINUTES,
        "candidates": CandidateKind.COMMUNES,
        "once": new_id(),
    }
