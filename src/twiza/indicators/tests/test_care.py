"""Figures of centres on their pages: what was due and done opens to its files, what is not known is a dash."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.procedures.loaders import load_shipped_kinds
from twiza.quality.actions.plan import ActionTerms, plan_action
from twiza.quality.actions.rounds import hold_round
from twiza.quality.models import PlannedAction
from twiza.quality.tests.canaries import activate_quality_actions, kept_grid

pytestmark = pytest.mark.django_db
OF_CARE = "/en/indicators/?topic=care"


@pytest.fixture
def action(association, serve, places, bakary, driss, technical_administrator) -> PlannedAction:
    """Return an action of a plan of a centre of the association, to be done today."""
    load_shipped_kinds({})
    activate_quality_actions(actor_of(technical_administrator, TODAY), NOW)
    acting = actor_of(bakary, TODAY)
    round = hold_round(
        id=new_id(), organisation=association, facility=serve("Tabant", places["05.081.03.09"]), held_on=TODAY,
        version=kept_grid(None, driss, NOW), note="", person=bakary, actor=acting, at=NOW,
    )  # fmt: skip
    terms = ActionTerms("G1", "Tenir l'assemblée", "Gérante", TODAY)
    return plan_action(id=new_id(), round=round, terms=terms, actor=acting, at=NOW)


def figures(browser) -> dict[str, float | None]:
    return {one.definition.code: one.shown.value for one in browser.get(OF_CARE).context["figures"]}


def test_what_nobody_planned_or_brought_in_is_a_dash(definitions, places, browser_of, bakary):
    browser = browser_of(bakary)

    assert figures(browser) == {"QUAL_ACTION": None, "FREQ_CPC": None}
    assert browser.get("/en/indicators/FREQ_CPC/?by=catchment").status_code == 200


def test_an_action_that_was_due_opens_to_its_file(definitions, action, browser_of, bakary, chama):
    browser = browser_of(bakary)

    page = browser.get("/en/indicators/QUAL_ACTION/records/").content.decode()

    assert f'{action.pk}/" dir="auto">G1 · Tenir l&#x27;assemblée</a>' in page
    assert figures(browser) == {"QUAL_ACTION": 0, "FREQ_CPC": None}
    assert figures(browser_of(chama))["QUAL_ACTION"] is None


def test_an_action_still_to_come_is_not_due(definitions, action, browser_of, bakary):
    day = TODAY - dt.timedelta(days=1)

    page = browser_of(bakary).get(f"/en/indicators/QUAL_ACTION/?end={day}")

    assert page.context["figure"].shown.value is None
