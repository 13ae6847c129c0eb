"""Attendance beside the scores: whole months before and after a round, a dash where one is missing or hidden."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from twiza.conftest import NOW
from twiza.quality.attendance import attendance_of
from twiza.territory.models import HealthCount, HealthFile, HealthSeries

pytestmark = pytest.mark.django_db
ROUND = dt.date(2026, 5, 5)


@pytest.fixture
def count(council, centre, brahim):
    """Return what keeps the figures of a monthly series at the place of the centre: months of 2026 by number."""

    def counted(numbers: dict[int, int], unit: str = "consultations", hidden: tuple[int, ...] = ()) -> HealthSeries:
        series = HealthSeries.objects.create(
            organisation_id=council.pk, country="MA", code="CPN", names={"fr": "Consultations"}, unit=unit,
            period_kind="month", given_by="CSRéf", source="SIS", figures=len(numbers),
        )  # fmt: skip
        file = HealthFile.objects.create(
            organisation_id=council.pk, person_id=brahim.pk, country="MA", file_name="f.csv", file_kind="csv",
            content=b"", digest="–", received_at=NOW,
        )  # fmt: skip
        for month, number in numbers.items():
            HealthCount.objects.create(
                series=series, place=centre.place, starts_on=dt.date(2026, month, 1),
                ends_on=dt.date(2026, month + 1, 1), number=number, is_protected=month in hidden, stored_in=file,
            )  # fmt: skip
        return series

    return counted


WHOLE = {2: 100, 3: 110, 4: 120, 5: 999, 6: 200, 7: 210, 8: 220}


@pytest.mark.parametrize(
    ("numbers", "hidden", "expected"),
    [
        (WHOLE, (), (110.0, 210.0)),
        ({month: number for month, number in WHOLE.items() if month != 3}, (), (None, 210.0)),
        (WHOLE, (8,), (110.0, None)),
    ],
    ids=["every month", "one missing", "one hidden"],
)
def test_the_months_around_a_round_stand_beside_it(hold, count, centre, brahim, acting, numbers, hidden, expected):
    round = hold(ROUND)
    count(numbers, hidden=hidden)

    [one] = attendance_of(acting(brahim), centre, [round])

    assert [(row.round, row.before, row.after) for row in one.rows] == [(round, *expected)]


def test_what_counts_no_visits_or_is_another_organisation_s_is_not_shown(hold, count, centre, brahim, chama, acting):
    rounds = [hold(ROUND)]
    count(WHOLE, unit="doses")

    assert [attendance_of(acting(who), centre, rounds) for who in (brahim, chama)] == [[], []]


def test_the_page_of_a_centre_shows_it_and_says_where_to_import_it(hold, count, centre, brahim, browser_of):
    hold(ROUND)
    browser, address = browser_of(brahim), reverse("quality_evolution", args=[centre.pk])

    without = browser.get(address).content.decode()
    count(WHOLE)
    beside = browser.get(address).content.decode()

    assert ["SIS" in page for page in (without, beside)] == [False, True]
    assert "210" in beside
