"""Enrolment files of a demonstration programme: told with a seed, from the enquiry to where each file stands now."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from twiza.households.births import months_before
from twiza.households.models import Household, Person
from twiza.rulesets.evaluation.evidence import Plain

STEPS = (
    ("repere", 1), ("pre_enquete", 5), ("enquete_demandee", 6), ("enquete_faite", 25), ("certificat_demande", 6),
    ("certificat_delivre", 18), ("dossier_anam", 8), ("immatricule", 35), ("carte_remise", 10),
)  # fmt: skip
"""The steps to an open right, and the share of the whole time that each takes: invented, no source gives delays."""
OPENS, USED, ENDED, REJECTED, GIVEN_UP = "carte_remise", "premier_soin", "echeance", "rejete", "abandonne"
REJECTED_FROM, GIVEN_UP_FROM = 3, 5
"""Positions in `STEPS` after which an office rejects, or a family gives up."""
DAYS_IN_ALL, DAYS_TO_FIRST_CARE, USED_SHARE = (60, 190), (4, 120), 0.8
DAYS_BETWEEN_CARES = (40, 500)
REASONS = {
    REJECTED: "Ressources jugées suffisantes par l'enquête (démonstration)",
    GIVEN_UP: "La famille ne souhaite plus poursuivre (démonstration)",
}
ORIENTED_BECAUSE = "Famille sans ressources pour se soigner (démonstration)"
MONTHS_OF_RIGHT = 36
HOUR = 15


@dataclass(frozen=True, slots=True)
class Home:
    """
    A family whose file is told, who asks for it, for whom, and who follows it (the id of an account).

    `opened_on` is the day on which the right opens, None where chance gives it.
    """

    household: Household
    applicant: Person
    covered: Sequence[Person]
    agent_id: int
    opens: bool
    opened_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A file came to a step on a day."""

    step: str
    on: dt.date
    at: dt.datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FileTold:
    """One family's enquiry, the decision after it, and where the file has been."""

    home: Home
    enquiry_id: uuid.UUID
    orientation_id: uuid.UUID
    id: uuid.UUID
    asked_at: dt.datetime
    answers: Mapping[str, Plain]
    stays: tuple[Stay, ...]
    later_cares: tuple[dt.date, ...]


def files_told(homes: Sequence[Home], at: dt.datetime, seed: int) -> list[FileTold]:
    """Return a file for each of these families, in the order in which they were opened; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- no secret rests on it
    told = [file_told(home, position, at, chance) for position, home in enumerate(homes)]
    return sorted(told, key=lambda one: (one.stays[0].at, one.id))


def file_told(home: Home, position: int, at: dt.datetime, chance: random.Random) -> FileTold:
    """Return the file of one family."""
    stays = stays_told(home, position, at, chance)
    first = stays[0].at
    enquiry_id, orientation_id, id = (uuid.UUID(int=chance.getrandbits(128), version=4) for _id in range(3))
    return FileTold(
        home=home,
        enquiry_id=enquiry_id,
        orientation_id=orientation_id,
        id=id,
        asked_at=first,
        answers=answers_told(chance),
        stays=tuple(stays),
        later_cares=tuple(later_cares(stays, at, random.Random(id.int))),  # noqa: S311 -- no secret rests on it
    )


def later_cares(stays: Sequence[Stay], at: dt.datetime, chance: random.Random) -> list[dt.date]:
    """Return the days on which a right was used again, while it lasts."""
    days = {one.step: one.on for one in stays}
    on, end = days.get(USED), days.get(ENDED, at.date())
    found = []
    while on is not None and (on := on + dt.timedelta(days=chance.randint(*DAYS_BETWEEN_CARES))) < end:
        found.append(on)
    return found


def answers_told(chance: random.Random) -> dict[str, Plain]:
    """Return what a family without means answers."""
    return {
        "assujetti_amo": False,
        "autre_couverture": False,
        "admis_de_droit": "aucun",
        "residence_commune": True,
        "ressources_suffisantes": False,
        "certificat_indigence": chance.random() < 0.1,
        "sans_revenu": chance.random() < 0.7,
    }


def stays_told(home: Home, position: int, at: dt.datetime, chance: random.Random) -> list[Stay]:
    """Return where a file has been: until the right is open and maybe used, or to a step on the way."""
    known = (at.date() - home.household.registered_on).days
    days = min(chance.randint(*DAYS_IN_ALL), known - 2) if home.opens else known - 1
    ends = list(accumulate(share for _step, share in STEPS))
    begin = home.household.registered_on
    days = (home.opened_on - begin).days if home.opened_on else days
    reached = len(STEPS) if home.opens else 1 + position % (len(STEPS) - 1)
    stays = [
        stay(step, begin + dt.timedelta(days=days * end // ends[-1]), at)
        for (step, _share), end in zip(STEPS[:reached], ends, strict=False)
    ]
    return [*stays, *(after_opening(stays[-1].on, at, chance) if home.opens else given_end(stays, position, at))]


def after_opening(opened_on: dt.date, at: dt.datetime, chance: random.Random) -> list[Stay]:
    """Return what became of a right: used for the first time, and ended after its months."""
    ends_on = months_before(opened_on, -MONTHS_OF_RIGHT)
    used_on = opened_on + dt.timedelta(days=chance.randint(*DAYS_TO_FIRST_CARE))
    is_used = chance.random() < USED_SHARE and used_on <= at.date()
    used = [stay(USED, used_on, at)] if is_used else []
    return [*used, *([stay(ENDED, ends_on, at)] if ends_on <= at.date() else [])]


def given_end(stays: Sequence[Stay], position: int, at: dt.datetime) -> list[Stay]:
    """Return that every other file which came far enough was rejected, or given up."""
    last = stays[-1]
    ends = {REJECTED_FROM: REJECTED, GIVEN_UP_FROM: GIVEN_UP}.get(len(stays))
    if ends is None or position // len(STEPS) % 2:
        return []
    return [stay(ends, min(last.on + dt.timedelta(days=9), at.date()), at, REASONS[ends])]


def stay(step: str, on: dt.date, at: dt.datetime, reason: str = "") -> Stay:
    """Return that a file came to a step on a day, written down in the afternoon."""
    return Stay(step, on, min(dt.datetime.combine(on, dt.time(HOUR), at.tzinfo), at), reason)
