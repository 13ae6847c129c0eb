"""Pages of accompaniments: opened from the page of a person, written in, listed by what waits, 404 to strangers."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from twiza.accompaniment.actions.appointments import make_appointment
from twiza.accompaniment.actions.next_steps import set_next_step
from twiza.accompaniment.models import Accompaniment, Agreement, Appointment, NextStep, Obstacle, Request, StoryLine
from twiza.accompaniment.queries.accompaniments import Waiting, accompaniments_of, asked, counts_of
from twiza.accompaniment.terms import AppointmentTerms, StepTerms
from twiza.accompaniment.tests.canaries import PROTECTED, WORDS, secrets_of
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id

LIST = "/en/accompaniments/"
SAID = {"how": "oral", "spoken": "fr"}


@pytest.fixture
def browser(browser_of, aminata):
    """Return Aminata's browser."""
    return browser_of(aminata)


def text_of(answer) -> str:
    """Return what a page says."""
    return answer.content.decode()


def test_it_is_opened_from_the_page_of_a_person(browser, hadda):
    door = reverse("person_accompaniment", args=[hadda.pk])
    assert door in text_of(browser.get(reverse("person", args=[hadda.pk])))
    assert "Nobody accompanies this person yet" in text_of(browser.get(door))
    same = new_id()
    given = {"id": same, "purpose": "Rights", "opened_on": TODAY, "language": "fr", "interpreter": "none", **SAID}

    answer = browser.post(reverse("accompaniment_new", args=[hadda.pk]), given, follow=True)

    assert answer.redirect_chain == [(reverse("accompaniment", args=[same]), 302)]
    assert Accompaniment.objects.get().pk == same
    assert reverse("accompaniment", args=[same]) in text_of(browser.get(door))


def test_an_empty_form_says_what_is_missing_beside_each_field(browser, hadda):
    answer = browser.post(reverse("accompaniment_new", args=[hadda.pk]), {"id": new_id()})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {
        "purpose", "opened_on", "language", "interpreter", "how", "spoken"
    }  # fmt: skip


FORMS = {
    "accompaniment_request_new": ({"kind": "puma", "asked_on": TODAY}, Request),
    "accompaniment_appointment_new": ({"with_whom": "Doctor", "on": TODAY, "interpreting": "none"}, Appointment),
    "accompaniment_obstacle_new": ({"code": "money", "met_on": TODAY}, Obstacle),
    "accompaniment_step_new": ({"words": "Call", "due_on": TODAY}, NextStep),
    "accompaniment_line_new": ({"part": "story", "text": "She came", "told_on": TODAY}, StoryLine),
}


@pytest.mark.parametrize("name", list(FORMS))
def test_a_form_sent_twice_keeps_one_row_and_an_empty_one_none(name, browser, accompaniment):
    given, model = FORMS[name]
    address, sent = reverse(name, args=[accompaniment.pk]), {"id": new_id(), **given}

    assert (browser.get(address).status_code, browser.post(address, {"id": new_id()}).status_code) == (200, 422)
    assert not model.objects.exists()
    assert [browser.post(address, sent).status_code for _time in range(2)] == [302, 302]
    assert model.objects.count() == 1


def test_what_was_written_is_moved_and_taken_back_from_its_page(browser, accompaniment):
    for name, (given, _model) in FORMS.items():
        browser.post(reverse(name, args=[accompaniment.pk]), {"id": new_id(), **given})
    request, appointment, obstacle, step, line = (model.objects.get() for _given, model in FORMS.values())

    moved = {"id": new_id(), "state": "opened", "happened_on": TODAY}
    browser.post(reverse("accompaniment_request_move", args=[request.pk]), moved)
    browser.post(
        reverse("accompaniment_appointment_settle", args=[appointment.pk]), {"state": "kept", "interpreting": "none"}
    )
    browser.post(reverse("accompaniment_obstacle_turn", args=[obstacle.pk]))
    browser.post(reverse("accompaniment_step_turn", args=[step.pk]))
    browser.post(reverse("accompaniment_record_take_out", args=["line", line.pk]))

    page = text_of(browser.get(reverse("accompaniment", args=[accompaniment.pk])))
    assert [word in page for word in ("Obtained", "Kept", "Overcome", "She came")] == [True, True, True, False]
    browser.post(reverse("accompaniment_request_take_back", args=[request.pk]))
    browser.post(reverse("accompaniment_record_take_out", args=["line", line.pk]))
    page = text_of(browser.get(reverse("accompaniment", args=[accompaniment.pk])))
    assert ("Obtained" in page, "She came" in page) == (False, True)


