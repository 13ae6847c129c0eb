"""How an indicator is computed: from which records, in which words, told by what."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.core.measured import Measured
from twiza.core.tallies import Aggregate, Tally, measured_by
from twiza.indicators.ages import age_group
from twiza.indicators.scope import Sources
from twiza.indicators.shown import NOBODY

COMMUNE, FACILITY, CARAVAN = "commune", "facility", "caravan"
"""What the parts of a figure are, as their keys say."""


class Topic(TextChoices):
    """What indicators are about, in the order in which they are shown."""

    NEARNESS = "nearness", _("Who lives near care")
    SUPPLY = "supply", _("What care there is")
    PLANNED = "planned", _("Caravans, as planned and agreed")
    DAYS = "days", _("Caravans, on their days")
    AFTERWARDS = "afterwards", _("After caravans")
    RIGHTS = "rights", _("Families and their rights")
    CHILDREN = "children", _("Children followed at home")
    CARE = "care", _("Care, trainings and awareness")
    ACCOMPANIMENT = "accompaniment", _("Accompaniment to rights")

    @property
    def is_of_period(self) -> bool:
        """Return whether its figures count what happened in a period; others are how things stand today."""
        return self not in (Topic.NEARNESS, Topic.SUPPLY)


class By(TextChoices):
    """What a figure of tallies can be told by."""

    PLACE = "place", pgettext_lazy("figure told by", "Place")
    FACILITY = "facility", pgettext_lazy("figure told by", "Centre")
    CATCHMENT = "catchment", pgettext_lazy("figure told by", "Centre")
    SEX = "sex", pgettext_lazy("figure told by", "Sex")
    AGE = "age", pgettext_lazy("figure told by", "Age")
    MONTH = "month", pgettext_lazy("figure told by", "Month")
    MOMENT = "moment", pgettext_lazy("figure told by", "Before and after")
    STEP = "step", pgettext_lazy("figure told by", "Step")


Measure = Callable[[Sources], Measured]
Tallies = Callable[[Sources], list[Tally]]


@dataclass(frozen=True, slots=True)
class Computation:
    """
    How an indicator is computed here: `said` in words, of which `records` its parts are, about what `topic`.

    `persons` says which of its numbers count persons of a register (of a median: the denominators of its parts): small
    ones are hidden. `stages` are those of a cascade: the first is its denominator, the last its numerator.
    One of `tallies` can be told `by` several things, the first unless another is asked, and opens to its `behind`
    records. What it can be told by `besides` is measured from records of another kind, that do not make up the whole.
    """

    measure: Measure
    said: Promise
    records: str
    topic: Topic
    decimals: int = 1
    persons: frozenset[str] = NOBODY
    stages: tuple[tuple[Promise, Measure], ...] = ()
    by: tuple[By, ...] = ()
    tallies: Tallies | None = None
    aggregate: Aggregate = Aggregate.TOTAL
    behind: str = ""
    besides: Mapping[By, Measure] = field(default_factory=dict)

    @property
    def offered(self) -> tuple[By, ...]:
        """Return everything that the figure can be told by."""
        return (*self.by, *self.besides)

    def told_by(self, by: By) -> Computation:
        """Return the same computation, its parts told by something else."""
        if self.tallies is None or by not in self.by:
            return self
        measure = told(self.tallies, self.aggregate, by)
        return replace(self, measure=measure, records=by.value)


def of_tallies(
    tallies: Tallies,
    aggregate: Aggregate,
    said: Promise,
    *,
    topic: Topic,
    by: tuple[By, ...],
    behind: str,
    persons: frozenset[str] = NOBODY,
    stages: tuple[tuple[Promise, Measure], ...] = (),
    decimals: int = 1,
    besides: Mapping[By, Measure] | None = None,
) -> Computation:
    """Return how a figure is computed from tallies, told by the first of what it can be told by."""
    measure = told(tallies, aggregate, by[0])
    return Computation(
        measure, said, by[0].value, topic, decimals, persons, stages, by, tallies, aggregate, behind, besides or {}
    )


def told(tallies: Tallies, aggregate: Aggregate, by: By) -> Measure:
    """Return the measure of some tallies, told by something."""
    return lambda of: measured_by(tallies(of), lambda one: group_of(one, by, of), aggregate)


def group_of(tally: Tally, by: By, of: Sources) -> Hashable:
    """Return of which group a tally is; None where it is not known."""
    if by == By.AGE:
        return age_group(tally.born_on, of.scope.end)
    if by == By.MONTH:
        return tally.on.replace(day=1).isoformat() if tally.on else None
    if by == By.CATCHMENT:
        return of.centres.get(tally.place) if tally.place is not None else None
    known: dict[By, Hashable] = {By.PLACE: tally.place, By.FACILITY: tally.facility, By.SEX: tally.sex or None}
    return known[by]
