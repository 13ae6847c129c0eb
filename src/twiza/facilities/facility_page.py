"""What the page of one facility shows: what is there, what is missing, who said so and how old that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.facilities.fact_words import FactWords, figure, weeks_said
from twiza.facilities.facts import TOPICS, State, Value, date_of, facts_in, line_of
from twiza.facilities.freshness import Freshness, freshness
from twiza.facilities.models import FacilityFact
from twiza.facilities.queries.norms import Norm, StaffLine, staff_against_norm
from twiza.facilities.written import text_of_hours


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A profession by its name, beside its norm."""

    name: str
    line: StaffLine


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """A kind of equipment by its name."""

    name: str
    number: int
    working: int | None


@dataclass(frozen=True, slots=True)
class AuthorisationRow:
    """An authorisation, and whether it has run out."""

    number: str
    given_by: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    is_expired: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with who said and verified it, and how fresh that is."""

    field: str
    label: str
    topic: str
    source: str
    verified_by: str
    verified_on: dt.date | None
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class FacilityPage:
    """Everything that is said of a facility on a day, in words."""

    services: Sequence[tuple[str, float | None]]
    staff: Sequence[StaffRow]
    equipment: Sequence[EquipmentRow]
    openings: Sequence[tuple[str, str]]
    visits: Sequence[tuple[str, str]]
    catchment: Sequence[str]
    authorisations: Sequence[AuthorisationRow]
    facts: Sequence[FactRow]
    missing: Sequence[str]

    @property
    def worst(self) -> Freshness:
        """Return how fresh the least fresh fact is."""
        found = {row.freshness for row in self.facts}
        return next((one for one in (Freshness.NEVER, Freshness.STALE) if one in found), Freshness.FRESH)


def facility_page(
    state: State,
    facts: Sequence[FacilityFact],
    *,
    norms: Mapping[str, Norm],
    usual_services: Sequence[str],
    cuts: Mapping[str, dt.date],
    today: dt.date,
    words: FactWords,
) -> FacilityPage:
    """Return what the page of a facility shows of a state, with who said its facts."""
    words.know_places(state)
    staff = [
        StaffRow(words.professions.get(line.profession, line.profession), line)
        for line in staff_against_norm(state, norms)
    ]
    authorisations = authorisations_in(state, today)
    return FacilityPage(
        services=[(words.label(field), value["supply"]) for field, value in lines_in(state, "service")],
        staff=staff,
        equipment=[
            EquipmentRow(words.label(field), value["number"], value["working"])
            for field, value in lines_in(state, "equipment")
        ],
        openings=openings_in(state),
        visits=[
            (words.place(line_of(field)[1]), weeks_said(value["weeks"])) for field, value in lines_in(state, "visit")
        ],
        catchment=[words.place(line_of(field)[1]) for field, _value in lines_in(state, "catchment")],
        authorisations=authorisations,
        facts=fact_rows(state, facts, cuts, words),
        missing=[
            *missing_staff(staff),
            *missing_services(state, usual_services, words),
            *missing_authorisation(authorisations),
            *unknown_topics(state),
        ],
    )


def lines_in(state: State, topic: str) -> list[tuple[str, Value]]:
    """Return the lines of a topic, in the order of their items."""
    return sorted((field, value) for field, value in state.items() if line_of(field)[0] == topic)


def openings_in(state: State) -> list[tuple[str, str]]:
    """Return the hours of every weekday, closed where none are said; nothing when none are known at all."""
    hours = {int(line_of(field)[1]): value["hours"] for field, value in lines_in(state, "opening")}
    if not hours:
        return []
    return [
        (str(name), text_of_hours(hours[day + 1]) if day + 1 in hours else _("closed"))
        for day, name in WEEKDAYS.items()
    ]


def authorisations_in(state: State, today: dt.date) -> list[AuthorisationRow]:
    """Return the authorisations, the one that lasts longest first."""
    rows = []
    for field, value in lines_in(state, "authorisation"):
        until = date_of(value["valid_until"])
        number, given_by, start = line_of(field)[1], value["given_by"], date_of(value["valid_from"])
        rows.append(AuthorisationRow(number, given_by, start, until, until is not None and until < today))
    return sorted(rows, key=lambda row: (row.is_expired, row.valid_until or dt.date.max))


def fact_rows(
    state: State, facts: Sequence[FacilityFact], cuts: Mapping[str, dt.date], words: FactWords
) -> list[FactRow]:
    """Return every fact that is known with who said it; one that nobody put a source to was never verified."""
    said = {fact.field: fact for fact in facts}
    rows = []
    for field in facts_in(state):
        topic, fact = line_of(field)[0], said.get(field)
        rows.append(
            FactRow(
                field=field,
                label=words.label(field),
                topic=str(TOPICS[topic]),
                source=fact.source if fact else "",
                verified_by=fact.verified_by if fact else "",
                verified_on=fact.verified_on if fact else None,
                freshness=freshness(fact.verified_on if fact else None, cuts.get(topic)),
            )
        )
    return rows


def missing_staff(staff: Sequence[StaffRow]) -> list[str]:
    """Return a sentence per profession that lacks posts against its norm."""
    return [
        _("%(profession)s: %(missing)s missing against the norm.")
        % {"profession": row.name, "missing": figure(row.line.missing)}
        for row in staff
        if row.line.missing
    ]


def missing_services(state: State, usual: Sequence[str], words: FactWords) -> list[str]:
    """Return one sentence on the services that its type usually gives and of which nobody said that it does."""
    absent = [code for code in usual if f"service.{code}" not in state]
    if not absent:
        return []
    named = _(", ").join(words.services.get(code, code) for code in absent)
    return [
        ngettext(
            "Its type usually gives one more service, of which nobody said that it is given: %(services)s.",
            "Its type usually gives %(count)s more services, of which nobody said that they are given: %(services)s.",
            len(absent),
        )
        % {"count": len(absent), "services": named}
    ]


def missing_authorisation(authorisations: Sequence[AuthorisationRow]) -> list[str]:
    """Return a sentence when every authorisation has run out."""
    if authorisations and all(row.is_expired for row in authorisations):
        return [_("Its authorisation has run out.")]
    return []


def unknown_topics(state: State) -> list[str]:
    """Return one sentence on what nobody has said yet."""
    known = {line_of(field)[0] for field in state}
    looked_for = ["beds", "service", "post", "equipment", "opening", "authorisation"]
    if state.get("is_mobile"):
        looked_for.append("visit")
    unknown = [str(TOPICS[topic]) for topic in looked_for if topic not in known]
    if "position" not in known:
        unknown.append(_("Coordinates"))
    if not unknown:
        return []
    return [_("Nobody has said yet: %(topics)s.") % {"topics": _(", ").join(unknown)}]
