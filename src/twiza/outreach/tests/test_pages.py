"""The pages of plans: from an area to a plan, by forms alone; who sees them; how many questions they ask."""

from __future__ import annotations

import re

import pytest

from twiza.conftest import NOW
from twiza.jobs.models import Job
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.outreach.actions.plan import delete_plan
from twiza.outreach.actions.scenario_copy import copy_scenario
from twiza.outreach.forms import initial_terms
from twiza.outreach.models import Plan, Scenario
from twiza.outreach.terms import Terms
from twiza.outreach.tests.conftest import FIRST_DAY
from twiza.outreach.tests.ground_of_two import lat_at


def new_plan_form(region, specialties, formula, **said):
    terms = {name: value for name, value in initial_terms(Terms(FIRST_DAY, day_count=2)).items() if value is not None}
    wishes = {"kinds": ["chief_place", "souk", "chosen"], "stop_count": 150, "team_count": 1}
    asked = {"area": region.pk, "specialties": [one.pk for one in specialties], "need_formula": formula.pk}
    return terms | wishes | asked | said


def shown_in(page):
    """Return which showing of its form a page is."""
    return re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]


def test_an_area_and_one_button_make_a_plan(browser_of, driss, region, specialties, formula):
    browser = browser_of(driss)
    assert browser.get("/fr/plans/new/").status_code == 200

    asked = browser.post("/fr/plans/new/", new_plan_form(region, specialties, formula, plan=""))
    waiting = browser.get(asked.url)
    do_waiting_jobs()
    done = browser.get(asked.url)

    plan = Plan.objects.get()
    assert (asked.status_code, waiting.status_code, done.url) == (302, 200, f"/fr/plans/{plan.pk}/")
    page = browser.get(done.url).content.decode()
    assert "700" in page
    assert "Tizi" in page


def test_a_form_sent_twice_makes_one_plan(browser_of, driss, region, specialties, formula):
    browser = browser_of(driss)
    form = new_plan_form(region, specialties, formula, plan="", once=shown_in(browser.get("/fr/plans/new/")))

    first, again = browser.post("/fr/plans/new/", form), browser.post("/fr/plans/new/", form)

    assert (again.url, Scenario.objects.count()) == (first.url, 1)
    assert first.url == f"/fr/plans/jobs/{Job.objects.get().pk}/"


def test_a_form_that_was_changed_after_coming_back_makes_another_plan(browser_of, driss, region, specialties, formula):
    browser = browser_of(driss)
    form = new_plan_form(region, specialties, formula, plan="", once=shown_in(browser.get("/fr/plans/new/")))

    first, other = browser.post("/fr/plans/new/", form), browser.post("/fr/plans/new/", form | {"team_count": 2})

    assert (other.url == first.url, Scenario.objects.count(), Job.objects.count()) == (False, 2, 2)


def test_a_form_sent_twice_to_look_at_stops_makes_one_scenario(browser_of, driss, region, specialties, formula):
    browser = browser_of(driss)
    form = new_plan_form(region, specialties, formula, look="", once=shown_in(browser.get("/fr/plans/new/")))

    first, again = browser.post("/fr/plans/new/", form), browser.post("/fr/plans/new/", form)

    assert (again.url, first.url) == (f"/fr/plans/scenarios/{Scenario.objects.get().pk}/", again.url)


def test_a_scenario_or_a_plan_sent_twice_to_be_planned_is_planned_once(browser_of, driss, plan):
    browser, scenario = browser_of(driss), f"/fr/plans/scenarios/{plan.scenario_id}/"
    shown = shown_in(browser.get(scenario))
    shown_again = shown_in(browser.get(f"/fr/plans/{plan.pk}/"))

    asked = [browser.post(f"{scenario}plan/", {"once": shown}).url for _press in range(2)]
    asked += [browser.post(f"/fr/plans/{plan.pk}/again/", {"once": shown_again}).url for _press in range(2)]

    assert asked == [asked[0], asked[0], asked[2], asked[2]]
    assert Job.objects.count() == 2


def test_stops_and_teams_can_be_looked_at_first(browser_of, driss, region, specialties, formula):
    answer = browser_of(driss).post("/fr/plans/new/", new_plan_form(region, specialties, formula, look=""))

    scenario = Scenario.objects.get()
    assert (answer.url, Job.objects.count()) == (f"/fr/plans/scenarios/{scenario.pk}/", 0)


