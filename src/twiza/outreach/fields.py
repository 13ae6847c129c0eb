"""Form fields whose choices are rows with names in several languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.models import NeedFormula, Specialty
from twiza.core.names import name_in
from twiza.territory.models import Place

REGION_RANK = 1
LONGEST_ID = 18
"""Figures of the longest number that surely fits a 64-bit key."""

Choices = list[tuple[Any, Any]]


def said(names: dict[str, str]) -> str:
    """Return a name in the language of the page."""
    return name_in(names, get_language() or "fr")


class SpecialtiesField(forms.ModelMultipleChoiceField):
    """Specialties to tick."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        """Return the specialties ticked. A number too long for any row is no choice: databases would stumble on it."""
        too_long = [one for one in value or () if len(str(one)) > LONGEST_ID]
        if too_long:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": too_long[0][:LONGEST_ID]},
            )
        return super().clean(value)

    def label_from_instance(self, obj: Specialty) -> str:
        """Return the specialty's name."""
        return said(obj.names)


class SpecialtyField(forms.ModelChoiceField):
    """One specialty."""

    def label_from_instance(self, obj: Specialty) -> str:
        """Return the specialty's name."""
        return said(obj.names)


class FormulaField(forms.ModelChoiceField):
    """A version of the formula of needs."""

    def label_from_instance(self, obj: NeedFormula) -> str:
        """Return the formula's name and version."""
        return _("%(name)s, version %(version)s") % {"name": said(obj.names), "version": obj.version}


class PlaceField(forms.ModelChoiceField):
    """A place, such as the town where a team starts."""

    def label_from_instance(self, obj: Place) -> str:
        """Return the place's name."""
        return said(obj.names)


def area_choices(areas: Iterable[Place]) -> Choices:
    """Return areas to choose from, each region with its provinces under it."""
    choices: Choices = [("", _("Choose an area"))]
    group: Choices = []
    for area in areas:
        if area.kind.rank == REGION_RANK:
            group = []
            choices.append((said(area.names), group))
            whole = _("%(region)s, the whole region") % {"region": said(area.names)}
            group.append((area.pk, whole))
        else:
            holder = group if group else choices
            holder.append((area.pk, said(area.names)))
    return choices
