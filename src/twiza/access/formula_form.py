"""The editor of a formula: one line per term, a few empty ones below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Counted, NeedTerm, PopulationGroup, Specialty
from twiza.access.place_options import Options
from twiza.core.names import name_in
from twiza.territory.models import CensusIndicator

WEIGHT_MAX = 1000
EMPTY_LINES = 3
UNITS_OF_SHARES = ("percent",)


class FormulaForm(forms.Form):
    """What a new version is called."""

    name = forms.CharField(label=_("Name of this version"), max_length=120)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Where the weights come from, and who agreed on them."),
    )


class TermForm(forms.Form):
    """One term. Without a weight, or with 0, it is left out of the new version."""

    specialty = forms.ChoiceField(label=_("Specialty"), required=False)
    counts = forms.ChoiceField(label=_("People counted"), required=False)
    weight = forms.FloatField(
        label=_("Weight"), required=False, min_value=0, max_value=WEIGHT_MAX, widget=forms.NumberInput({"step": "any"})
    )

    def __init__(self, *arguments: Any, offered: Offered, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.offered = offered
        self.fields["specialty"].choices = offered.specialty_choices()  # type: ignore[attr-defined]
        self.fields["counts"].choices = offered.count_choices()  # type: ignore[attr-defined]
        for field in self.fields.values():
            # The heading of the column says it to those who see; a heading is not a label.
            field.widget.attrs["aria-label"] = field.label

    def clean(self) -> dict[str, Any]:
        """Ask for the specialty and the people of a weight that is given."""
        given = super().clean() or {}
        for name in ("specialty", "counts"):
            if given.get("weight") and not given.get(name) and name not in self.errors:
                self.add_error(name, _("Say what this weight is for."))
        return given

    def term(self) -> NeedTerm | None:
        """Return the term of this line, or None when it is left out."""
        weight = self.cleaned_data.get("weight")
        if not weight:
            return None
        return self.offered.term(self.cleaned_data["specialty"], self.cleaned_data["counts"], weight)


class Offered:
    """What a term may be about: specialties, and people counted by group or by a column of the census."""

    def __init__(
        self,
        specialties: Sequence[Specialty],
        groups: Sequence[PopulationGroup],
        indicators: Sequence[CensusIndicator],
    ) -> None:
        self._specialties = {one.code: one for one in specialties}
        self._groups = {one.code: one for one in groups}
        self._indicators = {one.code: one for one in indicators}

    def specialty_choices(self) -> list[tuple[str, str]]:
        """Return the specialties as options."""
        return [("", "—"), *options_of("", self._specialties.values())]

    def count_choices(self) -> Options:
        """Return the people that can be counted as options: `kind:code`."""
        shares = [one for one in self._indicators.values() if one.unit in UNITS_OF_SHARES]
        others = [one for one in self._indicators.values() if one.unit not in UNITS_OF_SHARES]
        return [
            ("", "—"),
            (f"{Counted.EVERYONE}:", str(_("Every inhabitant"))),
            (str(_("Group by sex and age")), options_of(Counted.GROUP, self._groups.values())),
            (str(_("Share given by the census")), options_of(Counted.SHARE, shares)),
            (str(_("All but the share given by the census")), all_but(options_of(Counted.REST, shares))),
            (str(_("Per 1,000 inhabitants and unit")), options_of(Counted.PER_UNIT, others)),
        ]

    def term(self, specialty: str, counts: str, weight: float) -> NeedTerm:
        """Return a term that is not kept yet."""
        counted, code = counts.split(":", 1)
        return NeedTerm(
            specialty=self._specialties[specialty],
            counted=counted,
            group=self._groups[code] if counted == Counted.GROUP else None,
            indicator=self._indicators[code] if counted in (Counted.SHARE, Counted.REST, Counted.PER_UNIT) else None,
            weight=weight,
        )


def options_of(kind: str, things: Iterable[Specialty | PopulationGroup | CensusIndicator]) -> list[tuple[str, str]]:
    """Return things as options under a kind."""
    prefix = f"{kind}:" if kind else ""
    return [(f"{prefix}{thing.code}", name_in(thing.names, get_language() or "fr")) for thing in things]


def all_but(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return options that say what they leave out, also once the list is closed."""
    return [(value, gettext("All but: %(indicator)s") % {"indicator": label}) for value, label in options]


def counts_of(term: NeedTerm) -> str:
    """Return the option of what a term counts."""
    code = term.group.code if term.group else term.indicator.code if term.indicator else ""
    return f"{term.counted}:{code}"


TermFormSet = forms.formset_factory(TermForm, extra=EMPTY_LINES, max_num=300, absolute_max=300)


def term_lines(terms: Sequence[NeedTerm]) -> list[dict[str, object]]:
    """Return terms as the lines first shown in the editor."""
    return [{"specialty": term.specialty.code, "counts": counts_of(term), "weight": term.weight} for term in terms]
