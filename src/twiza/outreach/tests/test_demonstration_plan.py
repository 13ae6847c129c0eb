"""The plan that a demonstration opens with."""

from __future__ import annotations

import pytest

from twiza.conftest import NOW
from twiza.outreach.actions.demonstration import NothingLoaded, figures_of, make_demonstration_plan
from twiza.outreach.models import Plan, Scenario
from twiza.outreach.tests.conftest import FIRST_DAY


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
