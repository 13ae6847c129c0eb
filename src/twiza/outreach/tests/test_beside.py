"""A post here, or so many caravans a year there: figures to check in one's head."""

from __future__ import annotations

import io

import numpy as np
import pytest
from pypdf import PdfReader

from twiza.accounts.models import AuditEntry
from twiza.outreach.beside import Caravans, People, Post, consultations_of, side_by_side
from twiza.outreach.tests.ground_of_two import lat_at

PROBLEM = {"travel": {"speed_kmh": 60.0, "detour": 1.0}, "coverage": {"full_km": 5.0, "zero_km": 5.0}}


def people(*rows: tuple[str, float, int]) -> People:
    """Return people of communes at kilometres north of the hospital, one in ten in need of a doctor."""
    count = np.array([row[2] for row in rows], dtype=float)
    return People(
        positions=np.array([(lat_at(row[1]), 0.0) for row in rows]),
        areas=tuple(row[0] for row in rows),
        people=count,
        needs={"general": count / 10},
    )


def caravans(*km: float, visits: int = 4, **said) -> Caravans:
    return Caravans(np.array([(lat_at(one), 0.0) for one in km]), visits, ("general",), **said)


def post(km: float, **said) -> Post:
    return Post(lat_at(km), 0.0, ("general",), **said)


THREE = people(("a", 50.0, 400), ("a", 57.0, 100), ("b", 65.0, 300))


def test_a_post_reaches_by_road_and_caravans_by_foot_the_same_people():
    found = side_by_side(THREE, post(57.0), caravans(50.0, 65.0), problem=PROBLEM, reach_minutes=7.5)

    assert (found.fixed.people, found.mobile.people) == (500.0, 700.0)
    assert (found.only_fixed, found.only_mobile, found.both) == (100.0, 300.0, 400.0)
    assert (found.fixed.need_met, found.mobile.need_met) == ({"general": 50.0}, {"general": 70.0})


def test_each_side_is_made_of_its_communes():
    found = side_by_side(THREE, post(57.0), caravans(50.0, 65.0), problem=PROBLEM, reach_minutes=7.5)

    assert [(part.area, part.people, part.need) for part in found.fixed.parts] == [("a", 500.0, 50.0)]
    assert [(part.area, part.people, part.need) for part in found.mobile.parts] == [
        ("a", 400.0, 40.0),
        ("b", 300.0, 30.0),
    ]


def test_fewer_people_walk_the_farther_they_are():
    far = PROBLEM | {"coverage": {"full_km": 0.0, "zero_km": 10.0}}

    found = side_by_side(people(("a", 55.0, 100)), post(0.0), caravans(50.0), problem=far, reach_minutes=1.0)

    assert (round(found.mobile.people), found.fixed.people) == (50, 0.0)


def test_no_more_need_is_met_than_there_are_consultations():
    few = {"general": np.array([2.5, 100.0])}

    found = side_by_side(
        THREE,
        post(57.0, days=10, a_day=2.0),
        caravans(50.0, 65.0, a_visit=few),
        problem=PROBLEM,
        reach_minutes=7.5,
    )

    assert (found.fixed.need_met, found.fixed.need_reached) == ({"general": 20.0}, {"general": 50.0})
    assert (found.mobile.need_met, found.mobile.need_reached) == ({"general": 10.0 + 30.0}, {"general": 70.0})


def test_costs_and_presence_are_those_that_were_said_and_unknown_otherwise():
    said = side_by_side(
        THREE,
        post(57.0, days=200, cost=1000.0),
        caravans(50.0, 65.0, cost_visit=10.0),
        problem=PROBLEM,
        reach_minutes=7.5,
    )
    unsaid = side_by_side(THREE, post(57.0), caravans(50.0), problem=PROBLEM, reach_minutes=7.5)

    assert (said.fixed.cost_per_need, said.fixed.cost_per_person, said.fixed.presence_days) == (20.0, 2.0, 200)
    assert (said.mobile.cost, said.mobile.presence_days) == (80.0, 4)
    assert (unsaid.fixed.cost, unsaid.fixed.cost_per_need, unsaid.fixed.presence_days) == (None, None, None)


def test_a_cost_of_nobody_reached_is_not_known():
    found = side_by_side(
        THREE, post(0.0, cost=5.0), caravans(10.0, cost_visit=1.0), problem=PROBLEM, reach_minutes=1.0
    )

    assert (found.fixed.cost_per_person, found.mobile.cost_per_need) == (None, None)


def test_a_visit_gives_as_many_consultations_as_its_minutes_allow_at_the_mean_pace():
    teams = [{"minutes_per_consultation": {"general": pace}} for pace in (10.0, 20.0)]
    stops = [{"id": "s", "service_minutes": 150.0}]
    problem = {"capacity": True, "specialties": ["general", "eyes"], "teams": teams, "stops": stops}

    given = consultations_of(problem, ["s"])

    assert {name: row.tolist() for name, row in given.items()} == {"general": [10.0]}
    assert consultations_of(problem | {"capacity": False}, ["s"]) == {}


ASKED = "place=area-amlil&stop=every&visits=4&days=250&cost=5000&cost_visit=100"


def test_the_page_shows_the_form_then_both_sides(browser_of, driss, plan):
    browser, path = browser_of(driss), f"/fr/plans/{plan.pk}/beside/"

    first, answered = browser.get(path), browser.get(f"{path}?{ASKED}")

    assert (first.status_code, first.context["answer"]) == (200, None)
    rows = {row.label: (row.fixed, row.mobile) for row in answered.context["answer"].rows}
    assert rows["Personnes nouvellement atteintes"] == (800.0, 700.0)
    assert rows["Coût par an"] == (5000.0, 100.0 * 4 * 2)
    assert sum(row.fixed_people for row in answered.context["answer"].parts) == 800.0


@pytest.mark.parametrize("wrong", ["place=nowhere&stop=every&visits=4", "place=area-amlil&stop=every&visits=0"])
def test_what_makes_no_sense_is_refused_on_the_page_and_has_no_file(browser_of, driss, plan, wrong):
    browser = browser_of(driss)

    page = browser.get(f"/fr/plans/{plan.pk}/beside/?{wrong}")

    assert (page.status_code, len(page.context["form"].errors)) == (422, 1)
    assert browser.get(f"/fr/plans/{plan.pk}/beside/file.csv?{wrong}").status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_both_sides_are_taken_along_and_noted(browser_of, driss, plan, language):
    browser, path = browser_of(driss), f"/{language}/plans/{plan.pk}/beside/file."

    files = {kind: browser.get(f"{path}{kind}?{ASKED}") for kind in ("csv", "xlsx", "pdf")}

    assert {kind: answer.status_code for kind, answer in files.items()} == {"csv": 200, "xlsx": 200, "pdf": 200}
    assert len(PdfReader(io.BytesIO(files["pdf"].content)).pages) <= 2
    assert AuditEntry.objects.filter(outcome="exported", object_id=str(plan.pk)).count() == 3


def test_another_kind_of_file_does_not_exist(browser_of, driss, plan):
    assert browser_of(driss).get(f"/fr/plans/{plan.pk}/beside/file.exe?{ASKED}").status_code == 404
