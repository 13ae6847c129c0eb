"""Fields of facilities and their values in words, in the language of the page."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twiza.core.names import name_in
from twiza.facilities.facts import TOPICS, Value, date_of, line_of
from twiza.facilities.models import EquipmentKind, Facility, FacilityType, Profession, Service, Status
from twiza.facilities.written import text_of_hours
from twiza.territory.models import Place

LABELS = {
    "name_fr": gettext_lazy("Name in French"),
    "name_ar": gettext_lazy("Name in Arabic"),
    "name_en": gettext_lazy("Name in English"),
    "code": gettext_lazy("Code"),
    "type": gettext_lazy("Type"),
    "place": gettext_lazy("Place"),
    "position": gettext_lazy("Coordinates"),
    "is_mobile": gettext_lazy("Mobile"),
    "status": gettext_lazy("Status"),
    "status_since": gettext_lazy("Status since"),
    "beds": gettext_lazy("Beds"),
    "merged_into": gettext_lazy("Found to be the same as"),
}
UNKNOWN = "—"
OF_PLACES = frozenset({"visit", "catchment"})
"""Topics whose items are places, by their paths."""


class FactWords:
    """Says fields and values; what names they need is asked of the database once, and only when one needs it."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._places: dict[str, str] = {}

    @cached_property
    def services(self) -> dict[str, str]:
        """The names of services by code."""
        return self._names_of(Service.objects.values_list("code", "names"))

    @cached_property
    def professions(self) -> dict[str, str]:
        """The names of professions by code."""
        return self._names_of(Profession.objects.order_by("position").values_list("code", "names"))

    @cached_property
    def equipment(self) -> dict[str, str]:
        """The names of kinds of equipment by code."""
        return self._names_of(EquipmentKind.objects.order_by("position").values_list("code", "names"))

    @cached_property
    def types(self) -> dict[str, str]:
        """The names of types by code."""
        return self._names_of(FacilityType.objects.values_list("code", "names"))

    @cached_property
    def statuses(self) -> dict[str, str]:
        """The names of statuses by code."""
        return {one.value: str(one.label) for one in Status}

    def _names_of(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, str]:
        return {code: name_in(names, self._language) for code, names in rows}

    def know_places(self, fields: Mapping[str, Value]) -> None:
        """Ask at once for the names of all the places that fields speak of."""
        paths = {line_of(field)[1] for field in fields if line_of(field)[0] in OF_PLACES}
        paths |= {str(value) for field, value in fields.items() if field == "place" and value}
        self.ask_for_places(paths)

    def ask_for_places(self, paths: Iterable[str]) -> None:
        """Ask at once for the names of places by their paths."""
        unknown = set(paths) - self._places.keys()
        if unknown:
            found = Place.objects.filter(path__in=unknown).values_list("path", "names")
            self._places |= {path: name_in(names, self._language) for path, names in found}

    def place(self, path: str) -> str:
        """Return the name of a place."""
        self.ask_for_places([path])
        return self._places.get(path, path)

    def name(self, state: Mapping[str, Value]) -> str:
        """Return the name that a state says, in the language of the page if it has one."""
        return name_in(
            {field.removeprefix("name_"): name for field, name in state.items() if field.startswith("name_")},
            self._language,
        )

    def label(self, field: str) -> str:
        """Return what a field or a fact is called."""
        topic, item = line_of(field)
        if field in LABELS:
            return str(LABELS[field])
        if not item:
            return str(TOPICS[topic])
        named = {"service": self.services, "post": self.professions, "equipment": self.equipment}
        if topic in named:
            return named[topic].get(item, item)
        if topic == "opening":
            return str(WEEKDAYS[int(item) - 1])
        if topic == "visit":
            return _("Visits to %(place)s") % {"place": self.place(item)}
        if topic == "catchment":
            return _("Catchment: %(place)s") % {"place": self.place(item)}
        return _("Authorisation %(number)s") % {"number": item}

    def said(self, field: str, value: Value) -> str:
        """Return a value in words; a dash for what is not known."""
        if value is None:
            return UNKNOWN
        topic = line_of(field)[0]
        say: dict[str, Callable[[], Any]] = {
            "type": lambda: self.types.get(value, value),
            "place": lambda: self.place(value),
            "position": lambda: ", ".join(number_format(one, 5) for one in value),
            "is_mobile": lambda: _("yes") if value else _("no"),
            "status": lambda: str(Status(value).label),
            "status_since": lambda: date_said(value),
            "merged_into": lambda: self.facility(value),
            "service": lambda: service_said(value),
            "post": lambda: post_said(value),
            "equipment": lambda: equipment_said(value),
            "opening": lambda: text_of_hours(value["hours"]),
            "visit": lambda: weeks_said(value["weeks"]),
            "catchment": lambda: _("yes"),
            "authorisation": lambda: authorisation_said(value),
        }
        return str(say[topic]() if topic in say else value)

    def facility(self, facility_id: str) -> str:
        """Return the name of a facility."""
        found = Facility.objects.filter(pk=uuid.UUID(facility_id)).values_list("names", flat=True).first()
        return name_in(found, self._language) if found else facility_id


def figure(number: float | None) -> str:
    """Return a number without needless decimals, a dash when it is not known."""
    return UNKNOWN if number is None else floatformat(number, "-2g")


def date_said(text: str | None) -> str:
    """Return a date in the language of the page."""
    date = date_of(text)
    return date_format(date) if date else UNKNOWN


def service_said(value: Mapping[str, Any]) -> str:
    """Return that a service is given, and by how many."""
    if value["supply"] is None:
        return _("given")
    return _("given, %(supply)s full-time equivalents") % {"supply": figure(value["supply"])}


def post_said(value: Mapping[str, Any]) -> str:
    """Return how many posts of a profession are filled, and how many are granted."""
    if value["norm"] is None:
        return _("%(number)s in post") % {"number": figure(value["in_post"])}
    said = {"number": figure(value["in_post"]), "norm": figure(value["norm"])}
    return _("%(number)s in post, %(norm)s granted") % said


def equipment_said(value: Mapping[str, Any]) -> str:
    """Return how much of an equipment there is, and how much works."""
    if value["working"] is None:
        return _("%(number)s, working or not is not known") % {"number": value["number"]}
    return _("%(number)s, of which %(working)s working") % value


def weeks_said(weeks: Iterable[int]) -> str:
    """Return the weeks of the year in which a mobile unit comes."""
    return _("weeks %(weeks)s") % {"weeks": ", ".join(str(week) for week in weeks)}


def authorisation_said(value: Mapping[str, Any]) -> str:
    """Return who gave an authorisation, from when until when."""
    said = {
        "who": value["given_by"] or UNKNOWN,
        "start": date_said(value["valid_from"]),
        "end": date_said(value["valid_until"]),
    }
    return _("given by %(who)s, from %(start)s until %(end)s") % said
