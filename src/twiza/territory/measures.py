"""What health series say, for indicators; only figures that anybody who reads the series is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from twiza.accounts.territories import within
from twiza.core.tallies import Span, Tally
from twiza.territory.models import HealthCount, HealthUnit, PeriodKind, Sex
from twiza.territory.queries.places import paths_above
from twiza.territory.queries.population import latest_people_of_ages

YOUNG_CONSULTATIONS = "FREQ_CPC"
"""The code of the series that counts new consultations; its figures of children under five make the indicator."""
UNDER_FIVE = (0, 5)
MONTHS_A_YEAR = 12


def new_consultations_per_child(span: Span) -> list[Tally]:
    """
    Return of each place and month of a span the new consultations of children under five, out of the years that the
    children of the place lived in it (FREQ_CPC).

    A month counts where the span has all of it. One that is missing or hidden counts on neither side, nor does a place
    of which no census says how many children live there. Where a series counts a place and what lies in it, only what
    lies in it counts.
    """
    rows = consultations_in(span)
    sums = {above for _place, path, _month, _number in rows for above in paths_above(path)}
    counted = [(place, month, number) for place, path, month, number in rows if path not in sums]
    children = latest_people_of_ages({place for place, _month, _number in counted}, *UNDER_FIVE)
    return list(tallies_of(counted, children))


def consultations_in(span: Span) -> list[tuple[int, str, dt.date, int]]:
    """Return what is shown of the series: the id and path of a place, the month, how many."""
    shown = HealthCount.objects.filter(
        within(span.areas, "place__path"),
        series__organisation_id=span.organisation_id,
        series__code=YOUNG_CONSULTATIONS,
        series__unit=HealthUnit.CONSULTATIONS,
        series__period_kind=PeriodKind.MONTH,
        starts_on__gte=span.start,
        ends_on__lte=span.end + dt.timedelta(days=1),
        sex=Sex.ALL,
        age_start=UNDER_FIVE[0],
        age_end=UNDER_FIVE[1],
        number__isnull=False,
        is_protected=False,
        replaced_in=None,
    )
    return list(shown.order_by("place__path", "starts_on").values_list("place", "place__path", "starts_on", "number"))  # type: ignore[arg-type]


def tallies_of(counted: Iterable[tuple[int, dt.date, int]], children: dict[int, int]) -> Iterable[Tally]:
    """Yield what each month of each place with children counts."""
    for place, month, number in counted:
        if children.get(place):
            yield Tally(place, number, children[place] / MONTHS_A_YEAR, place=place, on=month)
