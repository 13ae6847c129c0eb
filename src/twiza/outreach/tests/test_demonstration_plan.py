"""The plan that a demonstration opens with."""

from __future__ import annotations

import pytest

from twiza.conftest import NOW, TODAY
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.demonstration import (
    NothingLoaded,
    figures_of,
    make_demonstration_plan,
    make_plan_under_discussion,
)
from twiza.outreach.models import Plan, Scenario
from twiza.outreach.tests.conftest import FIRST_DAY
from twiza.procedures.actions.kinds import activate_version, load_kinds
from twiza.procedures.loaders import shipped_kinds
from twiza.procedures.models import KindVersion


def test_a_demonstration_gets_a_plan_in_one_call_with_its_figures(region, formula, driss, acting):
    plan = make_demonstration_plan(actor=acting(driss), area_path="XX/1", starts_on=FIRST_DAY, at=NOW)

    figures = figures_of(plan)
    assert figures | {"seconds": 0} == {
        "region": "Région",
        "stops": 3,
        "routes": 3,
        "value": plan.value,
        "bound": plan.bound,
        "gap": 0.0,
        "people_newly_reached": 800,
        "seconds": 0,
    }


def test_without_a_country_it_says_what_to_load(driss, acting):
    with pytest.raises(NothingLoaded):
        make_demonstration_plan(actor=acting(driss), area_path="XX/1", starts_on=FIRST_DAY, at=NOW)

    assert (Scenario.objects.count(), Plan.objects.count()) == (0, 0)


def test_a_plan_under_discussion_is_made_once_and_proposed(region, formula, driss, technical_administrator):
    load_kinds(kinds=shipped_kinds(), at=NOW)
    activate_version(
        version=KindVersion.objects.get(kind__code="plan"), actor=actor_of(technical_administrator, TODAY), at=NOW
    )
    asked = {"actor": actor_of(driss, TODAY), "area_path": "XX/1", "starts_on": FIRST_DAY, "at": NOW}

    plan, again = make_plan_under_discussion(**asked), make_plan_under_discussion(**asked)

    plan.refresh_from_db()
    assert (again, plan.file.step.code, plan.problem["nights_max"]) == (plan, "proposed", 1)
    assert plan.problem["seasons"][0]["speed_kmh"] == 30.0
