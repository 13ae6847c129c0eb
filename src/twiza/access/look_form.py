"""What is asked of the map of a scenario, and how people travel when it rains or snows, as forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.engine import Travel
from twiza.access.looks import Look
from twiza.access.models import AccessScenario, Season
from twiza.access.place_options import Option
from twiza.access.scenario_form import DETOUR_MAX, MINUTES_MAX, SPEED_MAX_KMH


class LookForm(forms.Form):
    """Which care is looked at, in which season, and how many minutes are too many."""

    service = forms.ChoiceField(label=_("Care looked at"), required=False)
    season = forms.ChoiceField(label=_("Season"))
    minutes = forms.FloatField(
        label=_("Within reach up to (minutes)"),
        min_value=1,
        max_value=MINUTES_MAX,
        widget=forms.NumberInput({"step": "any"}),
    )

    def offer(self, services: list[tuple[str, list[Option]]], seasons: Iterable[Season]) -> None:
        """Fill the lists with what a scenario knows; a list of one is not asked."""
        self.fields["service"].choices = [("", _("Every facility counted")), *services]  # type: ignore[attr-defined]
        self.fields["season"].choices = [(one.value, one.label) for one in seasons]  # type: ignore[attr-defined]

    def look(self) -> Look:
        """Return what is asked."""
        given = self.cleaned_data
        return Look(given["service"], Season(given["season"]), given["minutes"])


def label_of_service(form: LookForm) -> str:
    """Return the name of the care looked at, empty when it is every facility counted."""
    value = form.data.get("service", "")
    groups = form.fields["service"].choices[1:]  # type: ignore[attr-defined]
    return next((str(name) for _group, options in groups for code, name in options if code == value), "")


class SeasonsForm(forms.Form):
    """How people travel in the rains and in snow; what is left empty is not told apart."""

    rains_speed_kmh = forms.FloatField(
        label=_("Speed in the rains (km/h)"), min_value=1, max_value=SPEED_MAX_KMH, required=False
    )
    rains_detour = forms.FloatField(
        label=_("Detour in the rains"),
        min_value=1,
        max_value=DETOUR_MAX,
        required=False,
        widget=forms.NumberInput({"step": "any"}),
    )
    snow_speed_kmh = forms.FloatField(
        label=_("Speed in snow (km/h)"), min_value=1, max_value=SPEED_MAX_KMH, required=False
    )
    snow_detour = forms.FloatField(
        label=_("Detour in snow"),
        min_value=1,
        max_value=DETOUR_MAX,
        required=False,
        widget=forms.NumberInput({"step": "any"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a speed without its detour, and a detour without its speed."""
        given = super().clean() or {}
        for season in (Season.RAINS.value, Season.SNOW.value):
            pair = [f"{season}_speed_kmh", f"{season}_detour"]
            empty = [name for name in pair if name not in self.errors and given.get(name) is None]
            if len(empty) == 1:
                self.add_error(empty[0], _("Give both the speed and the detour of this season, or neither."))
        return given

    def travels(self) -> dict[Season, Travel]:
        """Return how people travel in each season that was told apart."""
        given = self.cleaned_data
        return {
            season: Travel(given[f"{season.value}_speed_kmh"], given[f"{season.value}_detour"])
            for season in (Season.RAINS, Season.SNOW)
            if given[f"{season.value}_speed_kmh"] is not None
        }


def seasons_shown(scenario: AccessScenario) -> dict[str, str]:
    """Return what the form of seasons shows of a scenario."""
    rows = list(scenario.seasons.all())
    speeds = {f"{row.season}_speed_kmh": f"{row.speed_kmh:g}" for row in rows}
    return speeds | {f"{row.season}_detour": f"{row.detour:g}" for row in rows}
