"""What a planner supposes, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.actions.scenario import Assumptions
from twiza.access.engine import Travel
from twiza.access.models import ASSUMED, Basis, Care, SupplyUnit
from twiza.access.place_options import area_options
from twiza.access.reach_by_commune import Limits
from twiza.territory.models import Place

SPEED_MAX_KMH = 130
DETOUR_MAX = 5
KM_MAX = 500
MINUTES_MAX = 600


class ScenarioForm(forms.Form):
    """A scenario of access: where care is given, how people travel, what near and far mean."""

    name = forms.CharField(label=_("Name of the scenario"), max_length=120)
    area = forms.ChoiceField(label=_("Area"))
    basis = forms.ChoiceField(label=_("Where care is given"), choices=Basis.choices, widget=forms.RadioSelect)
    care = forms.ChoiceField(
        label=_("Care"),
        choices=Care.choices,
        widget=forms.RadioSelect,
        help_text=_("Assumed hospitals say nothing of primary care."),
    )
    supply_unit = forms.ChoiceField(
        label=_("Supply shared among the people within reach"),
        choices=SupplyUnit.choices,
        help_text=_("Only with the facilities of our list."),
    )
    speed_kmh = forms.FloatField(
        label=_("Speed (km/h)"),
        min_value=1,
        max_value=SPEED_MAX_KMH,
        help_text=_("A proposal, to be validated: about 5 on foot, 40 by vehicle."),
    )
    detour = forms.FloatField(
        label=_("Detour"),
        min_value=1,
        max_value=DETOUR_MAX,
        widget=forms.NumberInput({"step": "any"}),
        help_text=_("How much longer the road is than the straight line: 1.35 is a proposal, to be validated."),
    )
    near_km = forms.FloatField(label=_("Near (km by road)"), min_value=0.1, max_value=KM_MAX)
    far_km = forms.FloatField(label=_("Far (km by road)"), min_value=0.1, max_value=KM_MAX)
    near_minutes = forms.FloatField(label=_("Near (minutes)"), min_value=1, max_value=MINUTES_MAX)
    far_minutes = forms.FloatField(label=_("Far (minutes)"), min_value=1, max_value=MINUTES_MAX)

    def offer_areas(self, areas: list[Place]) -> None:
        """Fill the list of areas with those one may choose."""
        self.fields["area"].choices = area_options(areas)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse what is nearer than near, and primary care on assumed hospitals."""
        given = super().clean() or {}
        for unit in ("km", "minutes"):
            near, far = given.get(f"near_{unit}"), given.get(f"far_{unit}")
            if near is not None and far is not None and far <= near:
                self.add_error(f"far_{unit}", _("Far must be farther than near."))
        if given.get("basis") in ASSUMED and given.get("care") == Care.PRIMARY:
            self.add_error(
                "care",
                _("Assumed hospitals say nothing of primary care: choose hospital care, or the facilities listed."),
            )
        return given

    def assumptions(self) -> Assumptions:
        """Return what is supposed."""
        given = self.cleaned_data
        return Assumptions(
            basis=Basis(given["basis"]),
            care=Care(given["care"]),
            supply_unit=SupplyUnit(given["supply_unit"]),
            travel=Travel(speed_kmh=given["speed_kmh"], detour=given["detour"]),
            limits=Limits(
                near_km=given["near_km"],
                far_km=given["far_km"],
                near_minutes=given["near_minutes"],
                far_minutes=given["far_minutes"],
            ),
        )


FIRST_SHOWN: dict[str, object] = {
    "basis": Basis.PROVINCE_TOWNS,
    "care": Care.HOSPITAL,
    "supply_unit": SupplyUnit.FACILITIES,
    "speed_kmh": 40,
    "detour": 1.35,
    "near_km": 5,
    "far_km": 6,
    "near_minutes": 30,
    "far_minutes": 60,
}
"""What the form proposes: design values, to be validated, but for 6 km, Morocco's limit of fixed and mobile care."""
