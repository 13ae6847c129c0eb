"""A round as a form, and the sheet of an assessor with every item of the grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.accounts.decisions import Actor
from twiza.core.form_fields import DayField, LineField, TextField
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.facilities.models import Facility
from twiza.quality.actions.rounds import MarkGiven
from twiza.quality.attendance_text import months_in
from twiza.quality.grid import Grid, Item
from twiza.quality.models import Assessor, AssessorKind
from twiza.quality.queries import centres_named
from twiza.quality.round_page import ItemLine

NOT_APPLICABLE = "na"
CHOICES = (
    ("", _("Not assessed")),
    ("2", _("2 · Yes")),
    ("1", _("1 · Partly")),
    ("0", _("0 · No")),
    (NOT_APPLICABLE, _("Not applicable")),
)


class RoundForm(forms.Form):
    """Where and when a round is held."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    centre = LineField(label=_("Health centre"), max_length=100, help_text=_("Its name or its code."))
    centre_choice = forms.ChoiceField(label=_("Which of these centres"), required=False, widget=forms.RadioSelect)
    held_on = DayField(label=_("Round held on"))
    note = TextField(label=_("Remarks"), required=False, help_text=_("Write no name of a patient."))

    facility: Facility | None = None
    has_choice = False

    def offer(self, actor: Actor) -> None:
        """Say who writes."""
        self.actor = actor
        self.found = centres_named(actor, self.data.get("centre", "").strip()) if self.is_bound else []
        language = get_language() or "fr"
        named = [
            (str(one.pk), f"{name_in(one.names, language)} ({name_in(one.place.names, language)})")
            for one in self.found
        ]
        self.fields["centre_choice"].choices = named  # type: ignore[attr-defined]
        self.has_choice = len(named) > 1

    def clean(self) -> dict[str, Any]:
        """Find the one centre that is meant."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("centre_choice")
        found = [one for one in self.found if str(one.pk) == chosen] if chosen else self.found
        if cleaned.get("centre") and not found:
            self.add_error(
                "centre", _("No health centre has this name or code. Look for it in the list of facilities.")
            )
        elif len(found) > 1:
            self.add_error("centre_choice", _("Several centres have this name: choose one."))
        self.facility = found[0] if len(found) == 1 else None
        return cleaned


class DayForm(forms.Form):
    """Up to which day the last round of each centre is looked for."""

    on = DayField(label=_("Last round held up to"), required=False)


class ActionForm(forms.Form):
    """What is to be done about an item, by whom, until when."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    item = forms.ChoiceField(label=_("Item"))
    what = LineField(label=_("What is to be done"), max_length=400)
    who = LineField(label=_("Who does it"), help_text=_("A function, such as the manager of the centre: no name."))
    until = DayField(label=_("To be done by"))

    def offer(self, lines: Sequence[ItemLine]) -> None:
        """Say which items there are, the weak ones first, then those with the least mark."""
        ordered = sorted(lines, key=lambda line: (not line.is_weak, line.mean is None, line.mean))
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (line.code, " · ".join(part for part in (line.code, line.name, line.mean) if part)) for line in ordered
        ]


class AttendanceForm(forms.Form):
    """How many consultations a centre had, month by month, as a person copies them from a register or a table."""

    source = LineField(
        label=_("Where these figures come from"),
        max_length=200,
        help_text=_("Such as the monthly report of the centre."),
    )
    months = TextField(
        label=_("Consultations by month"),
        help_text=_("One month a line, then its number: 2026-05 210. Two columns of a table can be pasted here."),
        rows=12,
    )

    def clean_months(self) -> dict[dt.date, int]:
        """Return the number of each month by its first day."""
        return months_in(self.cleaned_data["months"])


class PhotoForm(forms.Form):
    """A photograph of what an item is about."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    item = forms.ChoiceField(label=_("Item"))
    photo = forms.FileField(
        label=_("Photograph"),
        help_text=_("JPEG or PNG, 10 MB at most. Its place and hour are taken out. No face, no patient, no register."),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png"}),
    )

    def offer(self, grid: Grid) -> None:
        """Say which items there are."""
        language = get_language() or "fr"
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (item.code, f"{item.code} · {name_in(item.names, language)}") for item in grid.items
        ]


class SheetForm(forms.Form):
    """What one assessor says of every item; what is left is not assessed."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(label=_("Who assesses"), choices=AssessorKind.choices)
    number = forms.IntegerField(
        label=_("Number of the assessor"),
        min_value=1,
        max_value=999,
        help_text=_("A plain number tells assessors apart: no name."),
    )

    def offer(self, grid: Grid) -> None:
        """Say which items there are."""
        language = get_language() or "fr"
        self.grid = grid
        for item in grid.items:
            label = f"{item.code} · {name_in(item.names, language)}"
            self.fields[f"mark_{item.code}"] = forms.ChoiceField(label=label, choices=CHOICES, required=False)
            self.fields[f"note_{item.code}"] = LineField(label=_("Note"), max_length=400, required=False)

    def parts(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Return the fields by domain, each mark with its note."""
        language = get_language() or "fr"
        return [
            (name_in(domain.names, language), [self.fields_of(item) for item in domain.items])
            for domain in self.grid.domains
        ]

    def fields_of(self, item: Item) -> tuple[forms.BoundField, forms.BoundField]:
        """Return the mark and the note of an item."""
        return self[f"mark_{item.code}"], self[f"note_{item.code}"]

    def marks(self) -> Sequence[MarkGiven]:
        """Return the marks that were given, in the order of the sheet."""
        given = self.cleaned_data
        return [
            MarkGiven(item.code, value_of(mark), given[f"note_{item.code}"])
            for item in self.grid.items
            if (mark := given[f"mark_{item.code}"])
        ]


def value_of(mark: str) -> int | None:
    """Return a mark as it is kept."""
    return None if mark == NOT_APPLICABLE else int(mark)


def sheet_values(assessor: Assessor) -> dict[str, object]:
    """Return a kept sheet as the form shows it."""
    values: dict[str, object] = {"id": assessor.pk, "kind": assessor.kind, "number": assessor.number}
    for mark in assessor.marks.all():
        values[f"mark_{mark.item}"] = NOT_APPLICABLE if mark.value is None else str(mark.value)
        values[f"note_{mark.item}"] = mark.note
    return values
