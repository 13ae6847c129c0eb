"""How scenarios are compared, as a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.scenario_form import MINUTES_MAX


class ComparisonForm(forms.Form):
    """Within how many minutes people are compared."""

    minutes = forms.FloatField(
        label=_("Within reach up to (minutes)"),
        min_value=1,
        max_value=MINUTES_MAX,
        widget=forms.NumberInput({"step": "any"}),
    )
