"""Forms of medicines and consumables: one line, a file of them, the count at the end of the day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.outreach.actions.supplies import COUNTED, Count, counted
from twiza.outreach.models import Caravan, CaravanMember, Supply, SupplyKind
from twiza.outreach.queries.supplies import pharmacists_of
from twiza.outreach.supply_terms import COUNT_MAX, SupplyTerms

AUTO = {"dir": "auto"}
NUMERIC = {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}


class CountField(forms.IntegerField):
    """A whole number of units; left empty, it was not counted."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=COUNT_MAX, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return what a box to type a number in says of itself, and a hidden one does not."""
        attrs = dict(super().widget_attrs(widget))
        return attrs if widget.is_hidden else attrs | NUMERIC


class PharmacistField(forms.ModelChoiceField):
    """Somebody of the team who answers for a line."""

    def label_from_instance(self, obj: CaravanMember) -> str:
        """Return the member's name."""
        return obj.name


class SupplyForm(forms.Form):
    """One lot of a medicine, or a consumable."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(label=_("Name of the product"), max_length=120, widget=forms.TextInput(AUTO))
    kind = forms.ChoiceField(
        label=_("Medicine or consumable"),
        choices=SupplyKind.choices,
        initial=SupplyKind.MEDICINE,
        widget=forms.RadioSelect,
    )
    form = forms.CharField(
        label=_("Form or unit"),
        required=False,
        max_length=60,
        widget=forms.TextInput(AUTO),
        help_text=_("What is counted: a box of 20 tablets, a bottle, a pair."),
    )
    lot = forms.CharField(label=_("Lot"), required=False, max_length=40, widget=forms.TextInput({"dir": "ltr"}))
    expires_on = forms.DateField(label=_("Expires on"), required=False, widget=forms.DateInput({"type": "date"}))
    pharmacist = PharmacistField(
        label=_("Pharmacist responsible"),
        queryset=CaravanMember.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )
    planned = CountField(label=_("Planned"))
    taken = CountField(label=_("Taken along"))
    used = CountField(label=_("Used"))
    returned = CountField(label=_("Returned"))
    expired = CountField(label=_("Expired"))

    def __init__(self, *args: Any, caravan: Caravan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pharmacist"].queryset = pharmacists_of(caravan)  # type: ignore[attr-defined]

    def terms(self) -> SupplyTerms:
        """Return what is said of the line."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("id", "pharmacist")}
        pharmacist = self.cleaned_data["pharmacist"]
        return SupplyTerms(**said, pharmacist_id=pharmacist.pk if pharmacist else None)


class SuppliesFileForm(forms.Form):
    """Supplies that were listed in a spreadsheet."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        help_text=_(
            "CSV or Excel (.xlsx), a line a row: name of the product, form, lot, expiry date, quantities. The list of "
            "this page, exported, has the columns. A line that is here already is changed, not doubled."
        ),
    )


class CountForm(forms.Form):
    """The count of every line at the end of the day; what the page showed before is sent with it."""

    def __init__(self, data: Any = None, *, supplies: Sequence[Supply]) -> None:
        super().__init__(data)
        self.supplies = supplies
        for supply in supplies:
            for name, value in zip(COUNTED, counted(supply), strict=True):
                self.fields[f"{name}-{supply.pk}"] = CountField(label=LABELS[name], initial=value)
                self.fields[f"{name}-{supply.pk}-was"] = CountField(widget=forms.HiddenInput(), initial=value)

    def rows(self) -> list[tuple[Supply, list[Any], list[Any]]]:
        """Return each line with its fields to type and those that are hidden."""
        return [(one, self.fields_of(one, ""), self.fields_of(one, "-was")) for one in self.supplies]

    def fields_of(self, supply: Supply, ending: str) -> list[Any]:
        """Return the fields of a line."""
        return [self[f"{name}-{supply.pk}{ending}"] for name in COUNTED]

    def counts(self) -> dict[uuid.UUID, Count]:
        """Return what was counted by line."""
        return {one.pk: Count(before=self.three(one, "-was"), after=self.three(one, "")) for one in self.supplies}

    def three(self, supply: Supply, ending: str) -> tuple[int | None, int | None, int | None]:
        """Return what was used, brought back and expired of a line."""
        used, returned, expired = (self.cleaned_data.get(f"{name}-{supply.pk}{ending}") for name in COUNTED)
        return used, returned, expired


LABELS = {"used": _("Used"), "returned": _("Returned"), "expired": _("Expired")}
