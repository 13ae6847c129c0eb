"""The register of a caravan's day: nothing twice, nothing lost, nothing after it is closed."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils.translation import override

from twiza.accounts.decisions import decide
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.caravan import CaravanCancelled, add_locality, cancel_caravan
from twiza.outreach.actions.register import (
    CaravanDayClosed,
    NotWaiting,
    NumberTaken,
    bring_back_line,
    close_day,
    put_back_to_wait,
    record_arrival,
    record_line,
    reopen_day,
    say_not_seen,
    see_person,
    take_back_line,
)
from twiza.outreach.models import Attendance, Consultation, Urgency
from twiza.outreach.queries.caravans import caravans_of, facts_of_caravan
from twiza.outreach.queries.register import (
    counts_of,
    lines_of,
    median_wait_minutes,
    people_of,
    posts_of,
    waiting_at,
)
from twiza.outreach.register_line import understand_line
from twiza.outreach.rules import KEEP_REGISTER, MAKE_CARAVAN, VIEW_CARAVAN

LATER = NOW + dt.timedelta(minutes=40)


@pytest.fixture
def agent(aminata):
    return actor_of(aminata, TODAY)


@pytest.fixture
def type_in(day, agent):
    """Return a typist: a line as typed becomes a line of the register."""

    def type_line(text, **more):
        localities = day.caravan.localities.values_list("number", flat=True)
        line = understand_line(text, posts=posts_of(day.caravan), localities=localities)
        return record_line(day=day, line=line, actor=agent, at=NOW, **more)

    return type_line


@pytest.fixture
def arrive(day, agent):
    """Return a door: whoever comes gets a number and waits."""

    def come(*posts, urgency=Urgency.ORDINARY, at=NOW):
        return record_arrival(
            day=day, sex="female", age_years=30, age_months=None, posts=posts, urgency=urgency, locality=None,
            actor=agent, at=at, id=new_id(),
        )  # fmt: skip

    return come


def said(attendance):
    return [
        (one.specialty.code, one.is_seen, one.not_seen_why)
        for one in attendance.consultations.order_by("specialty__position")
    ]


def test_a_line_from_paper_is_kept_with_what_became_of_the_person(type_in):
    recorded = type_in("f34 1 3-2").attendance

    assert (recorded.queue_number, recorded.sex, recorded.age_years, recorded.is_from_paper) == (1, "female", 34, True)
    assert said(recorded) == [("gp", True, None), ("heart", False, 2)]


def test_a_person_seen_may_be_referred_for_another_specialty(type_in):
    recorded = type_in("f34 1>3").attendance

    assert [(one.is_seen, one.referred_for.code) for one in recorded.consultations.all()] == [(True, "heart")]
    assert type_in("1: f34 1>3").was_there
    with pytest.raises(NumberTaken):
        type_in("1: f34 1")


def test_lines_take_the_next_number_and_the_locality_of_the_line_before(type_in, day, agent):
    add_locality(caravan=day.caravan, name="Ighrem", actor=agent, at=NOW)
    add_locality(caravan=day.caravan, name="Taghia", actor=agent, at=NOW)

    type_in("f34 1 @2")
    type_in("h7 1")
    type_in("40: f20 1 @1")
    type_in("f21 1")

    assert [(line.queue_number, line.locality.name) for line in lines_of(day)] == [
        (41, "Ighrem"),
        (40, "Ighrem"),
        (2, "Taghia"),
        (1, "Taghia"),
    ]


def test_a_register_typed_twice_is_kept_once(type_in, day):
    texts = ["1: f34 1", "2: h7 13", "3: f20 1-2"]

    first = [type_in(text).was_there for text in texts]
    again = [type_in(text).was_there for text in texts]

    assert (first, again) == ([False] * 3, [True] * 3)
    assert people_of([day]) == 3


def test_another_person_under_a_number_is_refused_and_nothing_changes(type_in, day):
    known = type_in("57: f34 1").attendance

    with override("en"), pytest.raises(NumberTaken) as refused:
        type_in("57: f35 1")

    assert str(refused.value) == "Number 57 is another person's: correct that line, or type another number."
    assert list(lines_of(day)) == [known]
    assert said(known) == [("gp", True, None)]


def test_a_line_sent_twice_by_a_double_click_is_kept_once(type_in, day):
    id = uuid.uuid4()

    type_in("f34 1", id=id)
    again = type_in("f34 1", id=id)

    assert again.was_there
    assert people_of([day]) == 1


def test_emergencies_are_called_first_then_whoever_came_first(arrive, day):
    first, _soon, emergency = arrive(1), arrive(1, urgency=Urgency.SOON), arrive(1, urgency=Urgency.EMERGENCY)

    called = [one.attendance.queue_number for one in waiting_at(day, posts_of(day.caravan)[1])]

    assert called == [emergency.queue_number, 2, first.queue_number]


def test_a_person_is_seen_once_and_can_be_put_back_to_wait(arrive):
    consultation = arrive(1).consultations.get()
    see_person(consultation=consultation, at=LATER)

    with pytest.raises(NotWaiting):
        say_not_seen(consultation=consultation, why=1, at=LATER)

    assert Consultation.objects.get().seen_at == LATER
    put_back_to_wait(consultation=consultation, at=LATER)
    say_not_seen(consultation=consultation, why=1, at=LATER)
    assert (Consultation.objects.get().is_seen, Consultation.objects.get().not_seen_why) == (False, 1)


def test_counts_tell_seen_from_not_seen_from_waiting(arrive, type_in, day):
    see_person(consultation=arrive(1, 2).consultations.get(specialty__code="gp"), at=LATER)
    type_in("f34 1")
    type_in("f35 1-3")
    take_back_line(attendance=type_in("f36 1").attendance, actor=actor_of(day.caravan.made_by, TODAY), at=NOW)

    counts = counts_of(day.caravan, [day])

    assert [(one.post.specialty.code, one.asked, one.seen, one.not_seen, one.waiting) for one in counts] == [
        ("gp", 3, 2, 1, 0),
        ("eyes", 1, 0, 0, 1),
        ("heart", 0, 0, 0, 0),
    ]
    assert people_of([day]) == 3
    assert median_wait_minutes([day]) == 40


def test_no_time_known_is_no_wait_known(type_in, day):
    type_in("f34 1")

    assert median_wait_minutes([day]) is None


def test_a_line_taken_back_frees_its_number_and_comes_back_while_it_is_free(type_in, day, agent):
    line = type_in("5: f34 1").attendance
    take_back_line(attendance=line, actor=agent, at=NOW)
    assert people_of([day]) == 0
    bring_back_line(attendance=line, actor=agent, at=NOW)
    take_back_line(attendance=line, actor=agent, at=NOW)
    other = type_in("5: h60 2").attendance

    with pytest.raises(NumberTaken):
        bring_back_line(attendance=line, actor=agent, at=NOW)

    assert list(lines_of(day)) == [other]


def test_a_closed_day_takes_nothing_until_it_is_opened_again(type_in, day, agent):
    close_day(day=day, actor=agent, at=NOW)

    with pytest.raises(CaravanDayClosed):
        type_in("f34 1")
    with pytest.raises(CaravanDayClosed):
        close_day(day=day, actor=agent, at=NOW)

    assert people_of([day]) == 0
    reopen_day(day=day, actor=agent, at=NOW)
    type_in("f34 1")
    assert people_of([day]) == 1


def test_a_cancelled_caravan_takes_nobody(type_in, day, driss):
    cancel_caravan(caravan=day.caravan, why="Snow", actor=actor_of(driss, TODAY), at=NOW)

    with pytest.raises(CaravanCancelled):
        type_in("f34 1")

    assert not Attendance.objects.exists()


def test_who_takes_part_keeps_the_register_and_who_plans_sees_no_person(day, aminata, bakary, driss, chama, esther):
    allowed = {}
    for person in (aminata, bakary, driss, chama, esther):
        actor = actor_of(person, TODAY)
        facts = facts_of_caravan(day.caravan, actor)
        allowed[person.name] = tuple(
            bool(decide(actor, action, facts)) for action in (VIEW_CARAVAN, MAKE_CARAVAN, KEEP_REGISTER)
        )

    assert allowed == {
        "Aminata": (True, False, True),
        "Bakary": (False, False, False),
        "Driss": (True, True, False),
        "Chama": (False, False, False),
        "Esther": (False, False, False),
    }


def test_the_list_shows_just_the_caravans_that_the_rule_allows(day, make_caravan_on, aminata, bakary, driss, chama):
    other = make_caravan_on()

    seen = {person.name: set(caravans_of(actor_of(person, TODAY))) for person in (aminata, bakary, driss, chama)}

    assert seen == {"Aminata": {day.caravan}, "Bakary": set(), "Driss": {day.caravan, other}, "Chama": set()}
