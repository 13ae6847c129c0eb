"""Awareness sessions: recorded once, corrected, withdrawn, with contacts and people apart."""

import datetime as dt
import uuid

import pytest

from twiza.activities.actions.acting import KnownElsewhere, NotYours
from twiza.activities.actions.awareness import (
    NoSuchSession,
    ReasonMissing,
    SessionWithdrawn,
    bring_session_back,
    correct_session,
    record_session,
    withdraw_session,
)
from twiza.activities.actions.people import AlreadyOnList, PersonSaid, list_person, strike_person_out
from twiza.activities.actions.topics import TopicWithoutName, add_topic, retire_topic
from twiza.activities.measures import contacts, unique_parents_reached
from twiza.activities.models import AwarenessPerson, AwarenessSession, Topic
from twiza.activities.queries.awareness import SessionFilter, sessions_asked, sessions_of
from twiza.activities.tests.conftest import ABBAS, LAST_WEEK
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.measured import Part
from twiza.core.tallies import Span
from twiza.core.text import sounds_asked

TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def span(association):
    return Span(association.pk, (), dt.date(2026, 1, 1), TODAY)


def test_a_session_sent_twice_is_recorded_once(said, aminata, acting):
    sent = {"id": uuid.uuid4(), "said": said(), "actor": acting(aminata), "at": NOW}

    first, again = record_session(**sent), record_session(**sent)

    assert again == first
    assert list(AwarenessSession.objects.all()) == [first]


def test_the_id_of_somebody_elses_session_records_nothing(said, record, aminata, bakary, acting):
    known = record(aminata)

    with pytest.raises(KnownElsewhere):
        record_session(id=known.pk, said=said(place_words="Ailleurs"), actor=acting(bakary), at=NOW)

    assert AwarenessSession.objects.get().place_words == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": TOMORROW},
        {"topic_words": " "},
        {"contacts": {"women": -1}},
        {"contacts": {"goats": 3}},
    ],
)
def test_what_cannot_have_happened_is_refused_and_kept_nowhere(wrong, record, aminata):
    with pytest.raises(NoSuchSession):
        record(aminata, **wrong)

    assert not AwarenessSession.objects.exists()


def test_a_session_to_come_is_planned_until_its_contacts_are_counted(said, record, aminata, acting):
    session = record(aminata, held_on=TOMORROW, contacts={})

    later = NOW + dt.timedelta(days=2)
    counted = said(held_on=TOMORROW, contacts={"women": 0})
    held = correct_session(session=session, said=counted, actor=acting(aminata), at=later)

    assert (session.contacts, held.contacts) == (None, 0)


def test_the_topic_of_another_organisation_is_refused(record, other_association, aminata):
    theirs = Topic.objects.create(organisation=other_association, names={"fr": "Eau"}, position=1)

    with pytest.raises(NoSuchSession):
        record(aminata, topics=(theirs,))


def test_outside_her_territory_nobody_records(said, make_person, association, acting):
    from_elsewhere = make_person("Hind", association, "field_agent", ("MA/08",))

    with pytest.raises(NotYours):
        record_session(id=new_id(), said=said(), actor=acting(from_elsewhere), at=NOW)


def test_a_session_is_withdrawn_for_a_reason_and_brought_back(record, bakary, aminata, acting, span):
    session = record(aminata)

    with pytest.raises(ReasonMissing):
        withdraw_session(session=session, reason=" ", actor=acting(bakary), at=NOW)
    withdraw_session(session=session, reason="Saisie deux fois", actor=acting(bakary), at=NOW)
    withdrawn = contacts(span).value
    bring_session_back(session=session, actor=acting(bakary), at=NOW)

    assert (withdrawn, contacts(span).value) == (0, 15)


def test_a_withdrawn_session_is_not_changed(record, said, aminata, acting):
    session = withdraw_session(session=record(aminata), reason="Double", actor=acting(aminata), at=NOW)

    with pytest.raises(SessionWithdrawn):
        correct_session(session=session, said=said(place_words="Cour"), actor=acting(aminata), at=NOW)

    assert AwarenessSession.objects.get().place_words == ""


