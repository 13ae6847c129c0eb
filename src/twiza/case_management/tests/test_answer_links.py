"""A facility without an account answers a referral by a link: once, for its purpose, as long as it is open."""

from __future__ import annotations

import datetime as dt
import io
import re

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from twiza.access.models import Specialty
from twiza.accounts.models import AuditEntry
from twiza.accounts.rules import Role
from twiza.case_management.actions.answer_links import (
    AnsweredAlready,
    AnswerTerms,
    AnswerUnsaid,
    answer_by_link,
    make_answer_link,
    withdraw_answer_link,
)
from twiza.case_management.actions.referral_consents import ConsentTerms, agree_to_be_called
from twiza.case_management.actions.referrals import FailureUnsaid, ReferralNotYours
from twiza.case_management.models import AnswerLink, FacilityAnswer, Referral
from twiza.case_management.queries.answer_links import LASTS, LinkUsed, link_of, open_link, token_of
from twiza.case_management.tests.referral_world import activate_referrals, make_specialty, refer, step_on
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.messaging.links import LinkExpired, LinkNotValid
from twiza.procedures.actions.files import DateNotPossible
from twiza.procedures.models import Passage

TREATED = AnswerTerms(told="treated", happened_on=TODAY, by="Infirmière Kadia")
SEEN = AnswerTerms(
    told="counter_referred", happened_on=TODAY, by="Infirmière Kadia", words="Tension suivie chaque mois"
)
AWAY = AnswerTerms(told="not_completed", happened_on=TODAY, by="Infirmière Kadia", failure="transport")


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def specialty(technical_administrator) -> Specialty:
    activate_referrals(technical_administrator)
    return make_specialty()


@pytest.fixture
def referral(specialty, aminata) -> Referral:
    return refer(aminata, specialty)


@pytest.fixture
def link(referral, aminata, acting) -> AnswerLink:
    return make_answer_link(id=new_id(), referral=referral, actor=acting(aminata), at=NOW)


def answer(link: AnswerLink, terms: AnswerTerms, at: dt.datetime = NOW) -> FacilityAnswer:
    return answer_by_link(id=new_id(), link=link, terms=terms, at=at)


def step_of(referral: Referral) -> str:
    return str(Referral.objects.get(pk=referral.pk).file.step.code)


def test_an_answer_takes_every_step_on_the_way_and_says_whose_words_they_are(link, referral, aminata):
    answer(link, TREATED)
    answer(link, SEEN)

    steps = list(Passage.objects.order_by("number").values_list("to_step__code", "reason", "person__name"))
    assert steps[1:] == [(step, "By link: Infirmière Kadia", "Aminata") for step in ("accepted", "arrived", "treated",
                                                                                     "counter_referred")]  # fmt: skip
    kept = Referral.objects.get(pk=referral.pk)
    assert (kept.outcome, kept.file.owner) == ("Tension suivie chaque mois", aminata)
    assert AuditEntry.objects.filter(outcome="answered_by_link", person_id=None).count() == 2


def test_after_the_last_word_a_link_is_used_up_and_says_so(link):
    token = token_of(link)
    answer(link, SEEN)

    with pytest.raises(LinkUsed, match="was answered on"):
        link_of(token, NOW)
    with pytest.raises(LinkUsed):
        answer(link, AWAY)
    assert FacilityAnswer.objects.count() == 1


def test_an_answer_sent_twice_is_kept_once(link):
    sent = {"id": new_id(), "link": link, "terms": SEEN, "at": NOW}

    assert answer_by_link(**sent) == answer_by_link(**sent)
    assert FacilityAnswer.objects.count() == 1


def test_what_comes_to_nothing_has_its_reason(link, referral):
    with pytest.raises(FailureUnsaid):
        answer(link, AnswerTerms(told="not_completed", happened_on=TODAY, by="Kadia"))
    assert (FacilityAnswer.objects.count(), step_of(referral)) == (0, "issued")

    answer(link, AWAY)

    assert (step_of(referral), Referral.objects.get().failure) == ("not_completed", "transport")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"by": " "}, AnswerUnsaid),
        ({"words": " "}, AnswerUnsaid),
        ({"happened_on": TODAY + dt.timedelta(days=1)}, DateNotPossible),
        ({"happened_on": TODAY - dt.timedelta(days=1)}, DateNotPossible),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(link, referral, change, error):
    said = {"told": "counter_referred", "happened_on": TODAY, "by": "Kadia", "words": "Vue"} | change

    with pytest.raises(error):
        answer(link, AnswerTerms(**said))

    assert (FacilityAnswer.objects.count(), step_of(referral)) == (0, "issued")


def test_what_is_known_is_not_told_again(link, referral, aminata):
    step_on(step_on(referral, "accepted", aminata), "arrived", aminata)

    with pytest.raises(AnsweredAlready, match="known already"):
        answer(link, AnswerTerms(told="arrived", happened_on=TODAY, by="Kadia"))


