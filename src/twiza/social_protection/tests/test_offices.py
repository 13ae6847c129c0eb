"""What waits for offices outside: by office and step, how long it waits and took, and nothing called late unset."""

import datetime as dt

import pytest
from django.conf import settings

from twiza.conftest import TODAY
from twiza.procedures.models import File, Step
from twiza.social_protection.models import Enrolment
from twiza.social_protection.queries.offices import offices, steps_outside
from twiza.social_protection.tests.test_enrolments import ago, way
from twiza.social_protection.tests.test_pages import OUTSIDERS, page


def told(**period):
    """Return what each office is told by: its steps with who stands there, the longest wait and the median."""
    asked = {"start": None, "end": None, "on": TODAY} | period
    return {
        one.names["en"]: {
            wait.step.code: (wait.delay.open_files, wait.longest_days, wait.delay.stays, wait.delay.median_days)
            for wait in one.waits
        }
        for one in offices(Enrolment.objects.all(), **asked)
    }


def test_what_waits_for_an_office_and_how_long_it_took_is_told_by_hand(household, register, enrol, step_on):
    step_on(enrol(household, opened_on=ago(50)), *way("certificat_demande"))
    step_on(enrol(register(name="Awa Keita"), opened_on=ago(30)), *way("enquete_demandee", first_days_ago=20))

    assert told() == {
        "Town hall": {"certificat_demande": (1, 37, 0, None)},
        "SLDSES": {"enquete_demandee": (1, 19, 1, 1.0), "enquete_faite": (0, None, 1, 1.0)},
    }


def test_only_stays_of_the_period_count(household, enrol, step_on):
    step_on(enrol(household, opened_on=ago(50)), *way("certificat_demande"))

    assert told(end=ago(37))["SLDSES"] == {"enquete_demandee": (0, None, 1, 1.0)}


def test_steps_of_the_house_itself_are_none_of_an_office(ramed, schemes):
    assert {step.code for _scheme, step in steps_outside()}.isdisjoint({"repere", "pre_enquete", "echeance"})


def test_nothing_is_called_late_where_nobody_set_a_delay(browser_of, aminata, household, enrol, step_on):
    step_on(enrol(household, opened_on=ago(50)), *way("enquete_demandee"))

    text = page(browser_of(aminata), "offices/")

    assert "No delay is set" in text
    assert "1 file waits" in text


def test_what_waits_beyond_a_delay_that_is_set_is_late(browser_of, aminata, household, enrol, step_on):
    Step.objects.filter(code="enquete_demandee").update(due_days=10)
    step_on(enrol(household, opened_on=ago(50)), *way("enquete_demandee"))

    text = page(browser_of(aminata), "offices/")

    assert File.objects.get().due_on == TODAY - dt.timedelta(days=29)
    assert "1 late" in text


def test_two_months_of_the_state_medical_aid_are_never_called_late_too_soon():
    text = (settings.DATA / "procedures" / "ame.yml").read_text(encoding="utf-8")

    assert "due: {days: 62}" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_offices_costs_the_same_queries_however_many_wait(
    browser_of, aminata, register, enrol, step_on, rows, django_assert_num_queries
):
    for number in range(rows):
        step_on(enrol(register(name=f"Awa {number}"), opened_on=ago(50)), *way("enquete_demandee"))
    browser = browser_of(aminata)

    with django_assert_num_queries(14):
        text = page(browser, "offices/")

    assert f"{rows} file" in text


def test_delays_are_sent_as_they_are_filtered(browser_of, aminata, household, enrol, step_on):
    step_on(enrol(household, opened_on=ago(50)), *way("enquete_demandee"))
    browser = browser_of(aminata)

    assert "SLDSES" in page(browser, "offices/file.csv")
    assert "SLDSES" not in page(browser, "offices/file.csv?q=Awa")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_stranger_reads_of_nothing_that_waits(request, browser_of, household, enrol, step_on, who):
    step_on(enrol(household, opened_on=ago(50)), *way("enquete_demandee"))

    assert "SLDSES" not in page(browser_of(request.getfixturevalue(who)), "offices/")
