"""What a person says of a file of facilities: the file, its columns, its types, and what may be there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.facilities.columns import FIELDS
from twiza.facilities.forms import named
from twiza.facilities.models import FacilityType
from twiza.facilities.queries.imports import ADD, SKIP, UPDATE

MOST_TYPES = 60
DECISIONS = [("", "—"), (SKIP, _("Leave as it is")), (UPDATE, _("Update it")), (ADD, _("Add as another facility"))]


class ImportFileForm(forms.Form):
    """The file, where it comes from, and what is said of all its rows."""

    file = forms.FileField(label=_("File"), help_text=_("CSV, XLSX or GeoJSON, 10 MB and 20,000 rows at most."))
    country = forms.ChoiceField(label=_("Country"))
    source = forms.CharField(
        label=_("Source of this list"), max_length=200, help_text=_("Shown beside each facility.")
    )
    default_type = forms.ChoiceField(
        label=_("Type of the rows that have none"),
        required=False,
        help_text=_("Leave empty if the file has a column."),
    )

    def offer(self, *, countries: Sequence[tuple[str, str]], types: Sequence[FacilityType]) -> None:
        """Fill the lists with what there is."""
        self.fields["country"].choices = list(countries)  # type: ignore[attr-defined]
        self.fields["default_type"].choices = [("", "—"), *named(types)]  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """Which column of the file each field is in."""

    def __init__(
        self, *arguments: object, columns: Sequence[str], chosen: Mapping[str, str], **options: object
    ) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        choices = [("", "—"), *[(column, column) for column in columns]]
        for name, label in FIELDS.items():
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=chosen.get(name, "")
            )

    def columns(self) -> dict[str, str]:
        """Return the column of each field that has one."""
        return {name: column for name in FIELDS if (column := self.cleaned_data.get(f"column_{name}"))}


class TypesForm(forms.Form):
    """Which of our types the words of the file mean."""

    def __init__(
        self,
        *arguments: object,
        words: Sequence[str],
        types: Sequence[FacilityType],
        chosen: Mapping[str, str],
        **options: object,
    ) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self.words = list(words)[:MOST_TYPES]
        for rank, word in enumerate(self.words):
            self.fields[f"type_{rank}"] = forms.ChoiceField(
                label=word, choices=[("", "—"), *named(types)], required=False, initial=chosen.get(word, "")
            )

    def types(self) -> dict[str, str]:
        """Return the code of our type by the file's words, for those that were said."""
        said = {word: self.cleaned_data.get(f"type_{rank}") for rank, word in enumerate(self.words)}
        return {word: code for word, code in said.items() if code}


def decisions_from(given: Mapping[str, str]) -> dict[str, str]:
    """Return what to do with rows that may be there already: `decision_all`, and `decision_<row>` for some."""
    known = {value for value, _label in DECISIONS if value}
    return {
        name.removeprefix("decision_"): value
        for name, value in given.items()
        if name.startswith("decision_") and value in known
    }
