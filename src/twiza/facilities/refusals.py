"""What cannot be said of a facility, each with the sentence for whoever says it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping

from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.facilities.facts import Value, date_of, line_of
from twiza.facilities.models import Facility


class NameMissing(InputError):
    """A facility needs a name in at least one language."""


class CodeTaken(InputError):
    """Another facility of the organisation has this code."""


class SinceTomorrow(InputError):
    """Nothing is so since a day to come."""


class WorksWithoutBeingThere(InputError):
    """More equipment is said to work than there is."""


class ClosesBeforeItOpens(InputError):
    """Hours of opening end before they begin, or run into each other."""


class EndsBeforeItBegins(InputError):
    """An authorisation ends before it begins."""


def refuse_what_cannot_be(facility: Facility, state: Mapping[str, Value], today: dt.date) -> None:
    """Raise the refusal of the first thing in a state that cannot be."""
    if not any(state.get(field) for field in state if field.startswith("name_")):
        raise NameMissing(_("Give the facility a name in at least one language."))
    since = date_of(state.get("status_since"))
    if since and since > today:
        raise SinceTomorrow(_("The day since when the status holds is in the future."))
    refuse_taken_code(facility, state.get("code") or "")
    for field, value in state.items():
        refuse_line(field, value)


def refuse_taken_code(facility: Facility, code: str) -> None:
    """Raise CodeTaken."""
    others = Facility.objects.filter(organisation=facility.organisation_id, code=code).exclude(pk=facility.pk)
    if code and others.exists():
        raise CodeTaken(
            _("Another facility of the organisation that keeps the list has the code %(code)s.") % {"code": code}
        )


def refuse_line(field: str, value: Value) -> None:
    """Raise WorksWithoutBeingThere, ClosesBeforeItOpens or EndsBeforeItBegins."""
    topic, item = line_of(field)
    if topic == "equipment" and value["working"] is not None and value["working"] > value["number"]:
        raise WorksWithoutBeingThere(_("More of an equipment works than there is: look at its numbers."))
    if topic == "opening":
        times = [time for hours in value["hours"] for time in hours]
        if any(first >= second for first, second in itertools.pairwise(times)):
            raise ClosesBeforeItOpens(_("The hours of a day begin before they end, and one after the other."))
    if topic == "authorisation" and value["valid_until"] and value["valid_until"] < (value["valid_from"] or ""):
        raise EndsBeforeItBegins(_("Authorisation %(number)s ends before it begins.") % {"number": item})
