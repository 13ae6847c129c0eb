"""The risk class of a child: given from a day on with a reason, taken back, and each visit planned by the one then."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import translation

from twiza.case_management.actions.risks import RiskNotPossible, give_risk, take_back_risk
from twiza.case_management.actions.visits import ChildNotYours
from twiza.case_management.measures.cohort import Cohort
from twiza.case_management.measures.visits import planned_visits_made
from twiza.case_management.models import ChildFollow, ChildRisk
from twiza.case_management.tests.test_visits import WELL, visited
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.tallies import Span
from twiza.organisations.queries import actor_of

OUTSIDERS = ("chama", "driss", "esther", "technical_administrator", "manager")


def ago(days):
    return TODAY - dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def followed(child, agent):
    """Return a boy who was visited first forty days ago."""
    visited(child, agent, replace(WELL, visited_on=ago(40), doses={}))
    return child


@pytest.fixture
def give(followed, agent):
    """Return what gives him a class so many days ago, for Aminata."""

    def give_one(risk="rouge", days=10, reason="Left hospital", actor=agent, id=None):
        return give_risk(
            id=id or new_id(), child=followed, risk=risk, since=ago(days), reason=reason, actor=actor, at=NOW
        )

    return give_one


def standing():
    """Return the class that holds now, since when, and when the next visit is due."""
    return ChildFollow.objects.values_list("risk", "risk_since", "due_on").get()


def test_a_class_is_given_once_and_the_next_visit_is_planned_by_it(give):
    before, id = standing(), new_id()

    for _time in range(2):
        give(id=id)

    assert (before[0], before[1]) == ("vert", ago(40))
    assert standing()[:2] == ("rouge", ago(10))
    assert ChildRisk.objects.count() == 1


def test_what_held_before_holds_again_when_a_class_is_taken_back(give, agent):
    before = standing()

    take_back_risk(given=give(), actor=agent, at=NOW)

    assert standing() == before
    assert ChildRisk.objects.get().taken_back_at == NOW


def test_a_class_of_the_same_day_replaces_the_one_before(give):
    give("rouge"), give("jaune")

    assert standing()[0] == "jaune"
    assert ChildRisk.objects.filter(taken_back_at=None).count() == 1


def test_planned_visits_are_counted_by_the_class_of_each_time(give, followed):
    span = Span(followed.organisation_id, (), ago(39), TODAY)

    ordinary = planned_visits_made(Cohort(span, "ML"))[0].out_of
    give("rouge", days=30)
    watched = planned_visits_made(Cohort(span, "ML"))[0].out_of

    assert watched > ordinary


@pytest.mark.parametrize(
    "wrong", [{"risk": "violet"}, {"reason": " "}, {"days": -1}, {"days": 60}], ids=lambda one: next(iter(one))
)
def test_a_class_of_no_rules_without_a_reason_or_from_an_impossible_day_is_refused(give, wrong):
    with pytest.raises(RiskNotPossible):
        give(**wrong)

    assert ChildRisk.objects.count() == 0


def test_a_child_who_was_never_visited_has_no_class(child, agent):
    with pytest.raises(RiskNotPossible, match="first visit"):
        give_risk(id=new_id(), child=child, risk="rouge", since=TODAY, reason="Seen", actor=agent, at=NOW)


def test_whoever_does_not_follow_the_family_gives_no_class(give, chama):
    with pytest.raises(ChildNotYours):
        give(actor=actor_of(chama, TODAY))


def test_a_class_is_given_and_taken_back_on_its_page(browser_of, aminata, followed):
    browser, address = browser_of(aminata), f"/en/children/{followed.pk}/"
    form = {"risk": "jaune", "since": TODAY.isoformat(), "reason": "Weight stands still"}

    given = browser.post(f"{address}risk/", form)
    page = browser.get(address).content.decode()
    history = browser.get(f"{address}risk/").content.decode()
    back = browser.post(f"/en/risks/{ChildRisk.objects.get().pk}/take-back/")

    assert (given.url, back.url) == (address, f"{address}risk/")
    assert "À surveiller" in page
    assert "Weight stands still" in history
    assert standing()[0] == "vert"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_the_class_of_a_child_does_not_exist_for_a_stranger(request, browser_of, give, who):
    given, browser = give(), browser_of(request.getfixturevalue(who))

    answers = [
        browser.get(f"/fr/children/{given.child_id}/risk/").status_code,
        browser.post(f"/fr/risks/{given.pk}/take-back/").status_code,
    ]

    assert answers == [404, 404]
