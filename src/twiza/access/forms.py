"""What people choose and write on the pages of needs and access."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.access.models import AccessScenario, NeedFormula, Specialty
from twiza.access.place_options import area_options
from twiza.core.names import name_in
from twiza.territory.models import CensusIndicator, Place

LEVEL_CHOICES = [("region", _("Regions")), ("province", _("Provinces and prefectures")), ("commune", _("Communes"))]


def named(things: Iterable[Specialty | CensusIndicator], language: str) -> list[tuple[str, str]]:
    """Return things with a code and names as options."""
    return [(thing.code, name_in(thing.names, language)) for thing in things]


class NeedsFilter(forms.Form):
    """Which places to show, and what of them."""

    area = forms.ChoiceField(label=_("Area"))
    level = forms.ChoiceField(label=_("Show by"), choices=LEVEL_CHOICES)
    specialty = forms.ChoiceField(label=_("Specialty"), required=False)
    formula = forms.ChoiceField(label=_("Formula"), required=False)
    indicator = forms.ChoiceField(label=_("Census column"), required=False)
    scenario = forms.ChoiceField(label=_("Access scenario"), required=False)

    def offer(
        self,
        *,
        areas: list[Place],
        specialties: Sequence[Specialty],
        formulas: Sequence[NeedFormula],
        indicators: Sequence[CensusIndicator],
        scenarios: Sequence[AccessScenario],
    ) -> None:
        """Fill the lists with what this person may choose."""
        language = get_language() or "fr"
        choices: dict[str, list[object]] = {
            "area": list(area_options(areas)),
            "specialty": [("", _("All specialties")), *named(specialties, language)],
            "formula": [(str(one.pk), formula_label(one, language)) for one in formulas],
            "indicator": [("", _("None")), *named(indicators, language)],
            "scenario": [("", _("None")), *[(str(one.pk), one.name) for one in scenarios]],
        }
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]


def formula_label(formula: NeedFormula, language: str) -> str:
    """Return a formula's name with its version, as one choice."""
    return f"{name_in(formula.names, language)} · v{formula.version}"
