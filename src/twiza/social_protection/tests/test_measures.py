"""Families and their rights by the counting rules of the programme, and the days each step takes."""

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.tallies import Span
from twiza.households.actions.sameness import merge_households
from twiza.households.models import Household
from twiza.social_protection.measures.delays import days_at_steps, delays_of_scheme
from twiza.social_protection.measures.families import (
    Families,
    came_to,
    days_to_open,
    ever_protected,
    first_protected,
    protected_on_last_day,
    rights_lost,
    rights_used,
    with_file,
    with_first_care,
    with_right,
)
from twiza.social_protection.models import LaterCare, OpenRight, Scheme
from twiza.social_protection.tests.test_enrolments import ago, way

OCTOBER = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
NOVEMBER = (dt.date(2026, 11, 1), dt.date(2026, 11, 30))


def families(household, month=OCTOBER, area="ML/1"):
    return Families(Span(household.organisation_id, (area,), *month))


def told(tallies):
    return [(one.counted, one.out_of) for one in tallies]


@pytest.fixture
def protected(household, enrol, step_on):
    """A family registered in September, whose card was handed over in October."""
    Household.objects.update(registered_on=dt.date(2026, 9, 25))
    enrolment = step_on(enrol(household, opened_on=ago(50)), *way("immatricule"))
    return step_on(enrolment, ("carte_remise", dt.date(2026, 10, 25)))


def test_a_family_counts_once_its_right_is_open_and_not_when_its_file_is_handed_in(household, enrol, step_on):
    enrolment = step_on(enrol(household, opened_on=ago(50)), *way("immatricule"))
    before = first_protected(families(household))

    step_on(enrolment, ("carte_remise", dt.date(2026, 10, 25)))

    (now,) = first_protected(families(household))
    assert before == []
    assert (now.key, now.counted, now.on, now.place) == (household.pk, 1, dt.date(2026, 10, 25), household.place_id)


def test_a_family_is_ever_protected_after_its_right_has_ended(household, protected):
    OpenRight.objects.update(until=dt.date(2026, 11, 10))
    later = families(household, NOVEMBER)

    assert (len(first_protected(later)), len(ever_protected(later))) == (0, 1)
    assert told(protected_on_last_day(later)) == [(False, 1)]
    assert told(protected_on_last_day(families(household))) == [(True, 1)]


def test_a_family_with_two_rights_counts_once(household, enrol, step_on):
    for _time in range(2):
        step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))

    assert OpenRight.objects.count() == 2
    assert len(ever_protected(families(household))) == 1


def test_a_family_of_another_area_is_not_counted(household, protected):
    elsewhere = families(household, area="ML/2")

    assert ever_protected(elsewhere) == protected_on_last_day(elsewhere) == []


def test_a_family_registered_twice_counts_as_the_one_that_goes_on(household, protected, supervisor):
    twin = Household.objects.get(pk=household.pk)
    twin.pk, twin.code = new_id(), "TWIN"
    twin.save(force_insert=True)
    merge_households(id=new_id(), kept=twin, found=household, reason="Twice", actor=supervisor, at=NOW)

    assert [one.key for one in ever_protected(families(twin))] == [twin.pk]
    assert told(protected_on_last_day(families(twin))) == [(True, 1)]


def test_the_days_from_registering_to_the_right(household, protected):
    assert [one.counted for one in days_to_open(families(household))] == [30]
    assert days_to_open(families(household, NOVEMBER)) == []


def test_a_right_is_lost_when_nothing_took_its_place_after_sixty_days(household, protected):
    OpenRight.objects.update(until=dt.date(2026, 11, 10))
    january = (dt.date(2027, 1, 1), dt.date(2027, 1, 31))

    assert told(rights_lost(families(household, january))) == [(True, 1)]
    assert rights_lost(families(household, NOVEMBER)) == []


def test_a_right_is_in_use_for_twelve_months_after_each_care(household, protected):
    before = told(rights_used(families(household)))
    OpenRight.objects.update(first_care_on=dt.date(2026, 11, 3))
    LaterCare.objects.create(right=OpenRight.objects.get(), on=dt.date(2028, 1, 10))

    used = [
        told(rights_used(families(household, (day.replace(day=1), day))))
        for day in (dt.date(2026, 11, 30), dt.date(2027, 12, 31), dt.date(2028, 1, 31), dt.date(2029, 1, 31))
    ]

    assert before == [(False, 1)]
    assert used == [[(True, 1)], [(False, 1)], [(True, 1)], [(False, 1)]]


def test_an_aid_in_money_is_no_right_to_care(household, protected):
    Scheme.objects.update(first_care_at="")

    assert rights_used(families(household, NOVEMBER)) == []


def test_each_family_identified_within_a_month_comes_to_stages(household, protected):
    Household.objects.update(registered_on=dt.date(2026, 10, 5))
    stages = [came_to(families(household), one) for one in (with_file, with_right, with_first_care)]

    assert [told(stage) for stage in stages] == [[(True, 1)], [(True, 1)], [(False, 1)]]
    assert came_to(families(household, NOVEMBER), with_right) == []


def test_the_days_of_each_step_are_told_and_nothing_is_told_of_a_step_nobody_left(household, enrol, step_on, schemes):
    step_on(enrol(household, opened_on=ago(50)), *way("enquete_demandee"))

    found = delays_of_scheme(
        scheme_id=schemes["ramed"].pk, start=None, end=None, organisation_id=household.organisation_id, on=TODAY
    )

    told = [(one.step_code, one.median_days) for one in found]
    assert told == [("repere", 10.0), ("pre_enquete", 1.0), ("enquete_demandee", None)]


def test_steps_on_the_way_to_a_right_are_told_for_their_stays_that_ended_in_the_span(household, enrol, step_on):
    step_on(enrol(household, opened_on=ago(50)), *way("enquete_demandee"))

    def found(*asked, **area):
        parts = days_at_steps(families(household, *asked, **area)).parts
        return [(one.key[1], one.numerator, one.denominator) for one in parts]

    assert found() == [("repere", 10, 1), ("pre_enquete", 1, 1)]
    assert found(NOVEMBER) == found(area="MA") == []