@pytest.mark.parametrize(
    "said",
    [{"area": ""}, {"specialties": []}, {"starts_on": "31/02/2027"}, {"starts_on": "0001-01-01"}, {"kinds": []},
     {"walking_zero_km": "1"}, {"gap": "nan"}, {"closed_weekdays": ["1", "2", "3", "4", "5", "6", "7"]},
     {"day_count": "999"}, {"specialties": ["9" * 40]}],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused_on_the_page_and_nothing_is_kept(
    browser_of, driss, region, specialties, formula, said
):
    answer = browser_of(driss).post("/fr/plans/new/", new_plan_form(region, specialties, formula) | said)

    assert (answer.status_code, Scenario.objects.count(), Job.objects.count()) == (422, 0, 0)


def test_a_first_day_in_the_past_is_allowed_and_said(browser_of, driss, region, specialties, formula):
    past = new_plan_form(region, specialties, formula, starts_on="2020-01-06", look="")

    answer = browser_of(driss).post("/fr/plans/new/", past, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_a_planner_without_an_area_is_told_so(browser_of, driss):
    assert "form" not in browser_of(driss).get("/fr/plans/new/").content.decode().split("<main")[1].split("</main")[0]


def test_an_area_out_of_the_territory_cannot_be_chosen(browser_of, make_person, council, region, specialties, formula):
    abroad = make_person("Fatou", council, "planner", ("XX/2",))

    answer = browser_of(abroad).post("/fr/plans/new/", new_plan_form(region, specialties, formula))

    assert (answer.status_code, Scenario.objects.count()) == (422, 0)


def test_a_scenario_is_changed_copied_and_shown(browser_of, driss, scenario, specialties, formula):
    browser, path = browser_of(driss), f"/fr/plans/scenarios/{scenario.pk}/"
    form = new_plan_form(scenario.area, specialties, formula, name="Hiver", day_count=4)

    assert browser.get(f"{path}change/").status_code == 200
    changed = browser.post(f"{path}change/", form)
    copied = browser.post(f"{path}copy/")

    scenario.refresh_from_db()
    assert (changed.url, scenario.names, scenario.day_count) == (path, {"fr": "Hiver"}, 4)
    assert Scenario.objects.count() == 2
    assert browser.get(copied.url).status_code == 200


def test_a_name_that_nobody_gave_goes_with_the_month(browser_of, driss, scenario, specialties, formula):
    form = new_plan_form(scenario.area, specialties, formula, name=scenario.names["fr"], starts_on="2027-03-01")

    browser_of(driss).post(f"/fr/plans/scenarios/{scenario.pk}/change/", form)

    scenario.refresh_from_db()
    assert scenario.names["fr"] == "Caravanes, Région, mars 2027"


def test_stops_are_chosen_in_the_table(browser_of, driss, scenario):
    browser, path = browser_of(driss), f"/fr/plans/scenarios/{scenario.pk}/stops/"
    rows = {stop.code: f"s{stop.pk}" for stop in scenario.stops.all()}
    said = {f"{prefix}-service_minutes": "180" for prefix in rows.values()}

    answer = browser.post(path, said | {f"{rows['amlil']}-is_included": "on", f"{rows['amlil']}-weekday": "3"})

    kept = scenario.stops.order_by("code").values_list("code", "is_included", "open_weekdays")
    assert answer.url == path
    assert list(kept) == [("amlil", True, [3]), ("amlil/2", False, []), ("tizi", False, [])]
    assert browser.get(path).status_code == 200


def test_minutes_of_work_that_make_no_sense_are_refused_and_nothing_is_changed(browser_of, driss, scenario):
    said = {f"s{stop.pk}-service_minutes": "-5" for stop in scenario.stops.all()}

    answer = browser_of(driss).post(f"/fr/plans/scenarios/{scenario.pk}/stops/", said)

    assert (answer.status_code, scenario.stops.filter(is_included=True).count()) == (422, 3)


def test_a_place_is_added_and_stops_are_proposed_again(browser_of, driss, scenario):
    browser, path = browser_of(driss), f"/fr/plans/scenarios/{scenario.pk}/stops/"

    swapped = browser.post(f"{path}new/", {"name": "École", "lat": "0", "lon": "30.6"})
    added = browser.post(f"{path}new/", {"name": "École", "lat": str(lat_at(64.0)), "lon": "0"})
    browser.post(f"{path}propose/", {"kinds": ["chief_place"], "stop_count": "2", "team_count": "1"})

    assert (swapped.status_code, added.status_code) == (422, 302)
    assert sorted(scenario.stops.values_list("code", flat=True)) == ["amlil", "tizi", "x1"]


def test_a_team_is_added_changed_and_removed(browser_of, driss, scenario, specialties):
    browser, path = browser_of(driss), f"/fr/plans/scenarios/{scenario.pk}/teams/"
    said = {"name": "Nord", "base": scenario.teams.get().base_id, "specialties": [specialties[0].pk],
            "day_minutes": "400", "cost_day": "0", "cost_km": "1"}  # fmt: skip

    browser.post(f"{path}new/", said)
    added = scenario.teams.get(code="t2")
    browser.post(f"{path}{added.pk}/", said | {"day_minutes": "500", "weekdays": ["1", "2"]})
    added.refresh_from_db()
    refused = browser.post(f"{path}{added.pk}/", said | {"specialties": []})
    browser.post(f"{path}{added.pk}/remove/")

    assert (added.name, added.day_minutes, added.weekdays, refused.status_code) == ("Nord", 500.0, [1, 2], 422)
    assert [team.code for team in scenario.teams.all()] == ["t1"]


def test_a_scenario_that_is_not_ready_says_why(browser_of, driss, scenario):
    scenario.stops.update(is_included=False)

    answer = browser_of(driss).post(f"/fr/plans/scenarios/{scenario.pk}/plan/", follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


@pytest.mark.parametrize(
    ("language", "day", "help"),
    [
        ("fr", "Lundi 4 janvier", "Jour 1\N{NO-BREAK SPACE}: "),
        ("ar", "الاثنين 4 يناير", "اليوم 1: "),
        ("en", "Monday 4 January", "Day 1: "),
    ],
)
def test_days_are_written_as_the_readers_of_the_page_write_them(browser_of, driss, plan, language, day, help):
    page = browser_of(driss).get(f"/{language}/plans/{plan.pk}/").content.decode()

    assert f'<time datetime="2027-01-04">{day}</time>' in page
    assert help in page


def test_a_plan_is_made_again_with_what_was_ticked(browser_of, driss, plan):
    route = plan.routes.get(stops__stop="amlil")

    asked = browser_of(driss).post(f"/fr/plans/{plan.pk}/again/", {"lock": [route.pk, "x"], "forbid": ["tizi"]})
    do_waiting_jobs()

    again = Plan.objects.get(number=2)
    assert browser_of(driss).get(asked.url).url == f"/fr/plans/{again.pk}/"
    assert sorted(stop for route in again.answer["routes"] for stop in route["stops"]) == ["amlil", "amlil/2"]


def test_a_job_that_failed_leads_back_to_what_was_asked(browser_of, driss, scenario):
    asked = browser_of(driss).post(f"/fr/plans/scenarios/{scenario.pk}/plan/")
    scenario.stops.update(is_included=False)
    do_waiting_jobs()

    page = browser_of(driss).get(asked.url)

    assert (page.status_code, f"/fr/plans/scenarios/{scenario.pk}/" in page.content.decode()) == (200, True)


def test_a_scenario_without_a_plan_is_deleted_and_brought_back(browser_of, driss, scenario):
    browser, path = browser_of(driss), f"/fr/plans/scenarios/{scenario.pk}/"

    browser.post(f"{path}delete/")
    gone = browser.get(path).status_code
    listed = [one.pk for one in browser.get("/fr/plans/").context["deleted_scenarios"]]
    browser.post(f"{path}restore/")

    assert (gone, listed, browser.get(path).status_code) == (404, [scenario.pk], 200)


def test_a_scenario_with_a_plan_stays(browser_of, driss, plan):
    path = f"/fr/plans/scenarios/{plan.scenario_id}/"

    answer = browser_of(driss).post(f"{path}delete/")

    assert (answer.url, Scenario.objects.filter(deleted_at__isnull=True).count()) == (path, 1)


def test_a_plan_is_deleted_and_brought_back(browser_of, driss, plan):
    browser = browser_of(driss)

    browser.post(f"/fr/plans/{plan.pk}/delete/")
    gone = browser.get(f"/fr/plans/{plan.pk}/").status_code
    browser.post(f"/fr/plans/{plan.pk}/restore/")

    assert (gone, browser.get(f"/fr/plans/{plan.pk}/").status_code) == (404, 200)


def test_one_plan_alone_offers_no_comparison(browser_of, driss, plan, make_plan):
    browser = browser_of(driss)
    alone = browser.get("/fr/plans/").content.decode()
    make_plan(plan.scenario)

    beside_another = browser.get("/fr/plans/").content.decode()

    offered = 'name="plan" value='
    assert (alone.count(offered), beside_another.count(offered)) == (0, 2)


def test_two_plans_are_compared_and_another_number_is_asked_for_again(browser_of, driss, acting, plan, make_plan):
    smaller = copy_scenario(scenario=plan.scenario, actor=acting(driss), at=NOW)
    smaller.stops.filter(code="tizi").update(is_included=False)
    other = make_plan(smaller)
    browser = browser_of(driss)

    page = browser.get("/fr/plans/compare/", {"plan": [plan.pk, other.pk]})

    comparison = page.context["comparison"]
    assert [(area.code, area.first, area.second) for area in comparison.areas] == [
        ("tizi", 300, 0),
        ("amlil", 400, 500),
    ]
    assert ([one.code for one in comparison.only_first], [one.code for one in comparison.only_second]) == (
        ["tizi"],
        ["amlil/2"],
    )
    assert browser.get("/fr/plans/compare/", {"plan": [plan.pk]}).status_code == 422
    assert browser.get("/fr/plans/compare/", {"plan": [plan.pk, "x"]}).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_page_shows_in_every_language(browser_of, driss, plan, language):
    browser, scenario = browser_of(driss), plan.scenario_id
    paths = ["", "new/", f"{plan.pk}/", f"scenarios/{scenario}/", f"scenarios/{scenario}/stops/",
             f"scenarios/{scenario}/change/", f"scenarios/{scenario}/teams/new/", "compare/"]  # fmt: skip

    assert [browser.get(f"/{language}/plans/{path}").status_code for path in paths] == [200] * len(paths)


@pytest.mark.parametrize("plans", [1, 3])
def test_the_list_asks_the_same_questions_for_1_and_3(
    browser_of, driss, scenario, make_plan, plans, django_assert_num_queries
):
    for _ in range(plans):
        make_plan(scenario)
    browser = browser_of(driss)
    browser.get("/fr/plans/")

    with django_assert_num_queries(12):
        browser.get("/fr/plans/")


@pytest.mark.parametrize("days", [1, 3])
def test_a_plan_asks_the_same_questions_with_1_visit_and_3(
    browser_of, driss, scenario, make_plan, days, django_assert_num_queries
):
    Scenario.objects.update(day_count=days)
    scenario.refresh_from_db()
    plan = make_plan(scenario)
    browser = browser_of(driss)
    browser.get(f"/fr/plans/{plan.pk}/")

    with django_assert_num_queries(13):
        browser.get(f"/fr/plans/{plan.pk}/")

    assert plan.visit_count == days


@pytest.mark.parametrize("stops", [1, 3])
def test_the_table_of_stops_asks_the_same_questions_for_1_and_3(
    browser_of, driss, scenario, stops, django_assert_num_queries
):
    kept = scenario.stops.order_by("code")[:stops].values_list("pk", flat=True)
    scenario.stops.exclude(pk__in=list(kept)).delete()
    browser = browser_of(driss)
    browser.get(f"/fr/plans/scenarios/{scenario.pk}/stops/")

    with django_assert_num_queries(8):
        browser.get(f"/fr/plans/scenarios/{scenario.pk}/stops/")


def test_a_deleted_plan_is_listed_to_be_brought_back(browser_of, driss, plan, acting):
    delete_plan(plan=plan, actor=acting(driss), at=NOW)

    page = browser_of(driss).get("/fr/plans/")

    assert [one.pk for one in page.context["deleted"]] == [plan.pk]
