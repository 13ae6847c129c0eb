"""Pages of sessions and figures: who reads what, what a form keeps, how often the database is asked."""

import uuid

import pytest
from django.urls import reverse

from twiza.activities.actions.awareness import withdraw_session
from twiza.activities.actions.people import PersonSaid, list_person
from twiza.activities.actions.topics import add_topic
from twiza.activities.models import AwarenessSession
from twiza.activities.tests.conftest import TABANT
from twiza.conftest import NOW
from twiza.core.ids import new_id

SENT = {"held_on": "2026-11-10", "place": TABANT, "topic_words": "RAMED", "women": "12", "men": "", "girls": "0"}


def page(name, *args):
    return reverse(name, args=args)


def test_a_session_is_recorded_from_a_form_once(places, aminata, browser_of):
    browser, sent = browser_of(aminata), SENT | {"id": str(uuid.uuid4())}

    answers = [browser.post(page("awareness_session_new"), sent) for _time in range(2)]

    session = AwarenessSession.objects.get()
    assert [(one.status_code, one.url) for one in answers] == [(302, page("awareness_session", session.pk))] * 2
    assert (session.women, session.men, session.girls, session.contacts) == (12, None, 0, 12)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"held_on": "2026-12-24"}, "record contacts once the session was held"),
        ({"place": "Nulle part du tout"}, "No place is called so."),
        ({"topic_words": ""}, "Choose a topic"),
        ({"women": "-3"}, "greater than or equal to 0"),
        ({"held_on": "1926-01-01"}, "between 2000 and 2100"),
    ],
)
def test_a_form_that_is_wrong_says_what_and_keeps_nothing(places, aminata, browser_of, wrong, said):
    answer = browser_of(aminata).post(page("awareness_session_new"), SENT | {"id": str(uuid.uuid4())} | wrong)

    assert (answer.status_code, AwarenessSession.objects.count()) == (422, 0)
    assert said in answer.content.decode()


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(record, bakary, browser_of, django_assert_num_queries, sessions):
    for _time in range(sessions):
        record(bakary)
    browser = browser_of(bakary)

    with django_assert_num_queries(11):
        answer = browser.get(page("awareness_sessions"))

    assert answer.status_code == 200


def test_pages_of_a_session_answer_those_who_follow_it_alone(
    record, aminata, bakary, coordinator, chama, driss, esther, technical_administrator, browser_of
):
    address = page("awareness_session", record(aminata).pk)
    everybody = (aminata, bakary, coordinator, chama, driss, esther, technical_administrator)

    answers = {one.name: browser_of(one).get(address).status_code for one in everybody}

    assert answers == {
        "Aminata": 200, "Bakary": 200, "Fatima": 200,
        "Chama": 404, "Driss": 404, "Esther": 404, "Tariq": 404,
    }  # fmt: skip


def test_a_page_offers_the_list_and_says_why_a_session_is_withdrawn(record, aminata, acting, browser_of):
    session, browser = record(aminata), browser_of(aminata)
    list_person(
        id=new_id(), session=session, said=PersonSaid("woman", "Fatou", "25-49", "b1"), actor=acting(aminata), at=NOW
    )

    before = browser.get(page("awareness_session", session.pk)).content.decode()
    withdraw_session(session=session, reason="Saisie deux fois", actor=acting(aminata), at=NOW)
    after = browser.get(page("awareness_session", session.pk)).content.decode()

    assert "Fatou" in before
    assert "Strike out" in before
    assert "Saisie deux fois" in after
    assert "Strike out" not in after


def test_somebody_is_added_to_a_list_and_a_second_time_refused(record, aminata, browser_of):
    session, browser = record(aminata), browser_of(aminata)
    sent = {"group": "woman", "name": "Fatou", "card_code": "B1"}

    kept, refused = (
        browser.post(page("awareness_person_new", session.pk), sent | {"id": str(uuid.uuid4())}) for _time in range(2)
    )

    assert (kept.status_code, refused.status_code, session.people.count()) == (302, 422, 1)


def test_a_planner_of_the_organisation_reads_figures_with_small_ones_hidden(
    record, aminata, bakary, make_person, association, browser_of
):
    planner = make_person("Pape", association, "planner")
    record(aminata, contacts={"women": 12, "men": 3, "girls": 9})

    hidden = browser_of(planner).get(page("activity_figures_export", "csv")).content.decode("utf-8-sig").splitlines()
    shown = browser_of(bakary).get(page("activity_figures_export", "csv")).content.decode("utf-8-sig").splitlines()

    assert ",12,3,9,,,24," in shown[-1]
    assert ",3," not in hidden[-1]


def test_figures_are_for_those_of_the_organisation(record, aminata, chama, esther, browser_of):
    record(aminata, contacts={"women": 77})

    theirs, ours = (browser_of(person).get(page("activity_figures")) for person in (chama, aminata))

    assert [">77<" in answer.content.decode() for answer in (theirs, ours)] == [False, True]
    assert browser_of(esther).get(page("activity_figures")).status_code == 404


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_is_sent_as_a_file(record, bakary, browser_of, kind):
    record(bakary)

    answer = browser_of(bakary).get(page("awareness_sessions_export", kind))

    assert answer.status_code == 200
    assert f"twiza-awareness-sessions.{kind}" in answer.headers["Content-Disposition"]


def test_a_file_of_another_kind_is_not_there(bakary, places, browser_of):
    assert browser_of(bakary).get(page("awareness_sessions_export", "exe")).status_code == 404


def test_topics_are_added_renamed_and_retired_on_their_page(bakary, places, browser_of):
    browser = browser_of(bakary)

    browser.post(page("awareness_topics"), {"id": str(uuid.uuid4()), "fr": "Eau", "ar": ""})
    topic = browser.get(page("awareness_topics")).context["topics"][0]
    browser.post(page("awareness_topic", topic.pk), {"id": str(topic.pk), "fr": "Eau potable", "ar": "الماء"})
    browser.post(page("awareness_topic_retire", topic.pk))
    topic.refresh_from_db()

    assert (topic.names, topic.retired_at is None) == ({"fr": "Eau potable", "ar": "الماء"}, False)


def test_a_session_is_corrected_with_each_topic_offered_once(record, bakary, acting, browser_of):
    topic = add_topic(id=new_id(), names={"fr": "Eau"}, actor=acting(bakary), at=NOW)
    session = record(bakary, topics=(topic,))
    record(bakary, topics=(topic,))
    browser = browser_of(bakary)
    address = page("awareness_session_change", session.pk)

    offered = browser.get(address).context["form"].fields["topics"].choices
    answer = browser.post(address, SENT | {"id": str(session.pk), "topics": [str(topic.pk)], "women": "5"})
    session.refresh_from_db()

    assert (len(offered), answer.status_code, session.contacts) == (1, 302, 5)
