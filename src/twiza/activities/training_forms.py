"""Forms of trainings: modules, trainings, days, people, scores, observations."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.activities.actions.modules import ModuleSaid
from twiza.activities.actions.participants import ObservationSaid
from twiza.activities.actions.professionals import ProfessionalSaid
from twiza.activities.actions.trainings import DaySaid, TrainingSaid
from twiza.activities.fields import DayField, LineField, TextField
from twiza.activities.models import Module, Participation, Training
from twiza.activities.models.training import HOURS_OF_DAY
from twiza.activities.place_field import PlacedForm
from twiza.activities.queries.training import GOING_ON, OVER, TO_COME, WITHDRAWN
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.facilities.models import Facility

MOST_HOURS, MOST_SCORE, MOST_POINTS = 500, 1_000, 500
STATES = [
    (TO_COME, _("To come")),
    (GOING_ON, _("Going on")),
    (OVER, pgettext_lazy("training", "Over")),
    (WITHDRAWN, pgettext_lazy("training", "Withdrawn")),
]


class TrainingFilterForm(forms.Form):
    """Which trainings to list."""

    q = LineField(label=_("Module, place or organisation"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *STATES])


class ModuleForm(forms.Form):
    """What a module says of itself."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    fr = forms.CharField(
        label=_("Title in French"),
        required=False,
        max_length=160,
        widget=forms.TextInput({"lang": "fr", "dir": "ltr"}),
    )
    ar = forms.CharField(
        label=_("Title in Arabic"),
        required=False,
        max_length=160,
        widget=forms.TextInput({"lang": "ar", "dir": "rtl"}),
    )
    hours = forms.DecimalField(
        label=_("Hours it takes"), min_value=Decimal("0.25"), max_value=MOST_HOURS, decimal_places=2
    )
    audience = LineField(label=_("For whom"), required=False)
    objectives = TextField(label=_("What one can do afterwards"), required=False)

    def said(self) -> ModuleSaid:
        """Return what is said; only of a form without errors."""
        given = self.cleaned_data
        names = {"fr": given["fr"], "ar": given["ar"]}
        return ModuleSaid(names, given["hours"], given["objectives"], given["audience"])


class ModuleField(forms.ModelChoiceField):
    """A module of the organisation."""

    def label_from_instance(self, obj: Module) -> str:
        """Return its title."""
        return name_in(obj.names, get_language() or "fr")


class TrainingForm(PlacedForm):
    """What somebody says of a training."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    module = ModuleField(label=_("Module"), queryset=Module.objects.none())
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    place_words = LineField(label=_("Where exactly"), required=False)
    given_by = LineField(label=_("Taught by"), help_text=_("The organisation that trains."))
    max_score = forms.DecimalField(
        label=_("Best score of the tests"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=MOST_SCORE,
        decimal_places=2,
        help_text=_("For example 20. Leave it empty for a training without a test."),
    )

    def offer(self, modules: QuerySet[Module]) -> None:
        """Say which modules there are."""
        self.fields["module"].queryset = modules  # type: ignore[attr-defined]

    def said(self) -> TrainingSaid:
        """Return what is said; only of a form without errors."""
        given = self.cleaned_data
        return TrainingSaid(
            module=given["module"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            place=self.place_found,
            given_by=given["given_by"],
            place_words=given["place_words"],
            max_score=given["max_score"],
        )


def training_filled_in(training: Training) -> dict[str, Any]:
    """Return a training as its form shows it."""
    names = ("starts_on", "ends_on", "place_words", "given_by", "max_score", "module")
    return {name: getattr(training, name) for name in names} | {"id": training.pk, "place": training.place.code}


class DayForm(forms.Form):
    """When a session of a training is."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    held_on = DayField(label=pgettext_lazy("session", "Day"))
    starts_at = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    ends_at = forms.TimeField(label=_("Ends at"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    hours = forms.DecimalField(
        label=_("Hours that count"), min_value=Decimal("0.25"), max_value=HOURS_OF_DAY, decimal_places=2
    )

    def said(self) -> DaySaid:
        """Return what is said; only of a form without errors."""
        given = self.cleaned_data
        return DaySaid(given["held_on"], given["hours"], given["starts_at"], given["ends_at"])


class ProfessionalForm(forms.Form):
    """Somebody new in the register, who takes part in a training."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = LineField(label=_("Name"), max_length=120)
    function = LineField(label=_("Function"), max_length=120, help_text=_("Nurse, midwife, community worker…"))
    workplace = LineField(
        label=_("Works at"), required=False, help_text=_("Name or code of a facility, or an organisation.")
    )
    others = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000)

    def said(self, facilities: QuerySet[Facility]) -> ProfessionalSaid:
        """Return what is said; a workplace that is the code of a facility is that facility."""
        given = self.cleaned_data
        facility = facilities.filter(code=given["workplace"]).first() if given["workplace"] else None
        words = "" if facility else given["workplace"]
        return ProfessionalSaid(given["name"], given["function"], facility, words)

    def known_others(self) -> Collection[uuid.UUID]:
        """Return those whom somebody looked at, and who are other people; what is no id is nobody."""
        return ids_in(self.cleaned_data["others"].split())


def ids_in(words: Iterable[str]) -> set[uuid.UUID]:
    """Return the ids among words."""
    found = set()
    for word in words:
        try:
            found.add(uuid.UUID(word))
        except ValueError:
            continue
    return found


class ScoresForm(forms.Form):
    """The scores of somebody's tests."""

    before = forms.DecimalField(
        label=_("Score before"), required=False, min_value=0, max_value=MOST_SCORE, decimal_places=2
    )
    after = forms.DecimalField(
        label=_("Score after"),
        required=False,
        min_value=0,
        max_value=MOST_SCORE,
        decimal_places=2,
        help_text=_("Empty is not done: it is not 0."),
    )


class ObservationForm(forms.Form):
    """What was seen of somebody's work."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    observed_on = DayField(label=_("Seen at work on"))
    asked = forms.IntegerField(label=_("Points of the checklist looked at"), min_value=1, max_value=MOST_POINTS)
    met = forms.IntegerField(label=_("Points that held"), min_value=0, max_value=MOST_POINTS)
    note = TextField(label=_("Note"), required=False)

    def said(self) -> ObservationSaid:
        """Return what is said; only of a form without errors."""
        given = self.cleaned_data
        return ObservationSaid(given["observed_on"], given["met"], given["asked"], given["note"])


def observation_filled_in(participation: Participation) -> dict[str, Any]:
    """Return an observation as its form shows it; nothing before there is one."""
    seen = getattr(participation, "observation", None)
    if seen is None:
        return {}
    return {"id": seen.pk, "observed_on": seen.observed_on, "met": seen.met, "asked": seen.asked, "note": seen.note}


class SheetFileForm(forms.Form):
    """An attendance sheet as a file."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    file = forms.FileField(
        label=_("Attendance sheet"),
        help_text=_(
            "Workbook (XLSX) or CSV, with the columns of the printed sheet: name, function, works at, present."
        ),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
    )
