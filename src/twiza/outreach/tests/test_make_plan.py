"""Plans by the real engine: what they say, what is kept of them, and what is refused."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from twiza.conftest import NOW
from twiza.core.ids import new_id
from twiza.jobs.actions import cancel_job
from twiza.jobs.models import Job, JobState
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.outreach.actions.plan import (
    NoPlanPossible,
    PlanNotDeleted,
    compute_plan,
    compute_plan_again,
    delete_plan,
    forbid_stops,
    lock_routes,
    restore_plan,
    start_plan,
    start_plan_again,
    store_plan,
)
from twiza.outreach.actions.scenario import NothingToPlan
from twiza.outreach.actions.scenario_copy import copy_scenario
from twiza.outreach.actions.teams import TeamTerms, add_team, change_team, remove_team
from twiza.outreach.models import Plan, PlanArea, PlanStop, ScenarioStop
from twiza.outreach.queries.plans import deleted_plans_of, plans_of, routes_of


def silent(phase: str, share: float) -> None:
    """Hear of progress and say nothing."""


@pytest.fixture
def work():
    """Return what does the jobs that wait."""
    return do_waiting_jobs


def visits(plan):
    return sorted(PlanStop.objects.filter(route__plan=plan).values_list("stop", flat=True))


def test_a_plan_serves_most_need_in_the_days_there_are_and_proves_it(plan):
    assert (plan.status, plan.value, plan.bound, plan.gap) == ("optimal", 105.0, 105.0, 0.0)
    assert (visits(plan), plan.route_count, plan.people_newly_reached) == (["amlil", "tizi"], 2, 700)
    assert (plan.need, plan.need_met) == (120.0, 105.0)


def test_a_plan_keeps_the_problem_and_the_answer_in_their_formats(plan):
    assert (plan.problem["format"], plan.answer["format"]) == ("twiza-caravan/1", "twiza-plan/1")
    assert [locality["id"] for locality in plan.problem["localities"]] == ["amlil/1", "amlil/2", "tizi/1"]
    assert plan.snapshot["dates"] == ["2027-01-04", "2027-01-05"]


def test_each_visit_says_what_it_adds_and_what_would_come_next(plan):
    rows = PlanStop.objects.filter(route__plan=plan).order_by("stop")

    assert [(row.stop, row.people_newly_reached, row.need_met, row.gain) for row in rows] == [
        ("amlil", 400, {"general": 40.0, "dentistry": 20.0}, 60.0),
        ("tizi", 300, {"general": 30.0, "dentistry": 15.0}, 45.0),
    ]
    assert {(row.next_best, row.next_gain) for row in rows} == {("amlil/2", 15.0)}


def test_each_commune_says_who_was_within_reach_before_and_who_is_newly(plan):
    rows = PlanArea.objects.filter(plan=plan).order_by("commune__code")

    assert [
        (row.commune.code, row.people, row.people_within_reach, row.people_newly_reached, row.need_met) for row in rows
    ] == [("amlil", 500, 0, 400, 60.0), ("tizi", 300, 0, 300, 45.0), ("town", 10000, 10000, 0, 0.0)]


def test_routes_come_by_day_with_their_dates(plan):
    assert [(route.day, route.on, len(route.visits)) for route in routes_of(plan)] == [
        (1, dt.date(2027, 1, 4), 1),
        (2, dt.date(2027, 1, 5), 1),
    ]


def test_a_plan_asked_for_is_made_by_the_worker_once(scenario, acting, driss, work):
    job = start_plan(scenario=scenario, actor=acting(driss), at=NOW)

    assert (work(), work()) == (1, 0)

    job.refresh_from_db()
    plan = Plan.objects.get()
    assert (job.state, plan.job_id, plan.made_by) == (JobState.DONE, job.pk, driss)
    assert job.result == {"url": f"/fr/plans/{plan.pk}/", "plan": str(plan.pk)}


def test_a_plan_cancelled_while_it_runs_keeps_nothing(scenario, acting, driss, work):
    job = start_plan(scenario=scenario, actor=acting(driss), at=NOW)
    Job.objects.update(cancel_asked_at=NOW)

    work()

    job.refresh_from_db()
    assert (job.state, Plan.objects.count()) == (JobState.CANCELLED, 0)


def test_planning_a_scenario_deleted_meanwhile_is_refused_in_a_sentence(plan, acting, driss, work):
    job = start_plan_again(plan=plan, actor=acting(driss), at=NOW)
    delete_plan(plan=plan, actor=acting(driss), at=NOW)

    work()

    job.refresh_from_db()
    assert (job.state, job.failure, Plan.objects.count()) == (JobState.FAILED, "refused", 1)


def test_planned_again_locked_routes_stay_and_forbidden_stops_go(plan, acting, driss):
    kept = plan.routes.get(stops__stop="amlil")
    lock_routes(plan=plan, routes=[kept.pk], actor=acting(driss), at=NOW)
    forbid_stops(plan=plan, stops=["tizi"], actor=acting(driss), at=NOW)

    computed = compute_plan_again(plan=plan, report=silent)

    again = store_plan(
        scenario=plan.scenario, computed=computed, based_on=plan, made_by_id=driss.pk, job_id=None, at=NOW
    )
    assert (visits(again), again.number, again.based_on) == (["amlil", "amlil/2"], 2, plan)
    assert again.routes.get(is_locked=True).day == kept.day


def test_plans_of_an_area_and_a_month_have_different_numbers_whatever_their_scenario(
    scenario, make_plan, acting, driss
):
    plans = [make_plan(scenario), make_plan(copy_scenario(scenario=scenario, actor=acting(driss), at=NOW))]
    delete_plan(plan=plans[0], actor=acting(driss), at=NOW)
    scenario.starts_on = dt.date(2027, 2, 1)
    scenario.save()

    plans.append(make_plan(scenario))

    assert [(plan.month, plan.number) for plan in plans] == [
        (dt.date(2027, 1, 1), 1),
        (dt.date(2027, 1, 1), 2),
        (dt.date(2027, 2, 1), 2),  # a scenario of the same name has had its first
    ]


def test_a_number_is_given_once(plan):
    twin = Plan.objects.get(pk=plan.pk)
    twin.pk = uuid.uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)

    assert list(Plan.objects.all()) == [plan]


def test_a_plan_asked_for_twice_under_one_id_is_one_job(scenario, acting, driss):
    asked = {"id": new_id(), "scenario": scenario, "actor": acting(driss), "at": NOW}

    first, again = start_plan(**asked), start_plan(**asked)

    assert (again, list(Job.objects.all())) == (first, [first])


def test_a_job_that_was_stopped_can_be_asked_for_again(scenario, acting, driss):
    asked = {"id": new_id(), "scenario": scenario, "actor": acting(driss), "at": NOW}
    stopped = cancel_job(job=start_plan(**asked), at=NOW)

    again = start_plan(**asked)

    assert (stopped.state, again.state, again == stopped) == (JobState.CANCELLED, JobState.WAITING, False)


def test_a_locked_route_to_a_forbidden_stop_is_refused_with_a_sentence(plan, acting, driss):
    lock_routes(plan=plan, routes=plan.routes.values_list("pk", flat=True), actor=acting(driss), at=NOW)
    forbid_stops(plan=plan, stops=["tizi"], actor=acting(driss), at=NOW)

    with pytest.raises(NoPlanPossible):
        compute_plan_again(plan=plan, report=silent)


def test_a_scenario_without_stops_or_teams_cannot_be_planned(scenario, acting, driss):
    scenario.stops.update(is_included=False)

    with pytest.raises(NothingToPlan):
        start_plan(scenario=scenario, actor=acting(driss), at=NOW)

    assert Job.objects.count() == 0


def test_a_scenario_without_a_team_cannot_be_planned(scenario, acting, driss):
    remove_team(team=scenario.teams.get(), actor=acting(driss), at=NOW)

    with pytest.raises(NothingToPlan):
        compute_plan(scenario=scenario, report=silent)


def test_a_team_that_has_none_of_the_planned_specialties_is_named(scenario, specialties, acting, driss):
    scenario.specialties.set(specialties[:1])
    scenario.teams.get().specialties.set(specialties[1:])

    with pytest.raises(NothingToPlan, match="1"):
        start_plan(scenario=scenario, actor=acting(driss), at=NOW)


def test_minutes_per_consultation_of_only_some_teams_are_refused(scenario, specialties, acting, driss):
    base = scenario.teams.get().base
    paced = TeamTerms(name="", base=base, specialties=tuple(specialties), minutes_per_consultation=10.0)
    add_team(scenario=scenario, terms=paced, actor=acting(driss), at=NOW)

    with pytest.raises(NothingToPlan):
        start_plan(scenario=scenario, actor=acting(driss), at=NOW)


def test_with_minutes_per_consultation_no_more_need_is_met_than_time_allows(
    scenario, specialties, acting, driss, make_plan
):
    team = scenario.teams.get()
    paced = TeamTerms(name="", base=team.base, specialties=tuple(specialties), minutes_per_consultation=10.0)
    change_team(team=team, terms=paced, actor=acting(driss), at=NOW)

    plan = make_plan(scenario)

    met = PlanStop.objects.get(route__plan=plan, stop="amlil").need_met
    assert (plan.problem["capacity"], met) == (True, {"general": 18.0, "dentistry": 18.0})
    assert plan.people_newly_reached == 700


def test_a_deleted_plan_is_gone_until_it_is_brought_back(plan, acting, driss):
    delete_plan(plan=plan, actor=acting(driss), at=NOW)

    assert (list(plans_of(acting(driss))), list(deleted_plans_of(acting(driss)))) == ([], [plan])

    restore_plan(plan=plan, actor=acting(driss), at=NOW)

    assert list(plans_of(acting(driss))) == [plan]
    with pytest.raises(PlanNotDeleted):
        restore_plan(plan=plan, actor=acting(driss), at=NOW)


def test_a_plan_of_2000_stops_is_refused_in_a_sentence_and_nothing_is_asked_for(scenario, acting, driss):
    like = scenario.stops.first()
    ScenarioStop.objects.bulk_create(
        ScenarioStop(scenario=scenario, code=f"x{number}", kind=like.kind, names=like.names, commune=like.commune,
                     lat=like.lat, lon=like.lon, service_minutes=60)
        for number in range(2000)
    )  # fmt: skip

    with override("en"), pytest.raises(NothingToPlan) as refused:
        start_plan(scenario=scenario, actor=acting(driss), at=NOW)

    assert str(refused.value) == (
        "2003 stops are included, more than the 300 one plan made here takes: leave some out, or choose a smaller "
        "area. Larger problems are planned on the command line (twiza plan caravans)."
    )
    assert Job.objects.count() == 0
