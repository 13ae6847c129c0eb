"""New consultations for each child under five and a year: by hand-made figures of two communes."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.conftest import NOW
from twiza.core.tallies import Aggregate, Span, measured_by
from twiza.territory.measures import new_consultations_per_child
from twiza.territory.models import HealthCount, HealthFile, HealthSeries, Place, PopulationCount, Source

pytestmark = pytest.mark.django_db
OURS = 7
JANUARY, JUNE = dt.date(2026, 1, 1), dt.date(2026, 6, 30)


@pytest.fixture
def places(azilal) -> dict[str, Place]:
    """Return the province and two communes, of which a census counts 600 and 1,200 children under five."""
    first, second = Place.objects.filter(path__startswith=f"{azilal.path}/", kind__code="commune").order_by("path")[:2]
    PopulationCount.objects.filter(place__in=[first, second], age_end__lte=5).delete()
    source = Source.objects.first()
    for place, girls in ((first, 280), (second, 600)):
        boys = girls + 40 if place == first else girls
        for sex, people in (("female", girls), ("male", boys)):
            PopulationCount.objects.create(
                place=place, year=2024, universe="municipal", sex=sex, age_start=0, age_end=5, people=people,
                source=source,
            )  # fmt: skip
    return {"province": azilal, "first": first, "second": second}


@pytest.fixture
def count(places):
    """Return what keeps figures of children under five of one place, by months of 2026."""
    file = HealthFile.objects.create(
        organisation_id=OURS, person_id=1, country="MA", file_name="f.csv", file_kind="csv", content=b"", digest="–",
        received_at=NOW,
    )  # fmt: skip

    def counted(where: str, numbers: dict[int, int], code: str = "FREQ_CPC", **said: object) -> None:
        series, _made = HealthSeries.objects.get_or_create(
            organisation_id=OURS, country="MA", code=code,
            defaults={"names": {"fr": "Nouvelles consultations"}, "unit": "consultations", "period_kind": "month",
                      "given_by": "CSRéf", "source": "SIS", "figures": 1},
        )  # fmt: skip
        for month, number in numbers.items():
            fields = {"age_start": 0, "age_end": 5, "is_protected": False, **said}
            HealthCount.objects.create(
                series=series, place=places[where], starts_on=dt.date(2026, month, 1),
                ends_on=dt.date(2026, month + 1, 1), number=number, stored_in=file, **fields,
            )  # fmt: skip

    return counted


def rate(*areas: str, organisation_id: int = OURS, end: dt.date = JUNE) -> float | None:
    tallies = new_consultations_per_child(Span(organisation_id, areas, JANUARY, end))
    return measured_by(tallies, lambda one: one.place, Aggregate.MEAN).value


def test_consultations_are_told_for_each_child_and_a_year(count, places):
    count("first", {1: 50, 2: 70})
    count("second", {1: 100})

    assert rate(places["first"].path) == 120 / (600 * 2 / 12)
    assert rate() == 220 / (600 * 2 / 12 + 1200 / 12)


def test_months_that_are_hidden_or_not_whole_count_on_neither_side(count, places):
    count("first", {1: 50, 6: 90})
    count("first", {2: 3}, is_protected=True)

    assert rate(end=dt.date(2026, 6, 29)) == 50 / (600 / 12)


def test_what_lies_in_a_counted_place_is_not_counted_twice(count):
    count("first", {1: 50})
    count("province", {1: 900})

    assert rate() == 50 / (600 / 12)


@pytest.mark.parametrize(
    "said",
    [{"code": "CPN"}, {"age_end": 15}, {"sex": "female"}],
    ids=["another series", "other ages", "girls alone"],
)
def test_other_figures_do_not_count_and_without_any_the_figure_is_not_defined(count, said):
    count("first", {1: 50}, **said)

    assert rate() is None


def test_a_place_without_a_census_of_children_has_no_figure(count, places):
    count("first", {1: 50})
    PopulationCount.objects.filter(place=places["first"]).delete()

    assert rate() is None


def test_what_others_brought_in_is_theirs(count):
    count("first", {1: 50})

    assert rate(organisation_id=OURS + 1) is None
