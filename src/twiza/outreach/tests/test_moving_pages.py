"""The pages where a visit moves, and where something changed."""

from __future__ import annotations

import pytest

from twiza.jobs.models import Job
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.outreach.models import Plan, PlanStop

WEIGHTY = {"starts_on": "2027-01-04", "ends_on": "2027-01-05", "stops": ["amlil"]}


def move_url(plan, stop):
    visit = PlanStop.objects.get(route__plan=plan, stop=stop)
    return f"/fr/plans/{plan.pk}/move/?visit={visit.pk}"


def seen_in(answer):
    return answer.context["seen"]


def test_a_visit_is_taken_out_and_the_change_taken_back(browser_of, driss, plan):
    browser, path = browser_of(driss), move_url(plan, "tizi")
    shown = browser.get(path)

    made = browser.post(path, {"remove": "1", "seen": seen_in(shown)})

    new = Plan.objects.exclude(pk=plan.pk).get()
    assert (shown.status_code, made.url) == (200, f"/fr/plans/{new.pk}/")
    page = browser.get(made.url).content.decode()
    assert "Visites retirées\u00a0: 1. Visites ajoutées\u00a0: 0." in page
    assert browser.post(f"/fr/plans/{new.pk}/take-back/").url == f"/fr/plans/{plan.pk}/"
    assert browser.get(f"/fr/plans/{new.pk}/").status_code == 404


def test_a_move_that_breaks_a_rule_is_refused_on_the_form_and_nothing_is_kept(browser_of, driss, plan):
    day = PlanStop.objects.get(route__plan=plan, stop="amlil").route.day

    answer = browser_of(driss).post(move_url(plan, "tizi"), {"team": "t1", "day": day, "place": 2, "seen": ""})

    said = [str(error) for error in answer.context["form"].non_field_errors()]
    assert (answer.status_code, Plan.objects.count()) == (422, 1)
    assert len(said) == 1
    assert "la journée prendrait 623 minutes, route comprise" in said[0]


@pytest.mark.parametrize("wrong", [{"team": "t9"}, {"day": "77"}, {"place": "0"}, {"place": ""}])
def test_a_place_that_is_not_there_is_refused_on_the_form(browser_of, driss, plan, wrong):
    given = {"team": "t1", "day": 1, "place": 1, "seen": ""} | wrong

    answer = browser_of(driss).post(move_url(plan, "tizi"), given)

    assert (answer.status_code, list(answer.context["form"].errors), Plan.objects.count()) == (422, list(wrong), 1)


def test_a_visit_of_another_plan_or_of_none_does_not_exist(browser_of, driss, plan):
    for asked in ("", "0", "9" * 30, "nowhere"):
        assert browser_of(driss).get(f"/fr/plans/{plan.pk}/move/?visit={asked}").status_code == 404


def test_two_planners_who_move_one_stop_at_once_both_keep_their_work(browser_of, driss, make_person, council, plan):
    second = make_person("Fatou", council, "planner")
    path = move_url(plan, "tizi")
    pages = [browser_of(who).get(path) for who in (driss, second)]
    browser_of(driss).post(path, {"remove": "1", "seen": seen_in(pages[0])})

    told = browser_of(second).post(path, {"remove": "1", "seen": seen_in(pages[1])})

    first = Plan.objects.exclude(pk=plan.pk).get()
    assert (told.status_code, told.context["meanwhile"], Plan.objects.count()) == (409, first, 2)
    beside = browser_of(second).post(path, {"remove": "1", "seen": seen_in(told)})
    assert (beside.status_code, Plan.objects.count()) == (302, 3)


def test_a_visit_is_added(browser_of, driss, plan):
    browser = browser_of(driss)
    browser.post(move_url(plan, "tizi"), {"remove": "1", "seen": ""})
    alone = Plan.objects.exclude(pk=plan.pk).get()
    free = 3 - PlanStop.objects.get(route__plan=alone).route.day

    given = {"stop": "tizi", "team": "t1", "day": free, "place": 1, "seen": ""}
    made = browser.post(f"/fr/plans/{alone.pk}/visits/new/", given)

    assert made.status_code == 302
    assert Plan.objects.order_by("number").last().people_newly_reached == 700


def test_what_breaks_is_shown_before_anything_is_asked_for(browser_of, driss, plan):
    browser, path = browser_of(driss), f"/fr/plans/{plan.pk}/changed/"

    looked = browser.post(path, WEIGHTY | {"look": "1"})

    assert (browser.get(path).status_code, looked.status_code, Job.objects.count()) == (200, 200, 0)
    day = PlanStop.objects.get(route__plan=plan, stop="amlil").route.on
    assert looked.context["broken"] == [
        f"Équipe 1, {day.day} janvier 2027\u00a0: l’étape Amlil n’est pas à visiter à cette date."
    ]


def test_the_least_change_is_asked_for_and_shown(browser_of, driss, plan):
    browser, path = browser_of(driss), f"/fr/plans/{plan.pk}/changed/"

    asked = browser.post(path, WEIGHTY | {"make": "1"})
    do_waiting_jobs()

    new = Plan.objects.exclude(pk=plan.pk).get()
    assert asked.url == f"/fr/plans/jobs/{Job.objects.get(kind='outreach.make_plan').pk}/"
    said = browser.get(f"/fr/plans/{new.pk}/").context["change_said"]
    assert said[:2] == [
        "Du 4 janvier 2027 au 5 janvier 2027\u00a0: on ne peut atteindre Amlil.",
        "Visites retirées\u00a0: 1. Visites ajoutées\u00a0: 0.",
    ]


@pytest.mark.parametrize(
    "wrong", [{"ends_on": "2026-12-01"}, {"stops": ["nowhere"]}, {"starts_on": ""}, {"speed_kmh": "0"}]
)
def test_what_happened_is_refused_when_it_makes_no_sense(browser_of, driss, plan, wrong):
    answer = browser_of(driss).post(f"/fr/plans/{plan.pk}/changed/", WEIGHTY | {"make": "1"} | wrong)

    assert (answer.status_code, list(answer.context["form"].errors), Job.objects.count()) == (422, list(wrong), 0)


def test_the_price_of_a_change_is_chosen_and_said(browser_of, driss, plan):
    browser = browser_of(driss)
    browser.post(f"/fr/plans/{plan.pk}/again/", {"change_price": "7.5"})
    do_waiting_jobs()

    new = Plan.objects.exclude(pk=plan.pk).get()

    said = browser.get(f"/fr/plans/{new.pk}/").context["change_said"]
    assert new.problem["change_price"] == 7.5
    assert said[-1] == (
        "Il était demandé à chaque visite retirée ou ajoutée de rapporter au moins 7,5 besoins, pondérés par l’équité."
    )


def test_a_price_that_is_no_number_is_refused_and_nothing_is_asked_for(browser_of, driss, plan):
    answer = browser_of(driss).post(f"/fr/plans/{plan.pk}/again/", {"change_price": "-1"}, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Job.objects.count() == 0
