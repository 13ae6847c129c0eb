"""The targets of a programme, as its ruleset states them, and by which records each is reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.accounts.decisions import Actor
from twiza.activities.counting_rule import training_rule
from twiza.activities.measures import professionals_trained, unique_parents_reached
from twiza.case_management.measures.visits import count_followed, days_first_seen, ever_seen
from twiza.core.tallies import Tally
from twiza.indicators.definitions import LANGUAGES, VALIDATED
from twiza.indicators.registry.computation import By
from twiza.indicators.scope import Sources
from twiza.rulesets.models import Ruleset, RulesetVersion
from twiza.rulesets.queries.versions import is_in_force, version_to_show
from twiza.social_protection.measures.families import (
    days_first_protected,
    ever_protected,
    holders_on_last_day,
)
from twiza.territory.queries.population import latest_people

PROGRAMMES = "programme_"
"""How the codes of rulesets begin that state the targets of a programme."""
Tallies = Callable[[Sources], list[Tally]]
Days = Callable[[Sources], Iterable[dt.date | None]]


@dataclass(frozen=True, slots=True)
class Target:
    """What a programme means to reach, and in which words; `is_to_be_validated` until somebody put it in force."""

    code: str
    names: Mapping[str, str]
    goal: float
    is_to_be_validated: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """
    How a target is measured: everything that ever counted towards it by a day, each on the day it counts first.

    `days` are those days alone; `today` is how many count on the last day alone, where that is another figure; `by` is
    what it can be told by.
    """

    ever: Tallies
    days: Days
    said: Promise
    by: tuple[By, ...]
    today: Callable[[Sources], int] | None = None
    today_said: Promise | str = ""


def days_of(tallies: Tallies) -> Days:
    """Return the days on which tallies count, where nothing less than the tallies tells them."""
    return lambda of: (one.on for one in tallies(of))


def trained(of: Sources) -> list[Tally]:
    """Return the professionals ever trained."""
    return professionals_trained(of.span, training_rule())


def parents(of: Sources) -> list[Tally]:
    """Return the parents ever reached by awareness sessions."""
    return unique_parents_reached(of.span)


MEASURES: Mapping[str, Reached] = {
    "SS_PROS_FORMES": Reached(
        trained,
        days_of(trained),
        _("Each professional counts once: enough of one module attended, and the test after it done."),
        (By.FACILITY, By.PLACE),
    ),
    "SS_FAMILLES_PROTEGEES": Reached(
        lambda of: ever_protected(of.families),
        lambda of: days_first_protected(of.families),
        _("Each family counts once, on the day its first right is open, not when its file is handed in."),
        (By.PLACE, By.CATCHMENT, By.SEX),
        lambda of: len(holders_on_last_day(of.families)),
        _("with an open right on the last day"),
    ),
    "SS_ENFANTS_SUIVIS": Reached(
        lambda of: ever_seen(of.span),
        lambda of: days_first_seen(of.span),
        _("Each child counts once, on the day of the first visit at which she was seen."),
        (By.PLACE, By.CATCHMENT, By.SEX, By.AGE),
        lambda of: count_followed(of.cohort),
        _("seen in the last 60 days"),
    ),
    "SS_PARENTS_SENSIBILISES": Reached(
        parents,
        days_of(parents),
        _("Each mother or father counts once, by the code of her card; coming again is another figure."),
        (By.PLACE, By.CATCHMENT, By.SEX),
    ),
}
"""The sex that families are told by is that of the head of the household."""
INHABITANTS = "SS_HABITANTS"
INHABITANTS_SAID = _("Who lives there by the last census, never added to the other figures: no work reaches it.")


def programme_of(actor: Actor, country: str, on: dt.date) -> RulesetVersion | None:
    """Return the programme of a country whose targets the actor's organisation uses on a day; None without one."""
    organisation = actor.grant.organisation_id if actor.grant else None
    rulesets = Ruleset.objects.filter(code__startswith=PROGRAMMES, country=country).order_by("code")
    codes = dict.fromkeys(rulesets.values_list("code", flat=True))
    found = (version_to_show(code, country, on, organisation_id=organisation) for code in codes)
    return next((one for one in found if one is not None), None)


def targets_in(version: RulesetVersion, on: dt.date) -> list[Target]:
    """Return the targets that a programme states, in its order."""
    return [
        Target(
            code=str(row["indicator"]),
            names={language: str(row[language]) for language in LANGUAGES if row.get(language)},
            goal=float(row["value"]),
            is_to_be_validated=not is_in_force(version, on) or row.get("ev", "design") not in VALIDATED,
        )
        for row in version.content.get("targets", ())
    ]


def inhabitants(of: Sources) -> int | None:
    """Return how many people live in the area by its last census; None where none is brought in."""
    return latest_people([of.area.pk]).get(of.area.pk)
