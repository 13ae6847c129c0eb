"""Measures of caravans, each checked by hand on registers small enough to count on one's fingers."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.access.models import Specialty
from twiza.conftest import NOW, TODAY
from twiza.core.measured import Measured, Part
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.caravan import add_member, cancel_caravan
from twiza.outreach.actions.register import close_day, reopen_day
from twiza.outreach.measures.caravans import (
    caravans_done,
    consultations,
    consultations_by_specialty,
    consultations_per_doctor_day,
    cost_per_consultation,
    days_between_passages,
    new_findings,
    people_not_seen,
    wait_minutes,
)
from twiza.outreach.measures.days import Registers, keep_tallies, numbers_by_day
from twiza.outreach.models import (
    Attendance,
    Caravan,
    CaravanCost,
    CaravanDay,
    CareCode,
    CareNote,
    Consultation,
    MemberAnswer,
)

NOTHING = Measured(None, 0, 0, ())


@pytest.fixture
def write_line(aminata, offered):
    """Return a writer of register lines: for each specialty a person came for, seen after minutes, or why not."""

    def write(day: CaravanDay, *outcomes: tuple[Specialty, int | None, int | None]) -> Attendance:
        CaravanDay.objects.filter(pk=day.pk, opened_at=None).update(opened_at=NOW)
        line = Attendance.objects.create(
            day=day,
            queue_number=day.attendances.count() + 1,
            sex="female",
            age_years=30,
            arrived_at=NOW,
            recorded_by=aminata,
            recorded_at=NOW,
        )
        for specialty, minutes, why in outcomes:
            Consultation.objects.create(
                attendance=line,
                specialty=specialty,
                is_seen=minutes is not None,
                seen_at=None if minutes is None else NOW + dt.timedelta(minutes=minutes, seconds=59),
                not_seen_why=why,
            )
        return line

    return write


@pytest.fixture
def caravan(make_caravan_on, write_line, offered) -> Caravan:
    """Return a caravan of today: one woman seen twice after 10 and 20 minutes, one not seen, one who waits."""
    gp, eyes, _heart = offered
    caravan = make_caravan_on()
    day = caravan.days.get()
    write_line(day, (gp, 10, None), (eyes, 20, None))
    write_line(day, (gp, None, 2))
    write_line(day, (gp, None, None))
    return caravan


def all_caravans():
    return Caravan.objects.all()


def registers():
    return Registers(all_caravans())


def test_consultations_are_people_seen_at_a_post(caravan):
    assert consultations(registers()) == Measured(2, 2, None, (Part(caravan.pk, 2),))


def test_consultations_are_told_apart_by_specialty(caravan):
    one = Measured(1, 1, None, (Part(caravan.pk, 1),))

    assert consultations_by_specialty(registers()) == {"eyes": one, "gp": one}


def test_who_waits_in_an_open_register_is_not_counted_as_not_seen(caravan):
    while_open = people_not_seen(registers())
    CaravanDay.objects.update(closed_at=NOW)
    once_closed = people_not_seen(registers())

    assert while_open == Measured(100 / 3, 1, 3, (Part(caravan.pk, 1, 3),))
    assert once_closed == Measured(200 / 3, 2, 3, (Part(caravan.pk, 2, 3),))


def test_the_wait_is_the_middle_one_in_whole_minutes(caravan):
    assert wait_minutes(registers()) == Measured(15, None, None, (Part(caravan.pk, 15, 2),))


def test_a_wrong_clock_is_no_wait(caravan, write_line, offered):
    write_line(caravan.days.get(), (offered[2], -30, None))

    assert wait_minutes(registers()).parts == (Part(caravan.pk, 15, 2),)


def test_a_line_taken_back_counts_nowhere(caravan):
    Attendance.objects.update(taken_back_at=NOW)

    assert consultations(registers()).value == 0
    assert people_not_seen(registers()) == NOTHING
    assert wait_minutes(registers()).value is None


def test_a_cancelled_caravan_counts_nowhere_but_among_the_planned(caravan, acting, driss):
    cancel_caravan(caravan=caravan, why="Snow", actor=acting(driss), at=NOW)

    assert consultations(registers()) == Measured(0, 0, None, ())
    assert caravans_done(all_caravans(), on=TODAY) == Measured(0, 0, 1, (Part(caravan.pk, 0, 1),))


def test_caravans_done_are_a_share_of_those_that_were_to_begin(caravan, make_caravan_on):
    missed, _planned = make_caravan_on(TODAY - dt.timedelta(days=1)), make_caravan_on(TODAY + dt.timedelta(days=1))

    measured = caravans_done(all_caravans(), on=TODAY)

    assert (measured.value, measured.numerator, measured.denominator) == (50, 1, 2)
    assert {part.key for part in measured.parts} == {caravan.pk, missed.pk}


def test_doctors_are_those_of_the_team_who_give_care(caravan, driss):
    without = consultations_per_doctor_day(registers())
    for name, task in (("Doctor", "care"), ("Driver", "logistics")):
        add_member(caravan=caravan, name=name, task=task, actor=actor_of(driss, TODAY), at=NOW)

    assert without == NOTHING
    assert consultations_per_doctor_day(registers()) == Measured(2, 2, 1, (Part(caravan.pk, 2, 1),))


def test_the_interval_is_counted_from_the_passage_before(make_caravan_on, write_line):
    dates = [TODAY, TODAY - dt.timedelta(days=30), TODAY - dt.timedelta(days=130)]
    latest, middle, first = (make_caravan_on(on) for on in dates)
    for one in (latest, middle, first):
        write_line(one.days.get())

    alone = days_between_passages(Caravan.objects.filter(pk=latest.pk), earlier=Caravan.objects.none())
    looking_back = days_between_passages(all_caravans(), earlier=all_caravans())

    assert alone == Measured(None, None, None, ())
    assert looking_back == Measured(65, None, None, (Part(middle.pk, 100, 1), Part(latest.pk, 30, 1)))
    assert first.pk not in {part.key for part in looking_back.parts}


def test_new_findings_are_per_person_seen_where_anything_was_noted(caravan):
    codes = [
        CareCode.objects.create(code=code, kind=kind, names={"fr": code}, evidence="design")
        for code, kind in (("hypertension", "finding"), ("ecg", "act"), ("flu", "finding"))
    ]
    unnoted = new_findings(registers(), codes=["hypertension"])
    seen = Consultation.objects.filter(is_seen=True).order_by("pk").first()
    for code in codes:
        CareNote.objects.create(consultation=seen, code=code, is_new=True)

    assert unnoted == NOTHING
    assert new_findings(registers(), codes=["hypertension"]) == Measured(1, 1, 1, (Part(caravan.pk, 1, 1),))


def test_a_member_who_declined_is_no_doctor_of_the_day(caravan, driss):
    member = add_member(caravan=caravan, name="Doctor", task="care", actor=actor_of(driss, TODAY), at=NOW)
    told = {"member": member, "answered_on": TODAY, "recorded_by": driss, "recorded_at": NOW}
    MemberAnswer.objects.create(state="declined", **told)
    declined = consultations_per_doctor_day(registers())
    MemberAnswer.objects.create(state="confirmed", **told)

    assert declined == NOTHING
    assert consultations_per_doctor_day(registers()).value == 2


def test_a_consultation_costs_what_was_paid_and_what_was_brought(caravan, make_caravan_on):
    make_caravan_on()
    CaravanCost.objects.create(caravan=caravan, category="transport", paid=300)
    paid = cost_per_consultation(registers())
    CaravanCost.objects.create(caravan=caravan, category="meals", planned=100)

    assert paid == Measured(150, 300, 2, (Part(caravan.pk, 300, 2),))
    assert cost_per_consultation(registers()) == NOTHING


def test_a_closed_register_is_read_from_its_tally_until_it_is_opened_again(caravan, write_line, offered, aminata):
    day = caravan.days.get()
    live = numbers_by_day(all_caravans())
    assert keep_tallies(most=10) == 0
    actor = actor_of(aminata, TODAY)
    closed = close_day(day=day, actor=actor, at=NOW)

    kept = keep_tallies(most=10), keep_tallies(most=10)
    from_tally = numbers_by_day(all_caravans())
    reopen_day(day=closed, actor=actor, at=NOW)
    write_line(day, (offered[0], 7, None))

    assert kept == (1, 0)
    assert (live[day.pk].numbers.waiting, from_tally[day.pk].numbers.waiting) == (1, 0)
    live[day.pk].numbers.waiting = 0
    assert from_tally == live
    assert consultations(registers()).value == 3


MEASURES = {
    caravans_done: (2, all_caravans, {"on": TODAY}),
    consultations: (5, registers, {}),
    consultations_by_specialty: (5, registers, {}),
    consultations_per_doctor_day: (7, registers, {}),
    cost_per_consultation: (6, registers, {}),
    days_between_passages: (2, all_caravans, {"earlier": Caravan.objects.all()}),
    people_not_seen: (5, registers, {}),
    wait_minutes: (5, registers, {}),
    new_findings: (5, registers, {"codes": ["hypertension"]}),
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_a_measure_asks_as_much_for_many_caravans_as_for_one(
    measure, rows, make_caravan_on, write_line, offered, django_assert_num_queries
):
    for _number in range(rows):
        write_line(make_caravan_on().days.get(), (offered[0], 5, None))
    queries, made_of, arguments = MEASURES[measure]

    with django_assert_num_queries(queries):
        measure(made_of(), **arguments)


def test_measures_of_the_same_registers_count_them_once(caravan, django_assert_num_queries):
    same = registers()
    consultations(same)

    with django_assert_num_queries(0):
        assert people_not_seen(same).denominator == 3
