"""A child is referred from her page, once; who follows her reads what became of it, and nobody else whose it is."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.urls import reverse

from twiza.case_management.actions.child_referrals import (
    AlertOfAnother,
    ChildCannotGo,
    ChildReferralTerms,
    refer_child,
)
from twiza.case_management.actions.visits import ChildNotYours, record_visit, withdraw_visit
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.measures.cohort import Cohort
from twiza.case_management.measures.danger import urgent_signs_seen_in_time
from twiza.case_management.models import ChildAlert, ChildReferral, Presence, Referral
from twiza.case_management.tests.referral_world import activate_referrals, make_specialty, step_on
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.tallies import Span
from twiza.households.actions.consents import forget
from twiza.households.models import Person
from twiza.organisations.queries import actor_of

ELSEWHERE = "CSCOM of the quarter"


@pytest.fixture
def specialty(technical_administrator):
    activate_referrals(technical_administrator)
    return make_specialty("paediatrics", "Pédiatrie")


@pytest.fixture
def terms(specialty) -> ChildReferralTerms:
    return ChildReferralTerms(specialty, "emergency", TODAY, facility_words=ELSEWHERE, reason="Convulsions")


@pytest.fixture
def alert(child, agent) -> ChildAlert:
    signs = {"GD_CONV": True}
    visit = VisitTerms(visited_on=TODAY, presence=Presence.SEEN, signs=signs)
    return record_visit(id=new_id(), child=child, terms=visit, actor=agent, at=NOW).alerts.get(code="AL1")


def sent(**change):
    return {
        "id": str(uuid.uuid4()),
        "specialty": "paediatrics",
        "urgency": "emergency",
        "facility_words": ELSEWHERE,
        "reason": "Convulsions",
        "issued_on": TODAY.isoformat(),
    } | change


def in_time(child: Person, day: dt.date = TODAY) -> list[tuple[float, float | None]]:
    span = Span(child.organisation_id, ("ML",), day.replace(day=1), day)
    return [(one.counted, one.out_of) for one in urgent_signs_seen_in_time(Cohort(span, "ML"))]


def test_a_referral_tells_what_is_known_of_the_child_and_not_her_name(child, agent, alert, terms):
    id = new_id()

    made = [refer_child(id=id, child=child, alert=alert, terms=terms, actor=agent, at=NOW) for _twice in range(2)]

    assert made[0] == made[1] == Referral.objects.get()
    assert (made[0].sex, made[0].age_years, made[0].age_months) == ("male", 1, 12)
    assert (made[1].name, made[1].phone, made[1].file.owner_id) == ("", "", agent.person_id)
    assert ChildReferral.objects.get().alert == alert
    assert child.name not in str(Referral.objects.filter(pk=id).values().get())


def test_a_child_is_not_referred_by_a_stranger_nor_dead_nor_for_the_alert_of_another(
    child, agent, chama, alert, terms
):
    other = Person.objects.exclude(pk=child.pk).filter(born_on__isnull=False).first()
    asked = {"id": new_id(), "child": child, "alert": None, "terms": terms, "actor": agent, "at": NOW}

    with pytest.raises(ChildNotYours):
        refer_child(**{**asked, "actor": actor_of(chama, TODAY)})
    with pytest.raises(AlertOfAnother):
        refer_child(**{**asked, "child": other, "alert": alert})
    with pytest.raises(ChildCannotGo):
        refer_child(**{**asked, "terms": replace(terms, issued_on=child.born_on - dt.timedelta(days=1))})
    Person.objects.filter(pk=child.pk).update(died_on=TODAY)
    with pytest.raises(ChildCannotGo):
        refer_child(**{**asked, "child": Person.objects.get(pk=child.pk)})
    assert not Referral.objects.exists()


def test_she_was_seen_in_time_when_she_arrived_on_the_day_of_the_sign_or_the_next(child, agent, aminata, alert, terms):
    unseen = in_time(child)
    referral = refer_child(id=new_id(), child=child, alert=alert, terms=terms, actor=agent, at=NOW)
    step_on(referral, "accepted", aminata)
    on_the_way = in_time(child)
    step_on(referral, "arrived", aminata)

    assert (unseen, on_the_way, in_time(child)) == ([(0, 1)], [(0, 1)], [(1, 1)])
    withdraw_visit(visit=alert.visit, reason="Another child", actor=agent, at=NOW)
    assert in_time(child) == []


def test_whoever_is_forgotten_was_never_referred_by_name(child, agent, alert, terms):
    referral = refer_child(id=new_id(), child=child, alert=alert, terms=terms, actor=agent, at=NOW)

    forget(child, agent, NOW)

    assert not ChildReferral.objects.exists()
    assert Referral.objects.filter(pk=referral.pk).exists()


def test_a_child_is_referred_from_the_alert_on_the_pages_once(child, aminata, browser_of, alert, specialty):
    browser, given = browser_of(aminata), sent()
    asked = browser.get(reverse("child_alert_refer", args=[alert.pk])).content.decode()
    refused = browser.post(reverse("child_alert_refer", args=[alert.pk]), sent(facility_words=""))
    answers = [browser.post(reverse("child_alert_refer", args=[alert.pk]), given) for _twice in range(2)]
    shown = browser.get(reverse("child", args=[child.pk])).content.decode()
    referral = browser.get(reverse("referral", args=[given["id"]])).content.decode()

    assert "convuls" in asked
    assert refused.status_code == 422
    assert [answer.url for answer in answers] == [reverse("referral", args=[given["id"]])] * 2
    assert Referral.objects.count() == 1
    assert reverse("referral", args=[given["id"]]) in shown
    assert reverse("child", args=[child.pk]) in referral


def test_a_stranger_neither_refers_a_child_nor_reads_whose_referral_it_is(
    child, agent, chama, browser_of, alert, terms
):
    referral = refer_child(id=new_id(), child=child, alert=alert, terms=terms, actor=agent, at=NOW)
    browser = browser_of(chama)

    for name, pk in (("child_refer", child.pk), ("child_alert_refer", alert.pk), ("referral", referral.pk)):
        assert browser.get(reverse(name, args=[pk])).status_code == 404
    assert browser.post(reverse("child_refer", args=[child.pk]), sent()).status_code == 404
    assert Referral.objects.count() == 1