def test_an_altered_token_a_late_one_and_a_withdrawn_one_open_nothing(link, referral, aminata, acting):
    token = token_of(link)

    for altered in (token[:-1], f"x{token}", "x"):
        with pytest.raises(LinkNotValid):
            link_of(altered, NOW)
    with pytest.raises(LinkExpired):
        link_of(token, NOW + LASTS)
    assert link_of(token, NOW) == link
    withdraw_answer_link(referral=referral, actor=acting(aminata), at=NOW)
    with pytest.raises(LinkExpired):
        link_of(token, NOW)


def test_a_new_link_shuts_the_one_before(link, referral, aminata, acting):
    again = make_answer_link(id=new_id(), referral=referral, actor=acting(aminata), at=NOW)

    assert open_link(referral, NOW) == again
    with pytest.raises(LinkExpired):
        link_of(token_of(link), NOW)


@pytest.mark.parametrize("who", ["chama", "driss", "esther", "manager", "technical_administrator"])
def test_only_those_who_follow_a_referral_give_out_its_link(request, link, referral, acting, who):
    stranger = acting(request.getfixturevalue(who))

    with pytest.raises(ReferralNotYours):
        make_answer_link(id=new_id(), referral=referral, actor=stranger, at=NOW)
    with pytest.raises(ReferralNotYours):
        withdraw_answer_link(referral=referral, actor=stranger, at=NOW)

    assert AnswerLink.objects.get(withdrawn_at=None) == link


def test_who_left_is_replaced_by_who_follows_and_without_her_the_answer_waits(
    link, referral, specialty, aminata, make_person, association, acting
):
    fanta = make_person("Fanta", association, Role.FIELD_AGENT)
    other = refer(fanta, specialty, owner=aminata)
    hers = make_answer_link(id=new_id(), referral=other, actor=acting(fanta), at=NOW)
    for gone in (fanta, aminata):
        gone.memberships.update(ended_on=TODAY)

    waiting = answer(link, SEEN)
    aminata.memberships.update(ended_on=None)
    moved = answer(hers, SEEN)

    assert (waiting.has_moved, step_of(referral)) == (False, "issued")
    assert (moved.has_moved, step_of(other)) == (True, "counter_referred")
    assert Passage.objects.filter(file=other.file).latest("number").person == aminata


def test_the_page_shows_what_the_slip_shows_and_no_name(link, referral, aminata, acting, demonstration):
    agree_to_be_called(referral=referral, name="Fatna Secrète", phone="0612345678",
                       terms=ConsentTerms("person", "oral", NOW), actor=acting(aminata), at=NOW)  # fmt: skip

    answered = Client().get(f"/fr/answer/{token_of(link)}/")

    text = answered.content.decode()
    assert ("Tension" in text, "Secrète" in text, "0612345678" in text) == (True, False, False)
    assert answered.headers["Cache-Control"] == "no-store, private"
    assert answered.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_facility_answers_in_its_language_and_the_second_time_is_told_so(link, referral, demonstration, language):
    browser, address = Client(), f"/{language}/answer/{token_of(link)}/"
    form = browser.get(address).content.decode()
    sent = {"id": re.findall(r'name="id" value="([^"]+)"', form)[0], "told": "counter_referred",
            "happened_on": str(TODAY), "by": "Kadia", "words": "Vue"}  # fmt: skip

    refused = browser.post(address, sent | {"words": ""})
    kept = browser.post(address, sent)

    assert [answered.status_code for answered in (refused, kept, browser.get(address))] == [422, 200, 410]
    assert (step_of(referral), FacilityAnswer.objects.get().by) == ("counter_referred", "Kadia")


def test_the_page_of_a_referral_gives_out_the_link_and_shows_the_answer(referral, browser_of, aminata, demonstration):
    browser = browser_of(aminata)

    browser.post(reverse("referral_link", args=[referral.pk]))
    page = browser.get(reverse("referral", args=[referral.pk])).content.decode()
    address = re.findall(r"http://testserver(/en/answer/[^/]+/)", page)[0]
    answer(AnswerLink.objects.get(), TREATED)
    browser.post(reverse("referral_link_withdraw", args=[referral.pk]))
    after = browser.get(reverse("referral", args=[referral.pk])).content.decode()

    assert Client().get(address).status_code == 410
    assert ("Infirmière Kadia" in after, "testserver/en/answer" in after) == (True, False)


def test_the_slip_of_an_open_link_carries_it_on_its_one_page(link, referral, browser_of, aminata, demonstration):
    slip = pypdf.PdfReader(io.BytesIO(browser_of(aminata).get(f"/en/referrals/{referral.pk}/slip.pdf").content))

    assert [("scan this" in page.extract_text()) for page in slip.pages] == [True]


def test_an_altered_link_is_said_to_be_none(link, demonstration):
    answered = Client().get(f"/en/answer/x{token_of(link)}/")

    assert answered.status_code == 404
    assert "copy the whole of it" in answered.content.decode()
