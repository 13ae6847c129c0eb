"""What invented families answer to the modules of a visit; nothing protected is ever invented."""

from __future__ import annotations

import datetime as dt
import random

from twiza.households.models import Person
from twiza.rulesets.evaluation.evidence import Plain

ASKED_IN = (1, 4, 7, 10)
"""In which months of the year the modules of a quarter are asked."""
ILL_FROM_DAYS, NET_UNTIL_DAYS, SCHOOL_FROM_DAYS, GROWN_DAYS = 29, 3652, 1827, 6574
"""Ages of the bands of visit_schedule.yml: from 29 days, until ten years, from five years, until eighteen."""
ILL_SHARE, NET_SHARE, ENROLLED_SHARE = 0.15, 0.7, 0.85
PAPERS = ("vu", "vu", "vu", "declare", "en_cours", "absent")
CARE = ("centre", "centre", "automedication", "guerisseur", "aucun")


def answers_told(child: Person, day: dt.date) -> dict[str, Plain]:
    """Return what a family answers on a day, the same for the same child and day; nothing between two quarters."""
    age = (day - (child.born_on or day)).days
    if day.month not in ASKED_IN or age >= GROWN_DAYS:
        return {}
    chance = random.Random(f"{child.pk} {day}")  # noqa: S311 -- no secret rests on it
    return {
        **(illness_told(chance) if age >= ILL_FROM_DAYS else {}),
        **({"moustiquaire_nuit": chance.random() < NET_SHARE} if age < NET_UNTIL_DAYS else {}),
        "acte_naissance": chance.choice(PAPERS),
        **(school_told(chance) if age >= SCHOOL_FROM_DAYS else {}),
    }


def illness_told(chance: random.Random) -> dict[str, Plain]:
    """Return whether the child was ill, where care was sought and what the family paid."""
    if chance.random() >= ILL_SHARE:
        return {"malade_14j": False}
    care = chance.choice(CARE)
    return {
        "malade_14j": True,
        "recours_14j": care,
        "depense_14j": 0 if care == "aucun" else chance.randint(3, 40) * 100,
    }


def school_told(chance: random.Random) -> dict[str, Plain]:
    """Return whether the child goes to school."""
    is_enrolled = chance.random() < ENROLLED_SHARE
    return {"inscrit_ecole": is_enrolled, **({"absences_30j": chance.randint(0, 6)} if is_enrolled else {})}