def test_she_lets_another_organisation_read_and_withdraws_it(browser, browser_of, accompaniment, partner, fadma):
    page, other = reverse("accompaniment", args=[accompaniment.pk]), browser_of(fadma)
    secrets = {"id": new_id(), "recipient": partner.pk, "groups": ["story", "requests"], **SAID}

    answer = browser.post(reverse("accompaniment_share", args=[accompaniment.pk]), secrets)

    assert (answer.status_code, other.get(page).status_code) == (302, 200)
    for agreement in Agreement.objects.filter(recipient=partner):
        browser.post(reverse("accompaniment_agreement_withdraw", args=[agreement.pk]))
    assert other.get(page).status_code == 404


def test_the_page_of_who_receives_lets_out_what_is_shared_and_no_word_more(
    browser_of, fadma, accompaniment, agent, shares
):
    secrets_of(accompaniment, "kanari", agent, NOW)
    shares("requests")
    other = browser_of(fadma)

    pages = text_of(other.get(LIST)) + text_of(other.get(reverse("accompaniment", args=[accompaniment.pk])))

    said = {word for word in {*WORDS, PROTECTED} if f"kanari-{word}" in pages}
    assert said == {"demande", "guichet", "etape"}
    asked_of_others = [("accompaniment_line_new", 404), ("accompaniment_share", 404), ("accompaniment_close", 404)]
    assert [
        (name, other.get(reverse(name, args=[accompaniment.pk])).status_code) for name, _status in asked_of_others
    ] == asked_of_others


def test_somebody_else_finds_nothing_anywhere(browser_of, outsider, accompaniment, chama):
    from_page = reverse("accompaniment", args=[accompaniment.pk])
    browser = browser_of(chama)

    assert (browser.get(from_page).status_code, browser.get(LIST).status_code) == (404, 404)
    assert list(accompaniments_of(outsider)) == []


@pytest.mark.parametrize("text", ["HADA", "Hada Ben Ali", "Benali hadda", "حدة بنعلي", "hadda b"])
def test_somebody_is_found_by_her_name_in_any_spelling(text, accompaniment, accompany, register, agent):
    accompany(register("Itto Aziz").members.get(relation="head").person)

    assert list(asked(accompaniments_of(agent), Waiting(text), agent, TODAY)) == [accompaniment]


def test_what_waits_is_counted_and_found(accompaniment, agent):
    of = {"accompaniment": accompaniment, "actor": agent, "at": NOW}
    seen = accompaniments_of(agent)
    assert counts_of(seen, agent, TODAY) == {"open": 1, "late": 0, "week": 0, "nothing_planned": 1}

    set_next_step(id=new_id(), terms=StepTerms("Call", TODAY - dt.timedelta(days=1)), **of)
    make_appointment(id=new_id(), terms=AppointmentTerms("Doctor", TODAY + dt.timedelta(days=6)), **of)
    make_appointment(id=new_id(), terms=AppointmentTerms("Later", TODAY + dt.timedelta(days=7)), **of)

    assert counts_of(seen, agent, TODAY) == {"open": 1, "late": 1, "week": 1, "nothing_planned": 0}
    assert list(asked(seen, Waiting(wait="late", whose="mine"), agent, TODAY)) == [accompaniment]
    assert list(asked(seen, Waiting(whose="shared"), agent, TODAY)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_asks_as_much_of_one_as_of_three(number, accompany, register, browser, django_assert_num_queries):
    for one in range(number):
        accompany(register(f"Hadda {one}").members.get(relation="head").person)
    browser.get(LIST)

    with django_assert_num_queries(14):
        answer = browser.get(LIST)

    assert len(answer.context["accompaniments"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_as_much_of_one_row_as_of_three(number, accompaniment, agent, browser, django_assert_num_queries):
    for one in range(number):
        secrets_of(accompaniment, f"word{one}", agent, NOW)
    page = reverse("accompaniment", args=[accompaniment.pk])
    browser.get(page)

    with django_assert_num_queries(23):
        answer = browser.get(page)

    assert len(answer.context["requests"]) == 2 * number


def test_an_empty_list_says_how_to_begin(browser):
    assert "You accompany nobody yet" in text_of(browser.get(LIST))
    assert "Nobody answers this search" in text_of(browser.get(f"{LIST}?q=nobody"))


def test_it_is_closed_and_opened_again_from_its_page(browser, accompaniment):
    browser.post(reverse("accompaniment_close", args=[accompaniment.pk]), {"because": "reached", "on": TODAY})
    assert Accompaniment.objects.get().closed_because == "reached"

    browser.post(reverse("accompaniment_reopen", args=[accompaniment.pk]))

    assert Accompaniment.objects.get().closed_on is None
