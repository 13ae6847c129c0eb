"""What a person may choose on the page of needs, and what she chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from twiza.access.models import AccessScenario, NeedFormula, Specialty
from twiza.access.place_options import areas_of
from twiza.access.queries.formulas import formulas_of, place_by_state
from twiza.access.queries.place_rows import COMMUNE, LEVELS, Asked
from twiza.access.queries.scenarios import scenarios_of
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.territory.models import CensusIndicator, Place

Thing = TypeVar("Thing")
DEFAULT_LEVELS = ("province", COMMUNE, COMMUNE)
"""The level first shown of a country, of a region, of a province."""


class NotOffered(InputError):
    """What is asked for is not among what this person may choose."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that may be chosen; the first of each is what is shown when nothing is asked."""

    areas: list[Place]
    specialties: Sequence[Specialty]
    formulas: Sequence[NeedFormula]
    indicators: Sequence[CensusIndicator]
    scenarios: Sequence[AccessScenario]


def choices_of(actor: Actor) -> Choices:
    """Return what the actor may choose, in five queries."""
    formulas = list(formulas_of(actor))
    own_first = sorted(formulas, key=lambda formula: formula.organisation_id is None)
    in_force_first = sorted(own_first, key=place_by_state)
    return Choices(
        areas=areas_of(actor),
        specialties=list(Specialty.objects.order_by("position", "code")),
        formulas=in_force_first,
        indicators=list(CensusIndicator.objects.order_by("position", "code")),
        scenarios=list(scenarios_of(actor)),
    )


def asked_from(choices: Choices, given: Mapping[str, str], actor: Actor) -> Asked:
    """Return what is asked for, with defaults where nothing is said. Raises NotOffered."""
    area = chosen(choices.areas, given.get("area", ""), "path") or first_area(choices.areas, actor)
    levels = levels_in(area)
    level = given.get("level") or DEFAULT_LEVELS[min(area.kind.rank, len(DEFAULT_LEVELS) - 1)]
    specialty = chosen(choices.specialties, given.get("specialty", ""), "code")
    formula = chosen(choices.formulas, given.get("formula", ""), "pk") or next(iter(choices.formulas), None)
    return Asked(
        area=area,
        level=level if level in levels else levels[-1],
        formula=formula,
        specialties=[one.code for one in ([specialty] if specialty else choices.specialties)],
        indicator=chosen(choices.indicators, given.get("indicator", ""), "code"),
        scenario=chosen(choices.scenarios, given.get("scenario", ""), "pk"),
    )


def chosen(things: Iterable[Thing], value: str, attribute: str) -> Thing | None:
    """Return the thing of this value, None when nothing is asked. Raises NotOffered."""
    if not value:
        return None
    for thing in things:
        if str(getattr(thing, attribute)) == value:
            return thing
    raise NotOffered(value)


def first_area(areas: Sequence[Place], actor: Actor) -> Place:
    """Return the area first shown: the actor's own territory, or else the country. Raises NotOffered."""
    own = actor.grant.territory if actor.grant else ()
    mine = [area for area in areas if area.path in own]
    if not areas:
        raise NotOffered
    return (mine or list(areas))[0]


def levels_in(area: Place) -> list[str]:
    """Return the levels below an area, from the largest places to communes."""
    return [name for name, rank in LEVELS.items() if rank > area.kind.rank] + [COMMUNE]
