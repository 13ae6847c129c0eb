"""The form of one line of money."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.outreach.actions.costs import CostTerms
from twiza.outreach.models import CostCategory


class CostForm(forms.Form):
    """One line of money, in the currency of the caravan's country."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    category = forms.ChoiceField(label=_("Category"), choices=CostCategory.choices)
    label = forms.CharField(
        label=_("What for"), required=False, max_length=120, widget=forms.TextInput({"dir": "auto"})
    )
    planned = forms.DecimalField(
        label=_("Planned amount"), required=False, min_value=0, max_digits=12, decimal_places=2, localize=True
    )
    paid = forms.DecimalField(
        label=_("Amount paid"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
        help_text=_("Left empty, it is not said yet; write 0 where nothing was paid."),
    )

    def terms(self) -> CostTerms:
        """Return what is said of the line."""
        said = self.cleaned_data
        return CostTerms(said["category"], said["label"], said["planned"], said["paid"])
