"""Seasons, absences, nights away and visit patterns, from what a planner says to what a plan keeps."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from twiza.conftest import NOW
from twiza.outreach.actions.plan import compute_plan
from twiza.outreach.actions.scenario import NothingToPlan
from twiza.outreach.actions.scenario_copy import copy_scenario
from twiza.outreach.actions.seasons import (
    DatesInDisorder,
    PauseOfNobody,
    SeasonsOverlap,
    SeasonTerms,
    add_pause,
    add_season,
    change_season,
    remove_pause,
    remove_season,
)
from twiza.outreach.actions.stops import StopChoice, VisitsInDisorder, change_stops
from twiza.outreach.actions.teams import TeamTerms, change_team
from twiza.outreach.models import Pause, TravelSeason
from twiza.outreach.plan_parts import specialty_parts, team_parts
from twiza.outreach.queries.orders import order_of
from twiza.outreach.queries.plans import routes_of
from twiza.outreach.wording import nights_said, seasons_said

MONDAY, TUESDAY = dt.date(2027, 1, 4), dt.date(2027, 1, 5)


def season(start=MONDAY, end=MONDAY, closed=(), **said):
    terms = {"name": "Neige", "speed_kmh": 30.0, "detour": 1.5} | said
    return SeasonTerms(starts_on=start, ends_on=end, closed_stops=closed, **terms)


@pytest.fixture
def pause(scenario, acting, driss):
    """Return what notes a pause of the team or of a stop."""

    def add(start=MONDAY, end=MONDAY, team=None, stop=None):
        return add_pause(
            scenario=scenario, team=team, stop=stop, starts_on=start, ends_on=end, reason="", actor=acting(driss),
            at=NOW,
        )  # fmt: skip

    return add


def test_a_season_holds_on_its_days_with_its_roads_and_closed_stops(scenario, acting, driss):
    amlil = scenario.stops.get(code="amlil")
    add_season(scenario=scenario, terms=season(closed=(amlil,)), actor=acting(driss), at=NOW)

    problem = order_of(scenario).problem

    assert problem["seasons"] == [{"days": [1], "speed_kmh": 30.0, "detour": 1.5, "closed_stops": ["amlil"]}]


def test_a_season_out_of_the_days_of_a_scenario_is_left_out(scenario, acting, driss):
    add_season(scenario=scenario, terms=season(dt.date(2027, 5, 1), dt.date(2027, 6, 1)), actor=acting(driss), at=NOW)

    assert order_of(scenario).problem["seasons"] is None


def test_two_seasons_do_not_share_a_day(scenario, acting, driss):
    first = add_season(scenario=scenario, terms=season(MONDAY, TUESDAY), actor=acting(driss), at=NOW)

    with pytest.raises(SeasonsOverlap):
        add_season(scenario=scenario, terms=season(TUESDAY, TUESDAY), actor=acting(driss), at=NOW)

    changed = change_season(season=first, terms=season(MONDAY, MONDAY), actor=acting(driss), at=NOW)
    assert (list(TravelSeason.objects.all()), changed.ends_on) == ([first], MONDAY)


def test_dates_in_disorder_are_refused_and_nothing_is_kept(scenario, acting, driss, pause):
    with pytest.raises(DatesInDisorder):
        add_season(scenario=scenario, terms=season(TUESDAY, MONDAY), actor=acting(driss), at=NOW)
    with pytest.raises(DatesInDisorder):
        pause(TUESDAY, MONDAY, team=scenario.teams.get())

    assert (TravelSeason.objects.count(), Pause.objects.count()) == (0, 0)


def test_a_pause_is_of_a_team_or_of_a_stop(scenario, pause):
    with pytest.raises(PauseOfNobody):
        pause()
    with pytest.raises(PauseOfNobody):
        pause(team=scenario.teams.get(), stop=scenario.stops.first())
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(scenario=scenario, starts_on=MONDAY, ends_on=MONDAY)

    assert Pause.objects.count() == 0


def test_a_team_away_and_a_stop_not_to_be_visited_are_forbidden_on_those_days(scenario, pause):
    pause(team=scenario.teams.get())
    pause(MONDAY, dt.date(2027, 1, 31), stop=scenario.stops.get(code="tizi"))

    problem = order_of(scenario).problem

    assert problem["forbidden"] == [
        {"team": "t1", "day": 1},
        {"stop": "tizi", "day": 1},
        {"stop": "tizi", "day": 2},
    ]


def test_a_plan_of_a_team_away_on_the_first_day_works_on_the_second(scenario, pause, make_plan):
    pause(team=scenario.teams.get())

    plan = make_plan(scenario)

    assert [(route.day, [visit.stop for visit in route.visits]) for route in routes_of(plan)] == [(2, ["amlil"])]


def test_how_often_a_stop_is_visited_is_its_own_or_the_scenario_s(scenario, acting, driss):
    scenario.visits_max, scenario.visits_min, scenario.gap_days_min = 3, 1, 2
    scenario.save()
    own = StopChoice(True, 180.0, (), visits_max=2, visits_min=2, gap_days_min=1)
    change_stops(scenario=scenario, choices={"amlil": own}, actor=acting(driss), at=NOW)

    stops = {stop["id"]: stop for stop in order_of(scenario).problem["stops"]}

    often = ("visits_max", "visits_min", "gap_days_min")
    assert [stops["amlil"][name] for name in often] == [2, 2, 1]
    assert [stops["tizi"][name] for name in often] == [3, 1, 2]


def test_more_visits_at_least_than_at_most_are_refused_by_name(scenario, acting, driss):
    disorder = StopChoice(True, 180.0, (), visits_min=2)

    with override("fr"), pytest.raises(VisitsInDisorder, match="Amlil"):
        change_stops(scenario=scenario, choices={"amlil": disorder}, actor=acting(driss), at=NOW)

    assert scenario.stops.get(code="amlil").visits_min is None
    scenario.stops.filter(code="amlil").update(visits_min=2)
    with override("fr"), pytest.raises(NothingToPlan, match="Amlil"):
        compute_plan(scenario=scenario, report=lambda phase, share: None)


def test_a_team_takes_its_own_minutes_for_each_specialty(scenario, specialties, acting, driss):
    team = scenario.teams.get()
    terms = TeamTerms("", team.base, tuple(specialties), minutes_per_consultation=10.0, paces={specialties[1]: 30.0})
    change_team(team=team, terms=terms, actor=acting(driss), at=NOW)

    problem = order_of(scenario).problem

    assert problem["capacity"] is True
    assert problem["teams"][0]["minutes_per_consultation"] == {"general": 10.0, "dentistry": 30.0}


def test_the_minutes_of_only_some_specialties_are_refused(scenario, specialties, acting, driss):
    team = scenario.teams.get()
    terms = TeamTerms("", team.base, tuple(specialties), paces={specialties[1]: 30.0})
    change_team(team=team, terms=terms, actor=acting(driss), at=NOW)

    with pytest.raises(NothingToPlan):
        compute_plan(scenario=scenario, report=lambda phase, share: None)


def test_a_team_away_overnight_starts_where_it_slept(scenario, make_plan):
    scenario.nights_max, scenario.visits_max = 1, 2
    scenario.save()
    # From home each stop takes a day; from one to the other it is near.
    scenario.stops.filter(code="amlil/2").update(is_included=False)
    scenario.teams.update(day_minutes=400.0)

    plan = make_plan(scenario)

    first, second = routes_of(plan)
    assert (first.start, first.end) == ("", first.visits[-1].stop)
    assert (second.start, second.end) == (first.end, "")
    with override("en"):
        assert nights_said(plan.assumptions) == [
            "A team may sleep at its last stop, at most 1 night in a row, and goes on from there the next working day."
        ]


def test_a_copy_has_the_seasons_pauses_and_paces_too(scenario, specialties, acting, driss, pause):
    amlil, team = scenario.stops.get(code="amlil"), scenario.teams.get()
    add_season(scenario=scenario, terms=season(closed=(amlil,)), actor=acting(driss), at=NOW)
    pause(team=team)
    pause(stop=amlil)
    terms = TeamTerms("", team.base, tuple(specialties), paces=dict.fromkeys(specialties, 12.0))
    change_team(team=team, terms=terms, actor=acting(driss), at=NOW)

    copy = copy_scenario(scenario=scenario, actor=acting(driss), at=NOW)

    assert order_of(copy).problem == order_of(scenario).problem
    assert {row.scenario_id for row in copy.stops.filter(pk__in=copy.seasons.get().closed_stops.values("pk"))} == {
        copy.pk
    }


def test_what_is_removed_is_gone(scenario, acting, driss, pause):
    one = add_season(scenario=scenario, terms=season(), actor=acting(driss), at=NOW)
    other = pause(team=scenario.teams.get())

    remove_season(season=one, actor=acting(driss), at=NOW)
    remove_pause(pause=other, actor=acting(driss), at=NOW)

    problem = order_of(scenario).problem
    assert (problem["seasons"], problem["forbidden"]) == (None, [])


def test_a_plan_says_the_seasons_it_rests_on(scenario, acting, driss, pause, make_plan):
    add_season(scenario=scenario, terms=season(), actor=acting(driss), at=NOW)
    pause(TUESDAY, TUESDAY, stop=scenario.stops.get(code="tizi"))

    plan = make_plan(scenario)

    with override("en"):
        assert seasons_said(plan.assumptions) == [
            "Neige, from 4 January 2027 to 4 January 2027: 30 km/h, roads 1.50 times as long as the crow flies, 0 "
            "stops closed.",
            "1 absence of a team or closing of a stop is taken into account.",
        ]


def test_the_parts_of_a_plan_add_up_to_its_figures(scenario, make_plan):
    scenario.teams.update(cost_day=100.0, cost_km=2.0)
    plan = make_plan(scenario)

    (team,) = team_parts(plan, list(routes_of(plan)))
    parts = specialty_parts(plan, "fr")

    assert (team.people, team.need_met, team.visits) == (plan.people_newly_reached, plan.need_met, plan.visit_count)
    assert (round(team.km, 6), round(team.cost, 6)) == (round(plan.km, 6), round(plan.cost, 6))
    assert [(part.name, part.need, part.met) for part in parts] == [
        ("Médecine générale", 80.0, 70.0),
        ("Soins dentaires", 40.0, 35.0),
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("dates/", 18), ("", 16)])
def test_pages_of_dates_ask_the_same_questions_for_1_and_3(
    browser_of, driss, scenario, acting, pause, count, page, queries, django_assert_num_queries
):
    stop = scenario.stops.get(code="amlil")
    for number in range(count):
        day = MONDAY + dt.timedelta(days=number)
        add_season(scenario=scenario, terms=season(day, day, closed=(stop,)), actor=acting(driss), at=NOW)
        pause(stop=stop)
    browser = browser_of(driss)
    browser.get(f"/fr/plans/scenarios/{scenario.pk}/{page}")

    with django_assert_num_queries(queries):
        browser.get(f"/fr/plans/scenarios/{scenario.pk}/{page}")


def test_dates_are_said_changed_and_removed_on_their_pages(browser_of, driss, scenario):
    browser, path = browser_of(driss), f"/fr/plans/scenarios/{scenario.pk}/"
    said = {"name": "Neige", "starts_on": "2027-01-04", "ends_on": "2027-01-05", "speed_kmh": "30", "detour": "1.5"}
    browser.post(f"{path}seasons/new/", said)
    row = TravelSeason.objects.get()

    browser.post(f"{path}seasons/{row.pk}/", said | {"ends_on": "2027-01-04"})
    browser.post(
        f"{path}pauses/new/",
        {"who": f"team-{scenario.teams.get().pk}", "starts_on": "2027-01-04", "ends_on": "2027-01-04"},
    )

    assert browser.get(f"{path}dates/").status_code == browser.get(f"{path}seasons/{row.pk}/").status_code == 200
    assert (TravelSeason.objects.get().ends_on, Pause.objects.get().team) == (MONDAY, scenario.teams.get())
    browser.post(f"{path}seasons/{row.pk}/remove/")
    browser.post(f"{path}pauses/{Pause.objects.get().pk}/remove/")
    assert (TravelSeason.objects.count(), Pause.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("seasons/new/", {"name": "Neige", "starts_on": "2027-01-05", "ends_on": "2027-01-04", "speed_kmh": "30"}),
        ("seasons/new/", {"name": "", "starts_on": "x", "ends_on": "", "speed_kmh": "0"}),
        ("pauses/new/", {"who": "", "starts_on": "2027-01-04", "ends_on": "2027-01-04"}),
        ("pauses/new/", {"who": "team-999999", "starts_on": "2027-01-04", "ends_on": "2027-01-04"}),
    ],
)
def test_dates_that_make_no_sense_are_refused_on_the_page(browser_of, driss, scenario, where, said):
    answer = browser_of(driss).post(f"/fr/plans/scenarios/{scenario.pk}/{where}", said | {"detour": "1.5"})

    assert (answer.status_code, TravelSeason.objects.count(), Pause.objects.count()) == (422, 0, 0)
