"""
The fields of a facility, one by one: what a proposal names, a change keeps, and a verification covers.

A field is `status`, or one line of a topic such as `post.doctor`. Its value is what JSON can hold; None is not known:

=================================  ==============================================
`name_fr`, `name_ar`, `name_en`    text
`code`, `type`, `place`            text; the type by its code, the place by its path
`position`                         [latitude, longitude]
`is_mobile`                        true or false
`status`, `status_since`           text, ISO date
`beds`                             whole number
`merged_into`                      the id of the facility kept of two
`service.<code>`                   {"supply": full-time equivalents or null}
`post.<profession>`                {"in_post": …, "norm": …}, each a number or null
`equipment.<kind>`                 {"number": …, "working": … or null}
`opening.<weekday>`                {"hours": [["08:30", "12:00"], …]}, Monday being 1
`visit.<path of the place>`        {"weeks": [2, 15, …]}
`catchment.<path of the place>`    true: who lives there belongs to this facility
`authorisation.<number>`           {"given_by": text, "valid_from": date, "valid_until": date}, dates or null
=================================  ==============================================

Who said it and who verified it is kept by fact: several fields that nobody verifies apart are one fact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy as _

Value: TypeAlias = Any
State: TypeAlias = dict[str, Value]
"""The fields of a facility that are known, by name."""

FACT_OF_FIELD = {
    **dict.fromkeys(("name_fr", "name_ar", "name_en", "code", "type", "is_mobile"), "identity"),
    **dict.fromkeys(("place", "position"), "place"),
    **dict.fromkeys(("status", "status_since"), "status"),
    "beds": "beds",
}
LINE_TOPICS = ("service", "post", "equipment", "opening", "visit", "catchment", "authorisation")
WHOLE_TOPICS = frozenset({"opening", "visit", "catchment"})
"""Topics whose lines are verified together: the hours of a week, the weeks of a mobile unit, a catchment."""
TOPICS = {
    "identity": _("Name and type"),
    "place": _("Place"),
    "status": _("Status"),
    "beds": _("Beds"),
    "service": _("Services"),
    "post": _("Staff"),
    "equipment": _("Equipment"),
    "opening": _("Opening"),
    "visit": _("Weeks of visits"),
    "catchment": _("Catchment"),
    "authorisation": _("Authorisation"),
}
FIELD_ORDER = (*FACT_OF_FIELD, *LINE_TOPICS)
STAFF_COLUMNS = {"doctor": "doctors", "nurse": "nurses", "midwife": "midwives"}
"""The professions whose posts a facility also says in a column of its own."""


def line_of(field: str) -> tuple[str, str]:
    """Return the topic and the item of a line: ("post", "doctor"); a field that is no line has no item."""
    topic, _dot, item = field.partition(".")
    return topic, item


def fact_of(field: str) -> str:
    """Return the fact that a field belongs to; empty for what nobody verifies, such as `merged_into`."""
    topic, item = line_of(field)
    if topic not in LINE_TOPICS:
        return FACT_OF_FIELD.get(field, "")
    return topic if topic in WHOLE_TOPICS or not item else field


def facts_in(state: Iterable[str]) -> list[str]:
    """Return the facts of the fields that are known, in the order in which they are shown."""
    return list(dict.fromkeys(fact for field in in_order(state) if (fact := fact_of(field))))


def in_order(fields: Iterable[str]) -> list[str]:
    """Return fields in the order in which they are shown."""
    return sorted(fields, key=rank_of)


def rank_of(field: str) -> tuple[int, str]:
    """Return where a field stands among others."""
    topic, item = line_of(field)
    return (FIELD_ORDER.index(topic), item) if topic in FIELD_ORDER else (len(FIELD_ORDER), field)


def applied(state: Mapping[str, Value], changes: Mapping[str, Value]) -> State:
    """Return a state with some fields changed; None takes a field away."""
    return {field: value for field, value in {**state, **changes}.items() if value is not None}


def changed_fields(before: Mapping[str, Value], after: Mapping[str, Value]) -> State:
    """Return what must be applied to one state to make the other."""
    fields = in_order({*before, *after})
    return {field: after.get(field) for field in fields if before.get(field) != after.get(field)}


def date_of(text: str | None) -> dt.date | None:
    """Return the date of a value, None when it is not known."""
    return dt.date.fromisoformat(text) if text else None


def text_of_date(date: dt.date | None) -> str | None:
    """Return a date as a value."""
    return date.isoformat() if date else None
