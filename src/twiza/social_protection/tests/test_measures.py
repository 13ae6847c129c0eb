"""Families protected by the counting rule of the programme, and the days each step takes."""

import datetime as dt

from twiza.conftest import TODAY
from twiza.social_protection.measures import FamiliesProtected, delays_of_scheme, families_protected
from twiza.social_protection.models import OpenRight
from twiza.social_protection.tests.test_enrolments import ago, way

START, END = dt.date(2026, 10, 1), dt.date(2026, 11, 1)


def protected(household, area="ML/1", start=START, end=END):
    return families_protected(area=area, start=start, end=end, organisation_id=household.organisation_id)


def test_a_family_counts_once_its_right_is_open_and_not_when_its_file_is_handed_in(household, enrol, step_on):
    enrolment = step_on(enrol(household, opened_on=ago(50)), *way("immatricule"))
    before = protected(household)

    step_on(enrolment, ("carte_remise", dt.date(2026, 10, 25)))

    assert (before, protected(household)) == (FamiliesProtected(0, 0, 0), FamiliesProtected(1, 1, 1))


def test_a_family_is_ever_protected_after_its_right_has_ended(household, enrol, step_on):
    step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))
    OpenRight.objects.update(until=dt.date(2026, 11, 10))

    assert protected(household, start=dt.date(2026, 11, 1), end=dt.date(2026, 12, 1)) == FamiliesProtected(0, 1, 0)


def test_a_family_with_two_rights_counts_once(household, enrol, step_on):
    for _time in range(2):
        step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))

    assert (OpenRight.objects.count(), protected(household)) == (2, FamiliesProtected(1, 1, 1))


def test_a_family_of_another_area_is_not_counted(household, enrol, step_on):
    step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))

    assert protected(household, area="ML/2") == FamiliesProtected(0, 0, 0)


def test_the_days_of_each_step_are_told_and_nothing_is_told_of_a_step_nobody_left(household, enrol, step_on, schemes):
    step_on(enrol(household, opened_on=ago(50)), *way("enquete_demandee"))

    found = delays_of_scheme(
        scheme_id=schemes["ramed"].pk, start=None, end=None, organisation_id=household.organisation_id, on=TODAY
    )

    told = [(one.step_code, one.median_days) for one in found]
    assert told == [("repere", 10.0), ("pre_enquete", 1.0), ("enquete_demandee", None)]
