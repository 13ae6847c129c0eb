"""From the register of a caravan to referrals: made once, followed, counted, and erased with the register."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from twiza.accounts.rules import Role
from twiza.case_management.actions.referrals import GoesNowhere, OwnerNeeded
from twiza.case_management.models import Referral
from twiza.case_management.queries.referrals import referrals_of
from twiza.case_management.tests.referral_world import activate_referrals, step_on
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.measured import Measured, Part
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility, FacilityService, FacilityType, Service
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.caravan import add_member
from twiza.outreach.actions.care import agree_to_follow_up, withdraw_consent
from twiza.outreach.actions.referrals import NobodyTicked, NotReferred, SendOn, send_people_on
from twiza.outreach.measures.referrals import (
    Referred,
    referrals_arrived,
    referrals_arrived_within,
    referrals_counter_referred,
    referrals_issued,
)
from twiza.outreach.models import Attendance, AttendanceReferral, Caravan, CaravanDay, Consultation
from twiza.outreach.queries.referrals import facilities_giving, facilities_near, proposed_for, standing_of
from twiza.outreach.queries.report import referrals_followed
from twiza.outreach.referral_counts import shown_standing
from twiza.outreach.report_content import Referrals
from twiza.outreach.tests.referred import send_on_by, write_referred
from twiza.procedures.models import File


@pytest.fixture
def kind(technical_administrator):
    return activate_referrals(technical_administrator)


@pytest.fixture
def referred(kind, day, offered, aminata) -> list[Consultation]:
    """Return three people who were seen today and referred."""
    return write_referred(day, offered[1], registrar=aminata, count=3)


@pytest.fixture
def address(day) -> str:
    return f"/en/caravans/{day.caravan_id}/referrals/"


def sent_form(page: str, *consultations: Consultation, **common: object) -> dict[str, object]:
    """Return what a browser sends of the form for some people."""
    sent: dict[str, object] = {
        "all-facility_words": "Hôpital",
        **{f"all-{name}": value for name, value in common.items()},
    }
    for one in consultations:
        sent |= {f"c{one.pk}-id": str(uuid.uuid4()), f"c{one.pk}-is_sent": "on", f"c{one.pk}-facility": ""}
    return sent


def test_a_referral_says_of_a_person_what_the_register_says(referred, aminata, day):
    (referral,) = send_on_by(aminata, referred[0])

    assert (referral.sex, referral.age_years, referral.urgency, referral.issued_on) == ("female", 34, "soon", day.on)
    assert (referral.specialty, referral.file.owner_id, referral.name) == (referred[0].referred_for, None, "")
    assert File.objects.get().owner == aminata
    assert AttendanceReferral.objects.get().consultation == referred[0]


def test_asked_twice_one_person_has_one_referral(referred, aminata):
    first, again = send_on_by(aminata, referred[0]), send_on_by(aminata, referred[0])

    assert (first, Referral.objects.count(), File.objects.count()) == (again, 1, 1)


def test_all_are_referred_or_none(referred, aminata):
    Consultation.objects.filter(pk=referred[2].pk).update(referred_for=None)

    with pytest.raises(NotReferred):
        send_on_by(aminata, *referred)

    assert (Referral.objects.count(), File.objects.count(), AttendanceReferral.objects.count()) == (0, 0, 0)


def test_a_line_taken_back_is_not_referred(referred, aminata):
    Attendance.objects.filter(pk=referred[0].attendance_id).update(taken_back_at=NOW)

    with pytest.raises(NotReferred):
        send_on_by(aminata, referred[0])


def test_nobody_ticked_is_said(aminata, acting):
    with pytest.raises(NobodyTicked):
        send_people_on(people=[], owner=aminata, actor=acting(aminata), at=NOW)


def test_what_she_agreed_to_goes_along_and_is_erased_with_the_register(referred, aminata, acting):
    line = referred[0].attendance
    agree_to_follow_up(
        attendance=line, name="Zahra", phone="0600000000", given_by="person", how="oral", actor=acting(aminata), at=NOW
    )
    send_on_by(aminata, *referred)
    known = [one.name for one in Referral.objects.order_by("file__serial")]

    withdraw_consent(attendance=line, actor=acting(aminata), at=NOW)

    assert known == ["Zahra", "", ""]
    assert list(Referral.objects.values_list("name", "phone").distinct()) == [("", "")]


def test_an_agent_of_the_caravan_follows_what_another_referred(
    referred, aminata, day, driss, make_person, other_association, acting
):
    nora = make_person("Nora", other_association, Role.FIELD_AGENT)
    (referral,) = send_on_by(aminata, referred[0])
    before = list(referrals_of(acting(nora)))
    add_member(caravan=day.caravan, person=nora, name="Nora", task="registration", actor=acting(driss), at=NOW)

    moved = step_on(referral, "accepted", nora)

    assert (before, list(referrals_of(acting(nora)))) == ([], [referral])
    assert (moved.file.step.code, moved.file.owner) == ("accepted", aminata)


def test_the_room_lists_who_waits_and_one_press_refers_them(browser_of, referred, aminata, address):
    browser = browser_of(aminata)
    page = browser.get(address).content.decode()
    form = sent_form(page, *referred, owner=aminata.pk)

    first, again = browser.post(address, form), browser.post(address, form)

    assert (first.status_code, again.status_code, Referral.objects.count()) == (302, 302, 3)
    assert "Nobody waits" in browser.get(address).content.decode()


def test_who_is_not_ticked_waits(browser_of, referred, aminata, address):
    form = sent_form("", *referred, owner=aminata.pk)
    del form[f"c{referred[0].pk}-is_sent"]

    browser_of(aminata).post(address, form)

    assert sorted(AttendanceReferral.objects.values_list("consultation", flat=True)) == [
        one.pk for one in referred[1:]
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"all-facility_words": ""}, "Choose a facility, or write where the person goes."),
        ({"all-owner": "0"}, "This form could not be saved"),
        ({"c-is_sent": None}, "Tick at least one person to refer."),
    ],
)
def test_a_refused_form_says_why_and_refers_nobody(browser_of, referred, aminata, address, changed, sentence):
    form = sent_form("", referred[0], owner=aminata.pk)
    for name, value in changed.items():
        key = name.replace("c-", f"c{referred[0].pk}-")
        if value is None:
            del form[key]
        else:
            form[key] = value

    answer = browser_of(aminata).post(address, form)

    assert (answer.status_code, Referral.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_a_planner_sees_counts_and_no_person(browser_of, referred, aminata, driss, address):
    send_on_by(aminata, *referred)
    browser = browser_of(driss)

    page, pressed = browser.get(address), browser.post(address, sent_form("", *referred, owner=aminata.pk))

    text = page.content.decode()
    assert (page.status_code, pressed.status_code) == (200, 404)
    assert [word for word in ("34 years", Referral.objects.all()[0].file.title, "Aminata") if word in text] == []
    assert "hidden" in text


@pytest.mark.parametrize("who", ["chama", "esther", "technical_administrator", "bakary"])
def test_the_room_of_a_strangers_caravan_does_not_exist(request, browser_of, referred, address, who):
    browser = browser_of(request.getfixturevalue(who))

    assert (browser.get(address).status_code, browser.post(address).status_code) == (404, 404)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_room_costs_the_same_queries_however_many(
    browser_of, kind, day, offered, aminata, address, rows, django_assert_num_queries
):
    made = write_referred(day, offered[1], registrar=aminata, count=2 * rows)
    send_on_by(aminata, *made[:rows])
    browser = browser_of(aminata)

    with django_assert_num_queries(24):
        page = browser.get(address).content.decode()

    assert page.count("Hôpital d") == rows


def test_the_line_of_a_person_leads_to_her_referral(browser_of, referred, aminata, day):
    (referral,) = send_on_by(aminata, referred[0])

    path = f"/en/caravans/{day.caravan_id}/days/{day.pk}/lines/{referred[0].attendance_id}/"
    text = browser_of(aminata).get(path).content.decode()

    assert f"/en/referrals/{referral.pk}/" in text


def test_small_numbers_are_hidden_from_those_who_see_no_persons():
    standing = {"waiting": 2, "arrived": 0, "answered": 41, "failed": 7}

    assert shown_standing(standing, sees_persons=True) == {"issued": 50, **standing}
    assert shown_standing(standing, sees_persons=False) == {
        "issued": 50, "waiting": None, "arrived": 0, "answered": 41, "failed": None
    }  # fmt: skip


def test_referrals_are_counted_by_where_they_stand(referred, aminata, day):
    _first, second, third = send_on_by(aminata, *referred)
    step_on(second, "accepted", aminata)
    step_on(third, "not_completed", aminata, failure="money")

    assert standing_of(day.caravan) == {"waiting": 2, "arrived": 0, "answered": 0, "failed": 1}


def test_the_nearest_facility_that_gives_the_care_is_proposed_first(day, offered, council):
    load_shipped_types()
    type_ = FacilityType.objects.filter(is_mobile=False)[0]
    CaravanDay.objects.filter(pk=day.pk).update(lat=31.0, lon=-6.0)
    near, far, giving = (
        Facility.objects.create(
            organisation=council, names={"fr": name}, type=type_, place=day.commune, lat=lat, lon=-6.0, status="open",
            source="Essai", updated_at=NOW,
        )
        for name, lat in (("Près", 31.1), ("Loin", 34.0), ("Spécialités", 33.0))
    )  # fmt: skip
    Facility.objects.create(
        organisation=council, names={"fr": "Fermé"}, type=type_, place=day.commune, lat=31.0, lon=-6.0,
        status="closed", source="Essai", updated_at=NOW,
    )  # fmt: skip
    FacilityService.objects.create(facility=giving, service=Service.objects.get(code="specialites"))
    day.refresh_from_db()

    by_specialty = facilities_giving(offered)
    proposed = proposed_for(facilities_near(day), by_specialty[offered[1].pk])

    assert [(one.facility, one.gives_it) for one in proposed] == [(giving, True), (near, False), (far, False)]


def test_measures_follow_referrals_from_issue_to_answer(referred, aminata, day):
    first, second, _third = send_on_by(aminata, *referred)
    Referral.objects.filter(pk=second.pk).update(issued_on=TODAY - dt.timedelta(days=31))
    for referral in (first, second):
        for step in ("accepted", "arrived"):
            step_on(referral, step, aminata)
    for step in ("treated", "counter_referred"):
        step_on(first, step, aminata)
    everyone, pk = Referred(Caravan.objects.all()), day.caravan_id

    assert referrals_issued(everyone) == Measured(3, 3, None, (Part(pk, 3),))
    assert referrals_arrived(everyone) == Measured(2, 2, None, (Part(pk, 2),))
    assert referrals_counter_referred(everyone) == Measured(1, 1, None, (Part(pk, 1),))
    assert referrals_arrived_within(everyone, days=30) == Measured(100 / 3, 1, 3, (Part(pk, 1, 3),))
    assert referrals_followed(day.caravan) == Referrals(issued=3, arrived=2, answered=1)


def test_a_report_counts_the_referrals_of_its_caravan_alone(referred, make_caravan_on, aminata):
    send_on_by(aminata, *referred)

    assert referrals_followed(make_caravan_on(TODAY - dt.timedelta(days=1))) == Referrals(0, 0, 0)


def test_without_referrals_a_share_is_not_defined(day):
    assert referrals_arrived_within(Referred(Caravan.objects.all())) == Measured(None, 0, 0, ())


def test_a_line_taken_back_counts_no_more(referred, aminata, day):
    send_on_by(aminata, *referred)
    Attendance.objects.filter(pk=referred[0].attendance_id).update(taken_back_at=NOW)

    assert referrals_issued(Referred(Caravan.objects.all())).value == 2
    assert referrals_followed(referred[0].attendance.day.caravan) == Referrals(issued=2, arrived=0, answered=0)


@pytest.mark.parametrize("count", [1, 3])
def test_measures_cost_the_same_queries_however_many_caravans(
    kind, make_caravan_on, offered, aminata, driss, count, django_assert_num_queries
):
    for number in range(count):
        caravan = make_caravan_on(TODAY - dt.timedelta(days=number))
        add_member(
            caravan=caravan, person=aminata, name="A", task="registration", actor=actor_of(driss, TODAY), at=NOW
        )
        send_on_by(aminata, *write_referred(caravan.days.get(), offered[0], registrar=aminata))
    everyone = Referred(Caravan.objects.all())

    with django_assert_num_queries(5):
        found = [
            referrals_issued(everyone), referrals_arrived(everyone), referrals_counter_referred(everyone),
            referrals_arrived_within(everyone),
        ]  # fmt: skip

    assert [len(one.parts) for one in found] == [count] * 4


def test_who_sends_people_nowhere_or_gives_them_nobody_is_refused(referred, aminata, acting):
    asked = [SendOn(consultation=referred[0], id=new_id())]
    with pytest.raises(GoesNowhere):
        send_people_on(people=asked, owner=aminata, actor=acting(aminata), at=NOW)
    named = [SendOn(consultation=referred[0], id=new_id(), facility_words="Hôpital")]
    with pytest.raises(OwnerNeeded):
        send_people_on(people=named, owner=None, actor=acting(aminata), at=NOW)

    assert Referral.objects.count() == 0