def test_an_agent_sees_her_sessions_and_her_supervisor_all(
    record, make_person, association, aminata, bakary, coordinator, chama, esther, technical_administrator, acting
):
    colleague = make_person("Awa", association, "field_agent")
    hers, others = record(aminata), record(colleague)

    seen = {
        one.name: set(sessions_of(acting(one)))
        for one in (aminata, bakary, coordinator, chama, esther, technical_administrator)
    }

    both = {hers, others}
    assert seen == {
        "Aminata": {hers}, "Bakary": both, "Fatima": both, "Chama": set(), "Esther": set(), "Tariq": set(),
    }  # fmt: skip


def test_sessions_are_found_however_their_words_are_spelt(record, bakary, acting, places):
    session = record(bakary, place=places[ABBAS], place_words="École Moulay Youssef")
    record(bakary)

    for words in ("ait abas", "ecole mouley", "آيت عباس"):
        asked = SessionFilter(sounds=sounds_asked(words))
        assert list(sessions_asked(sessions_of(acting(bakary)), asked)) == [session]


def test_somebody_written_down_twice_by_one_id_is_once_on_the_list(record, aminata, acting):
    sent = {"id": uuid.uuid4(), "session": record(aminata), "said": PersonSaid("woman"), "at": NOW}

    first, again = (list_person(**sent, actor=acting(aminata)) for _time in range(2))

    assert again == first
    assert AwarenessPerson.objects.count() == 1


def test_the_same_card_and_name_is_refused_and_struck_out_may_come_again(record, aminata, acting):
    session, actor = record(aminata), acting(aminata)
    fatou = PersonSaid("woman", "Fatou", card_code="b-12 7")
    person = list_person(id=new_id(), session=session, said=fatou, actor=actor, at=NOW)

    with pytest.raises(AlreadyOnList):
        list_person(
            id=new_id(), session=session, said=PersonSaid("woman", "Fatu", card_code="B-127"), actor=actor, at=NOW
        )
    strike_person_out(person=person, actor=actor, at=NOW)
    list_person(id=new_id(), session=session, said=fatou, actor=actor, at=NOW)

    assert session.people.filter(removed_at=None).count() == 1


def test_contacts_and_parents_are_two_figures_and_a_parent_counts_once(record, aminata, acting, span):
    early = record(aminata, held_on=LAST_WEEK - dt.timedelta(days=30), contacts={"women": 4})
    late = record(aminata, contacts={"women": 12, "men": 3})
    record(aminata, contacts={})
    listed = [
        (early, PersonSaid("woman", "Fatou", card_code="B-1")),
        (late, PersonSaid("woman", "Fatou", card_code="B-1")),
        (late, PersonSaid("woman", "", card_code="B-1")),
        (late, PersonSaid("man", "Moussa", card_code="B-1")),
        (late, PersonSaid("girl", "Awa", card_code="B-1")),
        (late, PersonSaid("woman", "Mariam")),
    ]
    for session, said in listed:
        list_person(id=new_id(), session=session, said=said, actor=acting(aminata), at=NOW)

    assert contacts(span).parts == (Part(early.pk, 4), Part(late.pk, 15))
    assert [one.key for one in unique_parents_reached(span)] == [early.pk, late.pk]


def test_topics_are_kept_by_who_follows_and_sent_twice_is_one(bakary, aminata, acting):
    sent = {"id": uuid.uuid4(), "names": {"fr": "Vaccination", "ar": "التلقيح"}, "at": NOW}

    with pytest.raises(NotYours):
        add_topic(**sent, actor=acting(aminata))
    first, again = (add_topic(**sent, actor=acting(bakary)) for _time in range(2))
    with pytest.raises(TopicWithoutName):
        add_topic(id=new_id(), names={"fr": " "}, actor=acting(bakary), at=NOW)
    retire_topic(topic=first, actor=acting(bakary), at=NOW)

    assert again == first
    assert [one.retired_at for one in Topic.objects.all()] == [NOW]
