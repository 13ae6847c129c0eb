"""What comes after a right that ends: another scheme, decided and opened in one step, linked to the file before."""

import datetime as dt

import pytest
from django.conf import settings

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.keeping import HouseholdNotYours
from twiza.households.models import PersonConsent
from twiza.households.queries.households import people_in
from twiza.organisations.queries import actor_of
from twiza.social_protection.actions.enrolments import NobodyAgrees
from twiza.social_protection.actions.next_files import NothingEnds, SameScheme, open_next_file
from twiza.social_protection.actions.orientations import decide_orientation
from twiza.social_protection.models import Enquiry, Enrolment, OpenRight, Orientation
from twiza.social_protection.queries.enrolments import agreeing
from twiza.social_protection.tests.test_enrolments import ago, way
from twiza.social_protection.tests.test_pages import OUTSIDERS, page


@pytest.fixture
def ramed_that_ends(household, enrol, step_on, activate):
    """Return a RAMED file whose right ends in a hundred days, where a mutual can be joined."""
    activate((settings.DATA / "procedures" / "utm.yml").read_text(encoding="utf-8"))
    enrolment = step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))
    OpenRight.objects.update(until=TODAY + dt.timedelta(days=100))
    return Enrolment.objects.select_related("scheme", "household", "right").get(pk=enrolment.pk)


@pytest.fixture
def follow(household, schemes, agent):
    """Return what opens the file of the mutual after another, for Aminata."""

    def follow_one(after, id=None, scheme="utm", actor=agent, household=household):
        people = [one.person for one in people_in(household)]
        return open_next_file(
            id=id or new_id(), after=after, enquiry=Enquiry.objects.get(household=household), scheme=schemes[scheme],
            reason="RAMED ends", applicant=people[0], covered=people, opened_on=TODAY, actor=actor, at=NOW,
        )  # fmt: skip

    return follow_one


def test_the_file_that_comes_next_is_linked_and_its_decision_says_what_the_rules_say_then(ramed_that_ends, follow):
    after = follow(ramed_that_ends)

    decision = Orientation.objects.get(enrolment=after)
    assert (after.follows, after.scheme.code, after.file.number) == (ramed_that_ends, "utm", "UTM-2026-0001")
    assert (decision.rule, decision.outcome, decision.reason) == ("M4", "a_verifier", "RAMED ends")


def test_what_is_sent_twice_is_opened_once(ramed_that_ends, follow):
    id = new_id()

    first, again = (follow(ramed_that_ends, id=id) for _time in range(2))

    assert (first, Enrolment.objects.count(), Orientation.objects.count()) == (again, 2, 2)


def test_a_decision_that_waits_for_its_file_is_used(ramed_that_ends, follow, schemes, agent):
    waiting = decide_orientation(
        id=new_id(), enquiry=Enquiry.objects.get(), scheme=schemes["utm"], choice="orient", reason="Asked for",
        actor=agent, at=NOW,
    )  # fmt: skip

    assert follow(ramed_that_ends).orientation == waiting


def test_a_right_that_is_not_renewable_is_not_asked_for_twice(ramed_that_ends, follow):
    with pytest.raises(SameScheme, match="not renewable"):
        follow(ramed_that_ends, scheme="ramed")


def test_nothing_comes_after_a_file_that_opened_no_right(household, enrol, follow):
    with pytest.raises(NothingEnds):
        follow(enrol(household))


def test_nothing_of_another_family_comes_after(ramed_that_ends, register, orient, follow):
    other = register(name="Awa Keita")
    orient(other)

    with pytest.raises(NothingEnds):
        follow(ramed_that_ends, household=other)


def test_nothing_is_half_stored_when_the_file_is_refused(ramed_that_ends, follow):
    PersonConsent.objects.filter(purpose="rights").update(withdrawn_at=NOW)

    with pytest.raises(NobodyAgrees):
        follow(ramed_that_ends)

    assert Orientation.objects.count() == 1


def test_whoever_does_not_follow_the_family_opens_nothing(ramed_that_ends, follow, chama):
    with pytest.raises(HouseholdNotYours):
        follow(ramed_that_ends, actor=actor_of(chama, TODAY))

    assert Enrolment.objects.count() == 1


def test_an_agent_prepares_what_comes_next_on_one_page(browser_of, aminata, household, ramed_that_ends):
    browser, people = browser_of(aminata), [str(one.pk) for one in agreeing(household)]
    address = f"files/{ramed_that_ends.pk}/next/"

    shown = page(browser, address)
    answer = browser.post(
        f"/en/rights/{address}",
        {
            "scheme": "utm",
            "reason": "RAMED ends",
            "applicant": people[0],
            "covered": people,
            "opened_on": "2026-11-22",
        },
    )

    opened = Enrolment.objects.get(follows=ramed_that_ends)
    assert answer.url == f"/en/rights/files/{opened.pk}/"
    assert "préparer le passage vers une mutuelle" in shown
    assert 'value="ramed"' not in shown
    assert opened.file.number in page(browser, f"files/{ramed_that_ends.pk}/")
    assert ramed_that_ends.file.number in page(browser, f"files/{opened.pk}/")


def test_a_form_without_a_scheme_comes_back_with_what_is_wrong(browser_of, aminata, ramed_that_ends):
    answer = browser_of(aminata).post(f"/en/rights/files/{ramed_that_ends.pk}/next/", {"reason": "RAMED ends"})

    assert (answer.status_code, Enrolment.objects.count()) == (422, 1)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_comes_next_does_not_exist_for_a_stranger(request, browser_of, ramed_that_ends, who):
    browser = browser_of(request.getfixturevalue(who))

    assert browser.get(f"/fr/rights/files/{ramed_that_ends.pk}/next/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 1), ("within=6", 1), ("within=1", 0), ("within=0", 0), ("next=nothing", 1), ("next=under_way", 0),
        ("q=Fatouma+Djara", 1), ("q=Awa", 0), ("within=12&next=open", 0),
    ],
)  # fmt: skip
def test_rights_are_found_by_how_near_their_end_is_and_whose_they_are(
    browser_of, aminata, ramed_that_ends, asked, found
):
    text = page(browser_of(aminata), f"ending/?{asked}")

    assert text.count("Not renewable") == found


def test_what_was_done_about_a_right_is_told_and_asked_for(browser_of, aminata, ramed_that_ends, follow):
    follow(ramed_that_ends)
    browser = browser_of(aminata)

    assert "Membership proposed" in page(browser, "ending/?next=under_way")
    assert "No right answers this search" in page(browser, "ending/?next=nothing")


def test_what_ends_is_sent_as_it_is_filtered_without_a_name(browser_of, aminata, household, ramed_that_ends):
    browser = browser_of(aminata)

    sent, none = page(browser, "ending/file.csv"), page(browser, "ending/file.csv?within=1")

    assert household.code in sent
    assert "Fatoumata" not in sent
    assert household.code not in none


def test_files_are_found_by_a_name_in_another_spelling_and_by_place(browser_of, aminata, household, enrol):
    enrol(household)
    browser = browser_of(aminata)

    found = [
        household.code in page(browser, f"files/?{asked}")
        for asked in ("q=Fatouma+Djara", f"place={household.place_id}", "q=Moussa+Traore")
    ]

    assert found == [True, True, False]
