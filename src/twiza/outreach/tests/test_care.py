"""No name without consent, none left once it is withdrawn; acts and findings of those who were seen."""

from __future__ import annotations

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.care import (
    NothingToReachHer,
    NotSeenYet,
    agree_to_follow_up,
    load_care_codes,
    note_care,
    withdraw_consent,
)
from twiza.outreach.actions.register import close_day, record_arrival, see_person
from twiza.outreach.models import Attendance, AttendanceConsent, CareCode

CODES = {
    "codes": [
        {"code": "ecg", "kind": "act", "names": {"fr": "ECG"}, "evidence": "design"},
        {"code": "diabetes", "kind": "finding", "names": {"fr": "Diabète"}, "evidence": "design"},
    ]
}


@pytest.fixture
def agent(aminata):
    return actor_of(aminata, TODAY)


@pytest.fixture
def line(day, agent):
    return record_arrival(
        day=day, sex="female", age_years=30, age_months=None, posts=(1,), urgency="ordinary", locality=None,
        actor=agent, at=NOW, id=new_id(),
    )  # fmt: skip


@pytest.fixture
def agree(line, agent):
    """Return what lets the person agree to be called."""

    def say(name="Itto", phone="0600000000"):
        return agree_to_follow_up(
            attendance=line, name=name, phone=phone, given_by="person", how="oral", actor=agent, at=NOW
        )

    return say


def kept_of(line):
    return Attendance.objects.values_list("name", "phone").get(pk=line.pk)


def test_a_name_is_kept_with_the_consent_it_rests_on(agree, line):
    consent = agree()

    assert kept_of(line) == ("Itto", "0600000000")
    assert (consent.given_by, consent.how, consent.withdrawn_at) == ("person", "oral", None)


def test_a_name_said_again_is_corrected_under_one_consent(agree, line):
    agree()
    agree(name="Itto B.")

    assert kept_of(line) == ("Itto B.", "0600000000")
    assert AttendanceConsent.objects.count() == 1


def test_without_a_telephone_number_nothing_is_kept(agree, line):
    with pytest.raises(NothingToReachHer):
        agree(phone=" ")

    assert kept_of(line) == ("", "")


def test_consent_withdrawn_erases_the_name_even_once_the_register_is_closed(agree, line, day, agent):
    agree()
    close_day(day=day, actor=agent, at=NOW)

    withdraw_consent(attendance=line, actor=agent, at=NOW)

    assert kept_of(line) == ("", "")
    assert AttendanceConsent.objects.get().withdrawn_at == NOW


def test_acts_and_findings_are_of_somebody_who_was_seen(line, agent):
    load_care_codes(rules=CODES)
    consultation, codes = line.consultations.get(), list(CareCode.objects.all())
    with pytest.raises(NotSeenYet):
        note_care(consultation=consultation, codes=codes, new=[], actor=agent, at=NOW)

    seen = see_person(consultation=consultation, at=NOW)
    note_care(consultation=seen, codes=codes, new=codes[1:], actor=agent, at=NOW)
    note_care(consultation=seen, codes=codes[1:], new=codes[1:], actor=agent, at=NOW)

    assert [(note.code.code, note.is_new) for note in seen.notes.all()] == [("diabetes", True)]


def test_the_page_of_a_person_takes_her_consent_and_her_care(browser_of, aminata, line, day):
    load_care_codes(rules=CODES)
    consultation = see_person(consultation=line.consultations.get(), at=NOW)
    browser, at = browser_of(aminata), f"/en/caravans/{day.caravan_id}/days/{day.pk}"
    page, diabetes = f"{at}/lines/{line.pk}/", CareCode.objects.get(code="diabetes")

    refused = browser.post(f"{page}consent/", {"name": "Itto"})
    browser.post(f"{page}consent/", {"name": "Itto", "phone": "0600", "given_by": "person", "how": "oral"})
    browser.post(f"{at}/consultations/{consultation.pk}/care/", {f"care-{consultation.pk}-new": [diabetes.pk]})

    assert (refused.status_code, "Itto" in browser.get(page).content.decode()) == (422, True)
    assert [(note.code, note.is_new) for note in consultation.notes.all()] == [(diabetes, True)]
    browser.post(f"{page}withdraw/")
    assert "Itto" not in browser.get(page).content.decode()


def test_a_planner_does_not_see_the_page_of_a_person(browser_of, driss, line, day):
    assert browser_of(driss).get(f"/en/caravans/{day.caravan_id}/days/{day.pk}/lines/{line.pk}/").status_code == 404
