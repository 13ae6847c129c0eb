"""A season: some caravans of an area and a period, and everything that is added up of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from twiza.outreach.gap import Met, MetTogether, together
from twiza.outreach.measures.caravans import doctor_days_of
from twiza.outreach.measures.days import DayNumbers, Numbers, numbers_by_day, with_day
from twiza.outreach.models import Caravan, Evaluation, EvaluationBy, GapMoment, GapNeed
from twiza.outreach.queries.costs import cost_of
from twiza.territory.models import Place

DEPTHS = (2, 3)
"""How many codes of a place's path name its region, and its province."""


@dataclass(frozen=True, slots=True)
class SeasonTerms:
    """Which caravans make a season: those that begin between two days, in an area, of an organisation or of all."""

    start: dt.date
    end: dt.date
    area: Place | None = None
    organisation_id: int | None = None


@dataclass(slots=True)
class CommuneSeason:
    """What caravans did in one commune: people who came, consultations, and when the last one passed."""

    people: int = 0
    given: int = 0
    passages: set[UUID] = field(default_factory=set)
    last_on: dt.date | None = None

    def add(self, day: DayNumbers) -> None:
        """Count one day too."""
        self.people += day.numbers.people
        self.given += day.numbers.given.total()
        self.passages.add(day.caravan)
        self.last_on = max(day.on, self.last_on or day.on)


@dataclass(frozen=True, slots=True)
class Season:
    """
    Some caravans and what they did: `numbers` by caravan that took place, `communes` by commune. `planned` is how many
    were to take place, which are read when they are shown.

    `costs` are those that are known, `doctor_days` those of known teams, `heard` the caravans on which people were
    asked what they thought; `gap_before` and `gap_since` add up the first and last measurement of each commune.
    """

    terms: SeasonTerms
    caravans: QuerySet[Caravan]
    planned: int
    numbers: dict[UUID, Numbers]
    whole: Numbers
    communes: dict[int, CommuneSeason]
    costs: dict[UUID, float]
    doctor_days: dict[UUID, int]
    heard: set[UUID]
    gap_before: MetTogether
    gap_since: MetTogether

    @property
    def done(self) -> int:
        """Return how many took place."""
        return len(self.numbers)

    @property
    def per_doctor_day(self) -> float | None:
        """Return consultations per doctor and day, of caravans whose team is known; None without any."""
        known = [pk for pk in self.doctor_days if pk in self.numbers]
        days = sum(self.doctor_days[pk] for pk in known)
        return sum(self.numbers[pk].given.total() for pk in known) / days if days else None

    @property
    def cost_each(self) -> float | None:
        """Return what a consultation cost, of caravans that took place and whose cost is known; None without any."""
        known = [pk for pk in self.costs if pk in self.numbers]
        given = sum(self.numbers[pk].given.total() for pk in known)
        return sum(self.costs[pk] for pk in known) / given if given else None


def caravans_in_season(caravans: QuerySet[Caravan], terms: SeasonTerms) -> QuerySet[Caravan]:
    """Return those of some caravans that make a season, the first first."""
    found = caravans.filter(starts_on__gte=terms.start, starts_on__lte=terms.end)
    if terms.area is not None:
        found = found.filter(Q(area__path=terms.area.path) | Q(area__path__startswith=f"{terms.area.path}/"))
    if terms.organisation_id is not None:
        found = found.filter(organisation_id=terms.organisation_id)
    return found.order_by("starts_on", "id")


def season_of(caravans: QuerySet[Caravan], terms: SeasonTerms) -> Season:
    """Return what those of some caravans did that make a season."""
    found = caravans_in_season(caravans, terms)
    numbers: dict[UUID, Numbers] = {}
    communes: dict[int, CommuneSeason] = {}
    whole = Numbers()
    for day in numbers_by_day(found).values():
        whole.add(day.numbers)
        communes.setdefault(day.commune, CommuneSeason()).add(day)
        numbers[day.caravan] = with_day(numbers.get(day.caravan), day.numbers)
    planned = list(found.select_related(None).only("pk"))
    costs = cost_of(planned)
    before, since = gaps_of(found)
    return Season(
        terms=terms,
        caravans=found,
        planned=len(planned),
        numbers=numbers,
        whole=whole,
        communes=communes,
        costs={pk: float(cost) for pk, cost in costs.items() if cost is not None},
        doctor_days=doctor_days_of(found),
        heard=heard_of(found),
        gap_before=before,
        gap_since=since,
    )


def heard_of(caravans: QuerySet[Caravan]) -> set[UUID]:
    """Return the caravans that were looked back at with the people."""
    asked = Evaluation.objects.filter(
        caravan__in=caravans.order_by().values("pk"), by=EvaluationBy.PEOPLE, removed_at__isnull=True
    ).order_by()
    return set(asked.values_list("caravan", flat=True))


def gaps_of(caravans: QuerySet[Caravan]) -> tuple[MetTogether, MetTogether]:
    """Return the gap before and since: of each commune and specialty the first measurement and the last one."""
    needs = GapNeed.objects.filter(measurement__caravan__in=caravans.order_by().values("pk"))
    rows = needs.order_by("measurement__counted_until", "measurement__made_at", "id").values_list(
        "measurement__moment", "commune", "specialty", "need", "given", "promised"
    )
    first: dict[tuple[int, int], Met] = {}
    last: dict[tuple[int, int], Met] = {}
    for moment, commune, specialty, need, given, promised in rows:
        if moment == GapMoment.BEFORE:
            first.setdefault((commune, specialty), Met(need, given, promised))
        else:
            last[commune, specialty] = Met(need, given, promised)
    return together(first.values()), together(last.values())


def areas_with(caravans: QuerySet[Caravan]) -> list[Place]:
    """Return the regions and provinces in which some caravans lie, by path."""
    paths = caravans.order_by().values_list("area__path", flat=True).distinct()
    return list(Place.objects.filter(path__in=set(above(paths))).select_related("kind").order_by("path"))


def above(paths: Iterable[str]) -> Iterable[str]:
    """Yield the paths of the regions and provinces in which places lie."""
    for path in paths:
        codes = path.split("/")
        yield from ("/".join(codes[:depth]) for depth in DEPTHS if len(codes) >= depth)
