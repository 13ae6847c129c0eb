"""Attendance beside the scores: whole months before and after a round, a dash where one is missing or hidden."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.facilities.models import Facility
from twiza.procedures.actions.files import move_file
from twiza.procedures.models import Move
from twiza.quality.actions.attendance import CentreNotYours, MonthNotOver, SourceUnsaid, keep_attendance
from twiza.quality.actions.plan import ActionTerms, plan_action
from twiza.quality.attendance import attendance_of
from twiza.quality.attendance_text import months_in
from twiza.quality.models import DONE, MonthlyAttendance
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


@pytest.fixture
def keep(centre, brahim, acting):
    """Return what keeps the consultations of the centre: months of 2026 by number."""

    def kept(numbers: dict[int, int]) -> int:
        months = {dt.date(2026, month, 1): number for month, number in numbers.items()}
        return keep_attendance(
            facility=centre, consultations=months, source="Rapport mensuel", actor=acting(brahim), at=NOW
        )

    return kept


def test_what_a_centre_counted_stands_before_its_place_and_whatever_it_is_called(
    hold, count, keep, centre, brahim, acting
):
    round = hold(ROUND)
    count(dict.fromkeys(WHOLE, 1))
    keep(WHOLE)
    Facility.objects.filter(pk=centre.pk).update(names={"fr": "Aït Bouguemez"})

    [one] = attendance_of(acting(brahim), centre, [round])

    assert one.is_of_centre
    assert one.source == "Rapport mensuel"
    assert [(row.round, row.before, row.after) for row in one.rows] == [(round, 110.0, 210.0)]


def test_another_centre_of_the_same_name_has_none_and_one_found_to_be_the_same_adds_its_own(
    hold, keep, centre, brahim, acting
):
    keep(WHOLE)
    twin = Facility.objects.get(pk=centre.pk)
    twin.pk, twin.code = new_id(), "C2"
    twin.save(force_insert=True)
    actor = acting(brahim)

    before = attendance_of(actor, twin, [])
    Facility.objects.filter(pk=centre.pk).update(merged_into=twin)

    assert before == []
    assert [sum(one.figures.values()) for one in attendance_of(actor, twin, [])] == [sum(WHOLE.values())]


def test_an_action_that_was_done_has_its_own_months(hold, keep, centre, brahim, acting, browser_of):
    round, actor = hold(ROUND), acting(brahim)
    keep(WHOLE)
    terms = ActionTerms("G1", "Ranger", "Gérante", TODAY)
    action = plan_action(id=new_id(), round=round, terms=terms, actor=actor, at=NOW)
    move = Move.objects.get(from_step=action.file.step_id, to_step__code=DONE)
    move_file(file=action.file, move=move, seen_turn=1, happened_on=TODAY, reason="", actor=actor, at=NOW)

    [one] = attendance_of(actor, centre, [round])

    assert [(row.action, row.on) for row in one.rows] == [(None, ROUND), (action, TODAY)]
    assert (one.rows[1].before, one.rows[1].after) == (None, None)
    page = browser_of(brahim).get(reverse("quality_evolution", args=[centre.pk])).content.decode()
    assert reverse("procedure_file", args=[action.pk]) in page


def test_months_sent_again_take_the_place_of_those_kept(keep):
    keep({2: 100, 3: 110})
    keep({3: 115})

    assert list(MonthlyAttendance.objects.order_by("starts_on").values_list("consultations", flat=True)) == [100, 115]


def test_a_month_that_is_not_over_and_a_stranger_keep_nothing(centre, brahim, chama, acting):
    told = {"facility": centre, "source": "Rapport mensuel", "at": NOW}

    with pytest.raises(MonthNotOver):
        keep_attendance(consultations={TODAY.replace(day=1): 5}, actor=acting(brahim), **told)
    with pytest.raises(CentreNotYours):
        keep_attendance(consultations={dt.date(2026, 2, 1): 5}, actor=acting(chama), **told)
    with pytest.raises(SourceUnsaid):
        keep_attendance(consultations={dt.date(2026, 2, 1): 5}, actor=acting(brahim), **{**told, "source": " "})

    assert not MonthlyAttendance.objects.exists()


def test_months_are_read_as_people_write_them_and_each_wrong_line_is_named():
    read = months_in("2026-05 210\n06/2026;1 220\n\n2026/7\t٢٣٠\n")

    with pytest.raises(ValidationError) as refused:
        months_in("2026-05 210\nmai 12\n05/2026 3\n2026-13 4")

    assert read == {dt.date(2026, 5, 1): 210, dt.date(2026, 6, 1): 1220, dt.date(2026, 7, 1): 230}
    assert [message.split(":")[0].split(",")[0] for message in refused.value.messages] == [
        "Line 2",
        "Line 3",
        "Line 4",
    ]


def test_the_supervisor_pastes_the_months_and_sees_them(hold, centre, brahim, browser_of):
    hold(ROUND)
    browser, address = browser_of(brahim), reverse("quality_attendance", args=[centre.pk])

    wrong = browser.post(address, {"source": "Rapport", "months": "2026-02 cent"})
    right = browser.post(address, {"source": "Rapport", "months": "2026-02 100\n2026-03 110\n2026-04 120"})
    page = browser.get(right["Location"]).content.decode()

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "2026-02 cent" in wrong.content.decode()
    assert "110" in page
