"""How the scores of centres move: round after round of one, and the last round of each side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from twiza.facilities.models import Facility
from twiza.quality.grid import Level, grid_of
from twiza.quality.models import QualityRound
from twiza.quality.queries import scores_of_round, with_marks


@dataclass(frozen=True, slots=True)
class RoundScored:
    """A round with its scores, 0 to 100, as all but users say: one a domain in the order asked, then the whole."""

    round: QualityRound
    by_domain: Sequence[float | None]
    overall: float | None
    level: Level | None


@dataclass(frozen=True, slots=True)
class Evolution:
    """Rounds in the order given, scored by the same domains; `domains` has the names of each by its code."""

    domains: Mapping[str, Mapping[str, str]]
    rounds: Sequence[RoundScored]


def evolution_of(rounds: Sequence[QualityRound]) -> Evolution:
    """Return the scores of rounds whose marks are fetched; a domain that a round's grid lacks has none there."""
    domains = domains_of(rounds)
    return Evolution(domains, [scored(one, list(domains)) for one in rounds])


def domains_of(rounds: Sequence[QualityRound]) -> dict[str, Mapping[str, str]]:
    """Return the domains of every grid that was used, as the newest one names and orders them."""
    found: dict[str, Mapping[str, str]] = {}
    for one in sorted(rounds, key=lambda round: round.held_on, reverse=True):
        for domain in grid_of(one.version.content).domains:
            found.setdefault(domain.code, domain.names)
    return found


def scored(round: QualityRound, domains: Sequence[str]) -> RoundScored:
    """Return the scores of a round by some domains."""
    said = scores_of_round(round)
    return RoundScored(round, [said.by_domain.get(code) for code in domains], said.overall, said.level)


def rounds_of_centre(seen: QuerySet[QualityRound], facility: Facility) -> list[QualityRound]:
    """Return the rounds of a centre among those one may see, the oldest first, with their marks."""
    return list(with_marks(seen.filter(facility=facility)).order_by("held_on", "pk"))


def last_rounds(seen: QuerySet[QualityRound], on: dt.date) -> QuerySet[QualityRound]:
    """Return the last round of each centre held up to a day, among those one may see, by centre."""
    held = seen.filter(held_on__lte=on)
    last = held.order_by().values("facility").annotate(last=Max("held_on"))
    days = {row["facility"]: row["last"] for row in last}
    wanted = [pk for pk, facility, day in held.values_list("pk", "facility", "held_on") if days[facility] == day]
    return with_marks(seen.filter(pk__in=wanted)).order_by("facility__code", "facility_id")
