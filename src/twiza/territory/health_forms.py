"""What a person says of a file of health series: the file, its columns, its series, the places in doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.core.names import name_in
from twiza.territory.commune_book import Commune
from twiza.territory.health_columns import FIELDS
from twiza.territory.health_file import LEAVE_OUT, Doubt
from twiza.territory.health_review import HealthReview
from twiza.territory.models import HealthUnit, Place
from twiza.territory.queries.places import place_by_code

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.json"
SAID = ("given_by", "source", "licence", "unit", "single_code", "single_name")
UNITS = [("", "—"), *HealthUnit.choices]


class HealthUploadForm(forms.Form):
    """A file, and the country its places are in."""

    country = forms.ChoiceField(label=_("Country"))
    file = forms.FileField(
        label=_("File of health series"),
        help_text=_(
            "CSV, Excel (.xlsx) or the JSON of DHIS2, at most 20 MB, one figure a row: place, period, what is "
            "counted, number. Nothing is kept before you agree."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def offer(self, countries: Sequence[Place], language: str) -> None:
        """Fill the list of countries."""
        choices = [(one.country, name_in(one.names, language)) for one in countries]
        self.fields["country"].choices = choices  # type: ignore[attr-defined]


class TextToStore(forms.CharField):
    """A text that one may say later, but before the figures are stored: nobody is told that it is optional."""

    is_needed_in_the_end = True


class ChoiceToStore(forms.ChoiceField):
    """A choice that one may make later, but before the figures are stored: nobody is told that it is optional."""

    is_needed_in_the_end = True


class HealthChoicesForm(forms.Form):
    """Who gives the figures, what they count, which column says what, and which places are meant."""

    given_by = TextToStore(
        label=_("Who gives these figures"),
        max_length=200,
        required=False,
        help_text=_("For example: provincial delegation of health of Azilal."),
    )
    source = TextToStore(
        label=_("Where they come from"),
        max_length=200,
        required=False,
        help_text=_("For example: monthly report of primary care, 2026. Shown beside every figure."),
    )
    licence = forms.CharField(label=_("Licence or terms of use"), max_length=200, required=False)
    unit = forms.ChoiceField(label=_("What they count"), choices=UNITS, required=False)
    rank = forms.TypedChoiceField(label=_("Places of this file"), required=False, coerce=int, empty_value=None)
    single_code = forms.CharField(label=_("Code of what the whole file counts"), max_length=80, required=False)
    single_name = forms.CharField(
        label=_("Name of what the whole file counts"),
        max_length=200,
        required=False,
        help_text=_("Only when no column says what is counted."),
    )

    def __init__(
        self, *, review: HealthReview, country: str, ranks: Sequence[tuple[int, str]], data: Any = None
    ) -> None:
        chosen = review.chosen
        said = {name: chosen.get(name, "") for name in (*SAID, "rank")}
        super().__init__(data, initial=said)
        self.review, self.country = review, country
        self.fields["rank"].choices = [("", _("of any kind")), *ranks]  # type: ignore[attr-defined]
        self._add_columns(review.columns, chosen.get("columns", {}))
        self._add_series(chosen.get("series", {}))
        self._add_places()

    def _add_columns(self, columns: Sequence[str], chosen: Mapping[str, str]) -> None:
        choices = [("", _("not in this file")), *((column, column) for column in columns)]
        for name, label in FIELDS.items():
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=chosen.get(name, "")
            )

    def _add_series(self, chosen: Mapping[str, Any]) -> None:
        for rank, (code, name) in enumerate(self.review.new_series):
            names = chosen.get(code, {}).get("names", {"fr": name})
            for language, label in (("fr", _("Name in French")), ("ar", _("Name in Arabic"))):
                self.fields[f"series_{rank}_{language}"] = forms.CharField(
                    label=label, max_length=200, required=False, initial=names.get(language, "")
                )
            self.fields[f"series_{rank}_unit"] = forms.ChoiceField(
                label=_("What it counts"),
                choices=UNITS,
                required=False,
                initial=chosen.get(code, {}).get("unit", ""),
            )

    def _add_places(self) -> None:
        for rank, doubt in enumerate(self.review.first_doubts):
            self.fields[f"place_{rank}"] = ChoiceToStore(
                label=doubt.said,
                choices=place_choices(doubt),
                required=False,
                initial=doubt.decision,
            )
            self.fields[f"place_{rank}_code"] = forms.CharField(
                label=_("or the code of another place"), max_length=64, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Find the places whose codes were typed."""
        given: dict[str, Any] = super().clean() or {}
        for rank, _doubt in enumerate(self.review.first_doubts):
            code = given.get(f"place_{rank}_code", "").strip()
            if code and place_by_code(self.country, code) is None:
                self.add_error(f"place_{rank}_code", _("No place has this code."))
        return given

    @property
    def said_fields(self) -> list[forms.BoundField]:
        """Return the fields about the whole file."""
        return [self[name] for name in (*SAID[:4], "rank")]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """Return the fields that say which column is what."""
        return [self[f"column_{name}"] for name in FIELDS]

    @property
    def single_fields(self) -> list[forms.BoundField]:
        """Return the fields for a file that counts one thing only."""
        return [self["single_code"], self["single_name"]]

    @property
    def series_fields(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return for each new series its code and the fields that describe it."""
        return [
            (code, [self[f"series_{rank}_{part}"] for part in ("fr", "ar", "unit")])
            for rank, (code, _name) in enumerate(self.review.new_series)
        ]

    @property
    def place_fields(self) -> list[tuple[Doubt, forms.BoundField, forms.BoundField]]:
        """Return the places in doubt with the fields that decide about them."""
        return [
            (doubt, self[f"place_{rank}"], self[f"place_{rank}_code"])
            for rank, doubt in enumerate(self.review.first_doubts)
        ]

    def choices(self) -> dict[str, Any]:
        """Return all that was chosen, as it is kept, beside what was chosen before."""
        given = self.cleaned_data
        columns = {name: given[f"column_{name}"] for name in FIELDS if given.get(f"column_{name}")}
        said = {name: given[name].strip() for name in SAID}
        before = self.review.chosen
        return {
            **said,
            "rank": given["rank"],
            "columns": columns,
            "series": {**before.get("series", {}), **self._series_said(given)},
            "places": {**before.get("places", {}), **self._places_said(given)},
        }

    def _series_said(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {
            code: {
                "names": {language: given[f"series_{rank}_{language}"].strip() for language in ("fr", "ar")},
                "unit": given[f"series_{rank}_unit"],
            }
            for rank, (code, _name) in enumerate(self.review.new_series)
        }

    def _places_said(self, given: Mapping[str, Any]) -> dict[str, str]:
        return {
            doubt.said: given[f"place_{rank}_code"].strip() or given[f"place_{rank}"]
            for rank, doubt in enumerate(self.review.first_doubts)
        }


def place_choices(doubt: Doubt) -> list[tuple[str, Any]]:
    """Return what may be decided of a place in doubt: nothing yet, one of those it may be, or to leave it out."""
    candidates = [(one.code, place_label(one)) for one in doubt.candidates]
    chosen = doubt.decision
    if chosen and chosen != LEAVE_OUT and chosen not in dict(candidates):
        candidates.append((chosen, chosen))
    return [("", _("not decided")), *candidates, (LEAVE_OUT, _("none of ours: leave these rows out"))]


def place_label(place: Commune) -> str:
    """Return a place by its name and code."""
    return f"{name_in(place.names, get_language() or 'fr')} ({place.code})"
