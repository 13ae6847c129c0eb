"""Forms to bring localities in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from twiza.core.names import name_in
from twiza.territory.actions.localities import Credit
from twiza.territory.cells import EARLIEST_YEAR
from twiza.territory.locality_columns import FIELDS
from twiza.territory.locality_file import Repair
from twiza.territory.models import Place

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.geojson,.json"


class LocalityUploadForm(forms.Form):
    """A file, and the country its localities are in."""

    country = forms.ChoiceField(label=_("Country"))
    file = forms.FileField(
        label=_("File of localities"),
        help_text=_(
            "CSV, Excel (.xlsx) or GeoJSON, at most 20 MB, one locality a row. Nothing is kept before you agree."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(
        self,
        *,
        countries: Sequence[Place],
        language: str,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        super().__init__(data, files)
        field = self.fields["country"]
        field.choices = [(one.country, name_in(one.names, language)) for one in countries]  # type: ignore[attr-defined]


class LocalityChoicesForm(forms.Form):
    """Whom to credit, which column says what, and what to put right."""

    title = forms.CharField(
        label=_("Who made this list"),
        max_length=200,
        required=False,
        help_text=_("For example: Province of Azilal, planning office. Shown beside every figure of the list."),
    )
    licence = forms.CharField(label=_("Licence or terms of use"), max_length=200, required=False)
    year = forms.IntegerField(
        label=_("Year in which the people were counted"), min_value=EARLIEST_YEAR, required=False
    )

    def __init__(
        self,
        *,
        columns: Sequence[str],
        today: dt.date,
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["year"].validators.append(MaxValueValidator(today.year))
        for name, label in FIELDS.items():
            choices = [("", _("not in this file")), *((column, column) for column in columns)]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def columns(self) -> dict[str, str]:
        """Return the column chosen for each field that has one."""
        return {name: self.cleaned_data[name] for name in FIELDS if self.cleaned_data.get(name)}

    def choices(self, repairs: Sequence[str]) -> dict[str, Any]:
        """Return all that was chosen, as it is kept."""
        credit = {name: self.cleaned_data[name] for name in ("title", "licence", "year")}
        return {"columns": self.columns(), "repairs": [one for one in repairs if one in set(Repair)], **credit}


def credit_from(choices: Mapping[str, Any]) -> Credit:
    """Return whom the choices kept credit."""
    return Credit(title=choices.get("title") or "", licence=choices.get("licence") or "", year=choices.get("year"))


def repair_labels(offers: Mapping[Repair, int], repaired: Mapping[Repair, int]) -> list[tuple[str, str, bool]]:
    """Return the repairs that would help, or do, as (value, label, whether chosen)."""
    labels = []
    for repair in Repair:
        rows = offers.get(repair, 0) + repaired.get(repair, 0)
        if rows:
            labels.append((repair.value, _label(repair, rows), repair in repaired))
    return labels


def _label(repair: Repair, rows: int) -> str:
    if repair == Repair.ZEROS:
        text = ngettext(
            "Put the zeros of the codes back (%(count)s row)", "Put the zeros of the codes back (%(count)s rows)", rows
        )
    else:
        text = ngettext(
            "Exchange latitude and longitude (%(count)s row)", "Exchange latitude and longitude (%(count)s rows)", rows
        )
    return text % {"count": rows}
