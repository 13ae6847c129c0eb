"""What somebody states of a facility: one form for who adds one, changes one, or proposes a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.translation import gettext_lazy as _

from twiza.facilities.facts import State, Value, line_of, text_of_date
from twiza.facilities.forms import named
from twiza.facilities.models import EquipmentKind, FacilityType, Profession, Service, Status
from twiza.facilities.written import (
    hours_from,
    places_from,
    text_of_hours,
    text_of_places,
    text_of_weeks,
    weeks_by_place,
)
from twiza.territory.models import Place

MOST = 10_000
WEEKDAYS = {day + 1: name for day, name in DAY_NAMES.items()}
FREE_AUTHORISATIONS = 1
"""Empty lines offered for authorisations below those there are."""

DEGREES = {"step": "any", "dir": "ltr"}
"""A minus sign stands before its number, whatever the direction of the page."""


@dataclass(frozen=True, slots=True)
class Words:
    """What can be said of a facility, and how a place is found by its code."""

    types: Sequence[FacilityType]
    services: Sequence[Service]
    professions: Sequence[Profession]
    equipment: Sequence[EquipmentKind]
    place_of: Callable[[str], Place | None]
    countries: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form: what it is about, and its fields."""

    label: str
    fields: Sequence[BoundField]


def date_input() -> forms.DateInput:
    """Return the browser's own field for a date."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def number(label: Any, kind: type[forms.IntegerField | forms.FloatField], step: str) -> forms.Field:
    """Return the field of a number of things or of full-time equivalents."""
    widget = forms.NumberInput({"step": step, "inputmode": "decimal"})
    return kind(label=label, required=False, min_value=0, max_value=MOST, widget=widget)


class FactsForm(forms.Form):
    """What a facility is, field by field; `offer` fills it with what there is and with what is said already."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=200, required=False)
    name_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=200, required=False, widget=forms.TextInput({"dir": "rtl", "lang": "ar"})
    )
    code = forms.CharField(label=_("Code"), max_length=80, required=False)
    type = forms.ChoiceField(label=_("Type"))
    place_code = forms.CharField(
        label=_("Code of the commune"),
        max_length=64,
        help_text=_("As the census writes it, for instance 05.081.03.09."),
    )
    lat = forms.FloatField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90, widget=forms.NumberInput(DEGREES)
    )
    lon = forms.FloatField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, widget=forms.NumberInput(DEGREES)
    )
    is_mobile = forms.BooleanField(label=_("Mobile: it moves from place to place"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    status_since = forms.DateField(label=_("Since"), required=False, widget=date_input())
    beds = forms.IntegerField(label=_("Beds"), required=False, min_value=0, max_value=MOST)
    services = forms.MultipleChoiceField(label=_("Services"), required=False, widget=forms.CheckboxSelectMultiple)
    visits = forms.CharField(
        label=_("Weeks of its visits, for a mobile unit"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea({"rows": 3, "dir": "ltr"}),
        help_text=_("A line per place: its code, then the weeks of the year. 05.081.03.09: 2, 15, 28, 41"),
    )

    catchment = forms.CharField(
        label=_("Places it serves"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea({"rows": 3, "dir": "ltr"}),
        help_text=_(
            "The code of a village, a neighbourhood or a health area per line: who lives there belongs to it."
        ),
    )

    def offer(self, words: Words, state: State) -> None:
        """Add the lines of what there is, and show what is said already."""
        self.words, self.state = words, state
        self.fields["type"].choices = [("", _("Choose a type")), *named(words.types)]  # type: ignore[attr-defined]
        self.fields["services"].choices = named(words.services)  # type: ignore[attr-defined]
        for code, _name in named(words.professions):
            self.fields[f"post_{code}_in_post"] = number(_("In post"), forms.FloatField, "any")
            self.fields[f"post_{code}_norm"] = number(_("Posts granted"), forms.FloatField, "any")
        for code, _name in named(words.equipment):
            self.fields[f"equipment_{code}_number"] = number(_("Number"), forms.IntegerField, "1")
            self.fields[f"equipment_{code}_working"] = number(_("Working"), forms.IntegerField, "1")
        for weekday, label in WEEKDAYS.items():
            widget = forms.TextInput({"dir": "ltr", "placeholder": "08:30-16:30"})
            self.fields[f"opening_{weekday}"] = forms.CharField(
                label=label, required=False, max_length=60, widget=widget
            )
        self.authorisations = [line_of(field)[1] for field in state if line_of(field)[0] == "authorisation"]
        for rank in range(len(self.authorisations) + FREE_AUTHORISATIONS):
            self.offer_authorisation(rank)
        self.initial = {**initial_of(state, self.authorisations), **self.initial}

    def offer_authorisation(self, rank: int) -> None:
        """Add one line for an authorisation."""
        start = f"authorisation_{rank}_"
        self.fields[f"{start}number"] = forms.CharField(label=_("Authorisation number"), required=False, max_length=80)
        self.fields[f"{start}given_by"] = forms.CharField(label=_("Given by"), required=False, max_length=200)
        for part, label in (("valid_from", _("Valid from")), ("valid_until", _("Valid until"))):
            self.fields[f"{start}{part}"] = forms.DateField(label=label, required=False, widget=date_input())

    def lines(self, *names: str, codes: Sequence[tuple[str, str]], topic: str) -> Iterator[Line]:
        """Yield the lines of a topic, each with some fields."""
        for code, label in codes:
            yield Line(label, [self[f"{topic}_{code}_{name}"] for name in names])

    def post_lines(self) -> Iterator[Line]:
        """Yield a line per profession."""
        return self.lines("in_post", "norm", codes=named(self.words.professions), topic="post")

    def equipment_lines(self) -> Iterator[Line]:
        """Yield a line per kind of equipment."""
        return self.lines("number", "working", codes=named(self.words.equipment), topic="equipment")

    def opening_fields(self) -> list[BoundField]:
        """Return a field per weekday."""
        return [self[f"opening_{weekday}"] for weekday in WEEKDAYS]

    def authorisation_lines(self) -> Iterator[Line]:
        """Yield a line per authorisation, and an empty one."""
        ranks = [(str(rank), "") for rank in range(len(self.authorisations) + FREE_AUTHORISATIONS)]
        return self.lines("number", "given_by", "valid_from", "valid_until", codes=ranks, topic="authorisation")

    def refused_topics(self) -> set[str]:
        """Return the topics, as the names of their fields begin, in which something was not understood."""
        return {name.partition("_")[0] for name in self.errors}

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs together, and understand hours, weeks and places."""
        given = super().clean() or {}
        if (given.get("lat") is None) != (given.get("lon") is None) and not {"lat", "lon"} & set(self.errors):
            self.add_error("lat", _("Give both latitude and longitude, or neither."))
        place = self.words.place_of(given.get("place_code", "").strip())
        if place is None and "place_code" not in self.errors:
            self.add_error("place_code", _("No place has this code."))
        self.place = place
        self.understand(given)
        return given

    def understand(self, given: dict[str, Any]) -> None:
        """Read the hours of each day and the weeks of each place, and note what is not understood."""
        self.hours: dict[int, list[list[str]]] = {}
        for weekday in WEEKDAYS:
            try:
                self.hours[weekday] = hours_from(given.get(f"opening_{weekday}") or "")
            except ValueError:
                self.add_error(f"opening_{weekday}", _("Write hours such as 08:30-12:00, 14:00-16:30."))
        try:
            self.weeks = weeks_by_place(given.get("visits") or "", self.words.place_of)
        except ValueError as error:
            self.weeks = {}
            line = {"line": str(error)[:60]}
            self.add_error("visits", _("“%(line)s” is not understood: write a code, then weeks from 1 to 53.") % line)
        self.understand_catchment(given.get("catchment") or "")
        for number_name in [name for name in self.fields if name.endswith("_number") and name.startswith("auth")]:
            start = number_name.removesuffix("number")
            others = any(given.get(f"{start}{part}") for part in ("given_by", "valid_from", "valid_until"))
            if others and not given.get(number_name):
                self.add_error(number_name, _("An authorisation needs its number."))

    def understand_catchment(self, text: str) -> None:
        """Read the places that it serves, and note what is not understood."""
        self.served: list[str] = []
        try:
            self.served = places_from(text, self.words.place_of)
        except ValueError as error:
            self.add_error("catchment", _("No place has the code “%(code)s”.") % {"code": str(error)[:60]})

    def stated(self) -> State:
        """Return every field that the form says; None is what it says is not known, or no more."""
        given = self.cleaned_data
        position = None if given["lat"] is None else [given["lat"], given["lon"]]
        gone: State = dict.fromkeys(field for field in self.state if line_of(field)[0] in REPLACED)
        return {
            "name_fr": given["name_fr"].strip() or None,
            "name_ar": given["name_ar"].strip() or None,
            "code": given["code"].strip() or None,
            "type": given["type"],
            "place": self.place.path if self.place else None,
            "position": position,
            "is_mobile": given["is_mobile"],
            "status": given["status"],
            "status_since": text_of_date(given["status_since"]),
            "beds": given["beds"],
            **dict(self.stated_services()),
            **dict(self.stated_pairs("post", self.words.professions, ("in_post", "norm"))),
            **dict(self.stated_pairs("equipment", self.words.equipment, ("number", "working"))),
            **{f"opening.{day}": {"hours": hours} if hours else None for day, hours in self.hours.items()},
            **gone,
            **{f"visit.{path}": {"weeks": weeks} for path, weeks in self.weeks.items()},
            **dict.fromkeys((f"catchment.{path}" for path in self.served), True),
            **dict(self.stated_authorisations()),
        }

    def stated_services(self) -> Iterator[tuple[str, Value]]:
        """Yield each service with whether it is given; what was known of its supply stays."""
        for service in self.words.services:
            field = f"service.{service.code}"
            is_given = service.code in self.cleaned_data["services"]
            yield field, self.state.get(field, {"supply": None}) if is_given else None

    def stated_pairs(
        self, topic: str, things: Sequence[Profession] | Sequence[EquipmentKind], parts: tuple[str, str]
    ) -> Iterator[tuple[str, Value]]:
        """Yield each line of two numbers; both empty is not known."""
        for thing in things:
            value = {part: self.cleaned_data[f"{topic}_{thing.code}_{part}"] for part in parts}
            if topic == "equipment" and value["number"] is None:
                value["number"] = value["working"]
            yield f"{topic}.{thing.code}", None if set(value.values()) == {None} else value

    def stated_authorisations(self) -> Iterator[tuple[str, Value]]:
        """Yield each authorisation that has a number."""
        for rank in range(len(self.authorisations) + FREE_AUTHORISATIONS):
            given = {part: self.cleaned_data[f"authorisation_{rank}_{part}"] for part in AUTHORISATION_PARTS}
            if given["number"]:
                dates = {part: text_of_date(given[part]) for part in ("valid_from", "valid_until")}
                yield f"authorisation.{given['number'].strip()}", {"given_by": given["given_by"].strip(), **dates}


REPLACED = frozenset({"visit", "catchment", "authorisation"})
"""Topics of which the form says every line."""
AUTHORISATION_PARTS = ("number", "given_by", "valid_from", "valid_until")


def without_point(number: float | None) -> float | None:
    """Return a whole number as people write it, another one as it is."""
    return int(number) if number is not None and number == int(number) else number


def initial_of(state: State, authorisations: Sequence[str]) -> dict[str, Any]:
    """Return what the form first shows of a facility."""
    shown: dict[str, Any] = {
        name: state.get(name) for name in ("name_fr", "name_ar", "code", "type", "status", "status_since", "beds")
    }
    shown["is_mobile"] = state.get("is_mobile", False)
    shown["place_code"] = state.get("place", "").rsplit("/", 1)[-1]
    shown["lat"], shown["lon"] = state.get("position") or (None, None)
    shown["services"] = [line_of(field)[1] for field in state if line_of(field)[0] == "service"]
    for field, value in state.items():
        topic, item = line_of(field)
        if topic in ("post", "equipment"):
            shown |= {f"{topic}_{item}_{part}": without_point(one) for part, one in value.items()}
        elif topic == "opening":
            shown[f"opening_{item}"] = text_of_hours(value["hours"])
    for rank, act in enumerate(authorisations):
        shown |= {f"authorisation_{rank}_{part}": one for part, one in state[f"authorisation.{act}"].items()}
        shown[f"authorisation_{rank}_number"] = act
    shown["visits"], shown["catchment"] = text_of_weeks(state), text_of_places(state)
    return shown
