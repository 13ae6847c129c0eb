"""The gap around a caravan: what people beyond reach need, what caravans gave of it, before and since."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.accounts.decisions import Actor
from twiza.conftest import NOW, TODAY
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.caravan import DayTerms, make_caravan, organise_route
from twiza.outreach.actions.gap import NoFormula, day_counted_until, keep_gap, measure_gap
from twiza.outreach.gap import Met, together, year_until
from twiza.outreach.gap_jobs import measure_gaps
from twiza.outreach.gap_page import gap_page
from twiza.outreach.models import Attendance, Caravan, CaravanDay, Consultation, GapMeasurement, GapMoment
from twiza.outreach.queries.gap import measurements_of
from twiza.territory.models import Place

DAY = dt.timedelta(days=1)


@pytest.fixture
def caravan(region, specialties, formula, driss) -> Caravan:
    """Return a caravan of today in Amlil, whose 500 people are all beyond reach: they need 50 visits and 25."""
    amlil = Place.objects.get(path="XX/1/1.1/amlil")
    return make_caravan(
        actor=actor_of(driss, TODAY),
        area=amlil,
        days=[DayTerms(TODAY, {"fr": "École"}, amlil)],
        specialties=specialties,
        at=NOW,
    )


@pytest.fixture
def see(aminata):
    """Return what lets so many people be seen for a specialty on a day."""

    def write(day: CaravanDay, specialty, people: int) -> None:
        CaravanDay.objects.filter(pk=day.pk, opened_at=None).update(opened_at=NOW)
        first = day.attendances.count() + 1
        for number in range(first, first + people):
            line = Attendance.objects.create(
                day=day, queue_number=number, sex="male", age_years=40, recorded_by=aminata, recorded_at=NOW
            )
            Consultation.objects.create(attendance=line, specialty=specialty, is_seen=True)

    return write


@pytest.fixture
def measured(acting, driss):
    """Return what measures the gap around a caravan and keeps it."""

    def measure(caravan: Caravan, moment: str, today: dt.date = TODAY) -> GapMeasurement:
        caravan = Caravan.objects.select_related("plan__scenario__need_formula").get(pk=caravan.pk)
        until = day_counted_until(caravan, moment, today)
        gap = measure_gap(caravan=caravan, until=until, actor=acting(driss))
        return keep_gap(caravan=caravan, gap=gap, moment=moment, actor=acting(driss), at=NOW)

    return measure


def numbers(measurement):
    return {one.specialty.code: (one.need, one.given, one.promised) for one in measurement.needs.all()}


def test_what_one_commune_got_too_much_fills_no_other_need():
    whole = together([Met(10, 30), Met(30, 0), Met(None, 5)])

    assert (whole.need, whole.given, whole.met, whole.share) == (40, 35, 10, 0.25)


def test_a_share_without_a_need_is_not_defined():
    assert (Met(0, 3).share, Met(None, 3).share, together([]).share) == (None, None, None)


def test_a_year_ends_on_the_day_it_is_counted_until():
    assert year_until(dt.date(2026, 12, 31)) == dt.date(2026, 1, 1)


def test_the_gap_is_measured_before_and_after(caravan, specialties, see, measured):
    see(caravan.days.get(), specialties[0], 20)

    before, after = measured(caravan, GapMoment.BEFORE), measured(caravan, GapMoment.AFTER)

    assert numbers(before) == {"general": (pytest.approx(50), 0, None), "dentistry": (pytest.approx(25), 0, None)}
    assert numbers(after) == {"general": (pytest.approx(50), 20, None), "dentistry": (pytest.approx(25), 0, None)}
    assert [(one.people, one.people_beyond, one.passed_on) for one in before.places.all()] == [(500, 500, None)]
    assert after.places.get().passed_on == TODAY
    assert (after.formula_version, after.made_by.name, after.counted_until) == ("gap-1", "Driss", TODAY)


def test_before_is_measured_once(caravan, measured):
    assert measured(caravan, GapMoment.BEFORE) == measured(caravan, GapMoment.BEFORE)
    assert measured(caravan, GapMoment.AGAIN) != measured(caravan, GapMoment.AGAIN)


def test_lines_taken_back_and_other_organisations_count_nowhere(
    caravan, specialties, see, measured, other_association
):
    see(caravan.days.get(), specialties[0], 6)
    Attendance.objects.filter(queue_number=1).update(taken_back_at=NOW)
    taken_back = numbers(measured(caravan, GapMoment.AFTER))["general"][1]
    elsewhere = CaravanDay.objects.create(
        caravan=Caravan.objects.create(
            organisation=other_association, year=2026, number=1, names={}, search_text="", area=caravan.area,
            starts_on=TODAY, ends_on=TODAY, made_by=caravan.made_by, made_at=NOW,
        ),
        on=TODAY, names={}, commune=caravan.area,
    )  # fmt: skip
    see(elsewhere, specialties[0], 9)

    assert (taken_back, numbers(measured(caravan, GapMoment.AGAIN))["general"][1]) == (5, 5)


def test_what_was_given_more_than_a_year_ago_is_forgotten(caravan, specialties, see, measured):
    see(caravan.days.get(), specialties[0], 5)

    in_time = numbers(measured(caravan, GapMoment.AGAIN, TODAY + 364 * DAY))["general"][1]
    too_late = numbers(measured(caravan, GapMoment.AGAIN, TODAY + 365 * DAY))["general"][1]

    assert (in_time, too_late) == (5, 0)


def test_a_caravan_of_a_plan_is_measured_on_what_the_plan_saw(plan, driss, measured):
    route = plan.routes.prefetch_related("stops").first()
    caravan = organise_route(route=route, actor=actor_of(driss, TODAY), at=NOW)
    stop = route.stops.first()

    measurement = measured(caravan, GapMoment.BEFORE)

    assert measurement.plan == plan
    assert {code: promised for code, (_need, _given, promised) in numbers(measurement).items()} == {
        code: pytest.approx(met) for code, met in stop.need_met.items()
    }
    area = plan.areas.get(commune=stop.commune)
    place = measurement.places.get(commune=stop.commune)
    assert (place.people, place.people - place.people_beyond) == (area.people, area.people_within_reach)


def test_without_a_formula_nothing_is_measured(make_caravan_on, driss):
    with pytest.raises(NoFormula):
        measure_gap(caravan=make_caravan_on(), until=TODAY, actor=Actor(person_id=driss.pk))
    measure_gaps(NOW)

    assert not GapMeasurement.objects.exists()


def test_the_machine_measures_before_and_once_the_registers_are_closed(caravan):
    measure_gaps(NOW)
    open_register = [one.moment for one in measurements_of(caravan)]
    caravan.days.update(opened_at=NOW, closed_at=NOW)
    measure_gaps(NOW)
    measure_gaps(NOW)

    assert open_register == ["before"]
    assert [(one.moment, one.made_by) for one in measurements_of(caravan)] == [("before", None), ("after", None)]


def test_the_page_compares_and_hides_small_numbers_from_planners(caravan, specialties, see, measured):
    measured(caravan, GapMoment.BEFORE)
    for specialty, people in zip(specialties, (20, 3), strict=True):
        see(caravan.days.get(), specialty, people)
    measured(caravan, GapMoment.AFTER)
    measurements = list(measurements_of(caravan))

    seen = gap_page(measurements, sees_persons=True).rows
    protected = gap_page(measurements, sees_persons=False).rows

    assert [(row.after.given, row.after.share, row.change) for row in seen] == [
        (20, pytest.approx(0.4), pytest.approx(0.4)),
        (3, pytest.approx(0.12), pytest.approx(0.12)),
        (23, pytest.approx(23 / 75), pytest.approx(23 / 75)),
    ]
    assert [(row.after.given, row.change) for row in protected] == [(None, None)] * 3


def test_what_the_counts_of_the_register_hide_is_hidden_here_too(
    browser_of, driss, caravan, specialties, see, measured
):
    see(caravan.days.get(), specialties[0], 20)
    see(caravan.days.get(), specialties[1], 30)
    Consultation.objects.filter(specialty=specialties[1], attendance__queue_number__gt=48).update(
        is_seen=False, not_seen_why=2
    )
    measured(caravan, GapMoment.AFTER)

    rows = browser_of(driss).get(f"/en/caravans/{caravan.pk}/gap/").context["page"].rows
    counts = browser_of(driss).get(f"/en/caravans/{caravan.pk}/").context["counts"]

    hidden = {count.post.specialty_id for count in counts if count.post and count.seen is None}
    assert hidden
    assert {row.specialty.pk for row in rows if row.specialty and row.after.is_hidden} == hidden


def test_a_planner_asks_and_reads_it_on_the_page(browser_of, driss, caravan, specialties, see):
    see(caravan.days.get(), specialties[0], 20)
    browser, room = browser_of(driss), f"/en/caravans/{caravan.pk}/gap/"

    for moment in ("before", "after", "never"):
        browser.post(f"{room}measure/", {"moment": moment})
    do_waiting_jobs()
    page = browser.get(room)

    assert [one.moment for one in page.context["measurements"]] == ["before", "after"]
    assert "+40.0" in page.content.decode()
    assert [moment for moment, _label in page.context["moments"]] == ["again"]


def test_after_is_not_measured_before_the_end(browser_of, driss, caravan):
    Caravan.objects.update(starts_on=TODAY + 9000 * DAY, ends_on=TODAY + 9000 * DAY)
    browser, room = browser_of(driss), f"/en/caravans/{caravan.pk}/gap/"

    answer = browser.post(f"{room}measure/", {"moment": "after"}, follow=True)

    assert "after the last day" in answer.content.decode()
    assert do_waiting_jobs() == 0


@pytest.mark.parametrize("who", ["chama", "esther", "technical_administrator"])
def test_outsiders_see_no_gap(browser_of, request, caravan, measured, who):
    measured(caravan, GapMoment.BEFORE)
    browser = browser_of(request.getfixturevalue(who))

    answers = [browser.get(f"/en/caravans/{caravan.pk}/gap/"), browser.post(f"/en/caravans/{caravan.pk}/gap/measure/")]

    assert {answer.status_code for answer in answers} <= {403, 404}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_room_asks_as_much_for_many_measurements_as_for_one(
    browser_of, driss, caravan, measured, rows, django_assert_num_queries
):
    browser = browser_of(driss)
    for _number in range(rows):
        measured(caravan, GapMoment.AGAIN)

    with django_assert_num_queries(ROOM_QUERIES):
        answer = browser.get(f"/en/caravans/{caravan.pk}/gap/")

    assert len(answer.context["measurements"]) == rows


ROOM_QUERIES = 19
