"""Pages of children: a visit from a form, its alert answered, what a form refuses, who reads it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from twiza.accounts.models import AuditEntry
from twiza.case_management.models import ChildAlert, ChildVisit
from twiza.conftest import NOW
from twiza.households.models import PersonConsent


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def browser(aminata, browser_of):
    return browser_of(aminata)


def sent(**change):
    return {
        "id": str(uuid.uuid4()),
        "presence": "seen",
        "visited_on": "2026-11-22",
        "weight_kg": "8.4",
        "length_cm": "76.5",
        "position": "L",
        "arm_mm": "140",
        "sign_GD_CONV": "no",
        "oedema": "no",
    } | change


def page(name, *args):
    return reverse(name, args=args)


def test_a_visit_is_recorded_from_a_form_once(child, browser):
    given = sent(dose_BCG="2025-11-23")

    answers = [browser.post(page("child_visit_new", child.pk), given) for _time in range(2)]

    assert [(one.status_code, one.url) for one in answers] == [(302, page("child", child.pk))] * 2
    assert list(child.doses.values_list("dose", flat=True)) == ["BCG"]
    visit = ChildVisit.objects.get()
    assert sorted(visit.signs.values_list("code", "is_there")) == [("GD_CONV", False), ("NUT_OED", False)]


def test_the_page_of_a_child_shows_its_growth_and_what_waits(child, browser):
    browser.post(page("child_visit_new", child.pk), sent(sign_GD_CONV="yes"))

    shown = browser.get(page("child", child.pk)).content.decode()

    assert shown.count("<svg") >= 3
    assert "weight for age -1.26" in shown
    assert "refer at once" in shown
    assert AuditEntry.objects.filter(action="case_management.follow_children", outcome="read").count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weight_kg": "8400"}, "8400 kg is not possible. In kilograms, 8400 g are 8.4."),
        ({"weight_kg": "0.01"}, "No child weighs so little"),
        ({"presence": "absent"}, "Something was measured"),
        ({"visited_on": "2025-11-01"}, "was born after this day"),
        ({"visited_on": ""}, "This field is required"),
        ({"arm_mm": "14"}, "greater than or equal to 30"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why(child, browser, change, words):
    answer = browser.post(page("child_visit_new", child.pk), sent(**change))

    assert (answer.status_code, ChildVisit.objects.count()) == (422, 0)
    assert words in answer.content.decode()


def test_a_supervisor_answers_an_alert_in_words(child, browser, bakary, browser_of):
    browser.post(page("child_visit_new", child.pk), sent(arm_mm="110"))
    alert = ChildAlert.objects.get(code="AL2")
    supervisor = browser_of(bakary)

    by_agent = browser.post(page("child_alert_answer", alert.pk), {"words": "Vu"})
    empty = supervisor.post(page("child_alert_answer", alert.pk), {"words": " "})
    supervisor.post(page("child_alert_answer", alert.pk), {"words": "Pris en charge"})

    alert.refresh_from_db()
    assert (by_agent.status_code, empty.status_code) == (404, 422)
    assert (alert.answer, alert.answered_by) == ("Pris en charge", bakary)


def test_nobody_else_finds_a_child(child, browser, chama, driss, esther, technical_administrator, browser_of):
    browser.post(page("child_visit_new", child.pk), sent())
    doors = [
        page("child", child.pk),
        page("child_visit_new", child.pk),
        page("child_visit_withdraw", ChildVisit.objects.get().pk),
    ]

    for stranger in (chama, driss, esther, technical_administrator):
        assert [browser_of(stranger).get(door).status_code for door in doors] == [404] * 3


def test_the_list_shows_who_waits_and_asks_few_questions(child, browser, django_assert_num_queries):
    browser.post(page("child_visit_new", child.pk), sent(arm_mm="110"))
    browser.get(page("children"))

    with django_assert_num_queries(9):
        listed = browser.get(page("children")).content.decode()
    filtered = browser.get(page("children") + "?wait=answer&q=musa").content.decode()

    assert ["Moussa" in shown for shown in (listed, filtered)] == [True, True]


@pytest.mark.parametrize("asked", ["", "wait=visit", "wait=answer", "q=musa", "q=nobody&wait=answer"])
def test_the_list_counts_as_many_as_it_lists(child, browser, asked):
    browser.post(page("child_visit_new", child.pk), sent(arm_mm="110"))

    listed = browser.get(f"{page('children')}?{asked}").context["page"]

    assert listed.paginator.count == len(listed.object_list)


def test_a_visit_is_withdrawn_with_its_reason(child, browser):
    browser.post(page("child_visit_new", child.pk), sent())
    visit = ChildVisit.objects.get()

    refused = browser.post(page("child_visit_withdraw", visit.pk), {"reason": ""})
    browser.post(page("child_visit_withdraw", visit.pk), {"reason": "Autre enfant"})

    visit.refresh_from_db()
    assert (refused.status_code, visit.withdrawn_reason) == (422, "Autre enfant")


def test_two_agents_on_one_household_on_one_day_are_both_kept_and_told(child, browser, bakary, browser_of):
    for one in (browser, browser_of(bakary)):
        one.post(page("child_visit_new", child.pk), sent())
    browser.post(page("child_visit_new", child.pk), sent(visited_on="2026-11-20"))

    shown = browser.get(page("child", child.pk)).content.decode()

    assert [f"Same home, same day: {name}" in shown for name in ("Aminata", "Bakary")] == [True, True]
    assert (ChildVisit.objects.count(), shown.count("Same home, same day")) == (3, 2)


def test_one_agent_twice_on_a_day_is_no_matter(child, browser):
    for _time in range(2):
        browser.post(page("child_visit_new", child.pk), sent())

    assert "Same home, same day" not in browser.get(page("child", child.pk)).content.decode()


def test_a_visit_after_consent_was_withdrawn_is_refused_in_words_with_what_was_written(child, browser):
    PersonConsent.objects.filter(person=child).update(withdrawn_at=NOW - dt.timedelta(days=3))

    refused = browser.post(page("child_visit_new", child.pk), sent(words="Va bien"))

    shown = refused.content.decode()
    assert (refused.status_code, ChildVisit.objects.count()) == (422, 0)
    assert ["Nobody agreed to visits" in shown, "Va bien" in shown] == [True, True]
