"""Contributions to a right: noted once each, taken back, and who is paid up on a day, counted by hand."""

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.tallies import Span
from twiza.households.actions.keeping import DayToCome, HouseholdNotYours
from twiza.organisations.queries import actor_of
from twiza.social_protection.actions.contributions import (
    NoContributionAsked,
    PaidBeforeRight,
    note_contribution,
    take_back_contribution,
)
from twiza.social_protection.measures.contributions import paid_up_on_last_day
from twiza.social_protection.measures.families import Families
from twiza.social_protection.models import Contribution, OpenRight, Scheme
from twiza.social_protection.tests.test_enrolments import ago, way
from twiza.social_protection.tests.test_pages import OUTSIDERS


@pytest.fixture
def member(household, register, enrol, step_on):
    """Return the file of a right open since 33 days, of a scheme whose members pay."""
    Scheme.objects.filter(code="ramed").update(is_contributory=True)
    return step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))


@pytest.fixture
def pay(member, agent):
    """Return what notes that the right is paid up to so many days ago, for Aminata."""

    def pay_up_to(days, paid=1, actor=agent):
        right = OpenRight.objects.select_related("enrolment__scheme").get(enrolment=member)
        return note_contribution(right=right, paid_on=ago(paid), paid_until=ago(days), actor=actor, at=NOW)

    return pay_up_to


def paid_up(household, end=TODAY, area="ML/1"):
    families = Families(Span(household.organisation_id, (area,), ago(30), end))
    return [(one.counted, one.out_of) for one in paid_up_on_last_day(families)]


def test_a_contribution_is_kept_once_for_each_day_it_pays_up_to(pay):
    for days in (5, -30, 5):
        pay(days)

    assert sorted(Contribution.objects.values_list("paid_until", flat=True)) == [ago(5), ago(-30)]


def test_what_cannot_have_been_paid_is_refused(pay):
    with pytest.raises(PaidBeforeRight):
        pay(34)
    with pytest.raises(DayToCome):
        pay(0, paid=-1)
    Scheme.objects.update(is_contributory=False)
    with pytest.raises(NoContributionAsked):
        pay(0)

    assert Contribution.objects.count() == 0


def test_whoever_does_not_follow_the_family_notes_nothing(pay, chama):
    with pytest.raises(HouseholdNotYours):
        pay(0, actor=actor_of(chama, TODAY))


def test_a_member_is_paid_up_on_the_days_that_are_paid(household, member, pay):
    pay(10, paid=20)

    assert paid_up(household) == [(False, 1)]
    assert paid_up(household, end=ago(10)) == [(True, 1)]
    assert paid_up(household, end=ago(21)) == [(False, 1)]
    assert paid_up(household, end=ago(34)) == paid_up(household, area="MA") == []


def test_who_is_a_member_no_more_or_of_a_scheme_without_contributions_is_not_counted(household, member, pay):
    pay(0)
    OpenRight.objects.update(until=TODAY)
    ended = paid_up(household)
    OpenRight.objects.update(until=None)
    Scheme.objects.update(is_contributory=False)

    assert ended == paid_up(household) == []


def test_a_contribution_taken_back_pays_no_more(household, member, pay, agent):
    right = pay(0)

    take_back_contribution(right=right, paid_until=TODAY, actor=agent, at=NOW)

    assert paid_up(household) == [(False, 1)]


def test_contributions_are_noted_and_taken_back_on_the_page_of_the_file(browser_of, aminata, member):
    browser, address = browser_of(aminata), f"/en/rights/files/{member.pk}/"

    before = browser.get(address).content.decode()
    kept = browser.post(f"{address}contributions/", {"paid_on": ago(1).isoformat(), "paid_until": TODAY.isoformat()})
    shown = browser.get(address).content.decode()
    refused = browser.post(f"{address}contributions/", {"paid_on": ago(1).isoformat(), "paid_until": "2020-01-01"})
    browser.post(f"{address}contributions/take-back/", {"paid_until": TODAY.isoformat()})

    assert (kept.url, "No contribution is noted" in before, "Paid up" in shown) == (address, True, True)
    assert (refused.status_code, "before the right was open" in refused.content.decode()) == (422, True)
    assert Contribution.objects.count() == 0


def test_a_scheme_without_contributions_asks_for_none(browser_of, aminata, member):
    Scheme.objects.update(is_contributory=False)

    assert "contribution" not in browser_of(aminata).get(f"/en/rights/files/{member.pk}/").content.decode().lower()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_stranger_notes_no_contribution(request, browser_of, member, who):
    browser, sent = browser_of(request.getfixturevalue(who)), {"paid_on": ago(1), "paid_until": TODAY}

    ways = [f"/fr/rights/files/{member.pk}/contributions/", f"/fr/rights/files/{member.pk}/contributions/take-back/"]

    assert ([browser.post(way, sent).status_code for way in ways], Contribution.objects.count()) == ([404, 404], 0)


def test_the_mutual_that_comes_with_twiza_asks_for_contributions(schemes):
    assert [code for code, one in schemes.items() if one.is_contributory] == ["utm"]
