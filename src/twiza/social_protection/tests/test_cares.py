"""The days on which a right was used: noted once each, in any order, taken back, and never outside the right."""

import pytest

from twiza.conftest import NOW, TODAY
from twiza.households.actions.keeping import DayToCome, HouseholdNotYours
from twiza.organisations.queries import actor_of
from twiza.social_protection.actions.cares import (
    CareAfterRight,
    CareBeforeRight,
    care_days,
    note_care,
    take_back_care,
)
from twiza.social_protection.actions.enrolments import take_back_enrolment_move
from twiza.social_protection.models import LaterCare, OpenRight
from twiza.social_protection.tests.test_enrolments import ago, way
from twiza.social_protection.tests.test_pages import OUTSIDERS, page


@pytest.fixture
def enrolment(household, enrol, step_on):
    """Return a file whose right is open since 33 days and was never used."""
    return step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))


@pytest.fixture
def note(enrolment, agent):
    """Return what notes a care so many days ago, for Aminata."""
    return lambda days, actor=agent: note_care(right=OpenRight.objects.get(), on=ago(days), actor=actor, at=NOW)


def test_cares_are_kept_once_a_day_and_the_first_is_the_first_whatever_came_in_first(note):
    for days in (5, 20, 5, 1):
        note(days)

    right = OpenRight.objects.get()
    assert right.first_care_on == ago(20)
    assert list(right.later_cares.order_by("on").values_list("on", flat=True)) == [ago(5), ago(1)]


def test_when_the_first_care_is_taken_back_the_next_one_is_the_first(note, agent):
    note(20), note(5)

    take_back_care(right=OpenRight.objects.get(), on=ago(20), actor=agent, at=NOW)

    assert (OpenRight.objects.get().first_care_on, LaterCare.objects.count()) == (ago(5), 0)


def test_the_step_of_the_first_care_is_taken_back_and_other_cares_stay(enrolment, note, step_on, agent):
    note(3)
    moved = step_on(enrolment, ("premier_soin", ago(10)))

    take_back_enrolment_move(enrolment=moved, seen_turn=moved.file.turn, actor=agent, at=NOW)

    assert care_days(OpenRight.objects.get()) == {ago(3)}


def test_a_right_is_used_neither_before_it_is_open_nor_after_its_end_nor_tomorrow(note):
    with pytest.raises(CareBeforeRight):
        note(40)
    OpenRight.objects.update(until=ago(2))
    with pytest.raises(CareAfterRight):
        note(2)
    with pytest.raises(DayToCome):
        note(-1)

    assert care_days(OpenRight.objects.get()) == set()


def test_whoever_does_not_follow_the_family_notes_nothing(note, chama):
    with pytest.raises(HouseholdNotYours):
        note(3, actor_of(chama, TODAY))

    assert care_days(OpenRight.objects.get()) == set()


def test_cares_are_noted_and_taken_back_on_the_page_of_the_file(browser_of, aminata, enrolment):
    browser, address = browser_of(aminata), f"/en/rights/files/{enrolment.pk}/"

    kept = [browser.post(f"{address}cares/", {"care_on": ago(days).isoformat()}) for days in (3, 9)]
    shown = browser.get(address).content.decode()
    browser.post(f"{address}cares/take-back/", {"care_on": ago(9).isoformat()})
    refused = browser.post(f"{address}cares/", {"care_on": "2020-01-01"})

    assert [one.url for one in kept] == [address, address]
    assert "2 days of care" in shown
    assert (refused.status_code, "before the right was open" in refused.content.decode()) == (422, True)
    assert care_days(OpenRight.objects.get()) == {ago(3)}


def test_a_right_to_no_care_is_never_called_unused(browser_of, aminata, enrolment):
    before = page(browser_of(aminata), "ending/")
    enrolment.scheme.first_care_at = ""
    enrolment.scheme.save()

    assert "never used" in before
    assert "never used" not in page(browser_of(aminata), "ending/")
    assert "Note a care" not in page(browser_of(aminata), f"files/{enrolment.pk}/")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_stranger_notes_no_care(request, browser_of, enrolment, who):
    browser = browser_of(request.getfixturevalue(who))

    answer = browser.post(f"/fr/rights/files/{enrolment.pk}/cares/", {"care_on": TODAY.isoformat()})

    assert (answer.status_code, care_days(OpenRight.objects.get())) == (404, set())
