"""Interviews of parents: recorded once, taken back, listed for who asked, and what figures say of them."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from twiza.activities.actions.acting import KnownElsewhere, NotYours
from twiza.activities.actions.interviews import (
    InterviewSaid,
    NoSuchInterview,
    put_interview_back,
    record_interview,
    take_back_interview,
)
from twiza.activities.measures import before_and_after, parents_citing_signs
from twiza.activities.models import Moment, ParentInterview
from twiza.activities.queries.interviews import interviews_of
from twiza.activities.tests.conftest import ABBAS, LAST_WEEK, TABANT
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.tallies import Span
from twiza.organisations.queries import actor_of

SENT = {"asked_on": "2026-11-10", "place": TABANT, "moment": "after", "parent": "mother", "signs_cited": "3"}
LIST, NEW = "parent_interviews", "parent_interview_new"


@pytest.fixture
def ask(places):
    """Return what records an interview of last week in Tabant, as somebody."""

    def ask_as(person, cited=3, moment="after", parent="mother", id=None, place=TABANT, asked_on=LAST_WEEK):
        said = InterviewSaid(asked_on, places[place], moment, parent, cited)
        return record_interview(id=id or new_id(), said=said, actor=actor_of(person, TODAY), at=NOW)

    return ask_as


@pytest.fixture
def span(association):
    return Span(association.pk, (), dt.date(2026, 1, 1), TODAY)


def told(tallies):
    return [(one.counted, one.out_of, one.sex) for one in tallies]


def test_an_interview_sent_twice_is_recorded_once(ask, aminata, bakary):
    first = ask(aminata)

    assert ask(aminata, id=first.pk) == first
    with pytest.raises(KnownElsewhere):
        ask(bakary, id=first.pk)
    assert ParentInterview.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"asked_on": TODAY + dt.timedelta(days=1)}, {"cited": -1}])
def test_what_cannot_be_an_interview_is_refused(ask, aminata, wrong):
    with pytest.raises(NoSuchInterview):
        ask(aminata, **wrong)


def test_who_asks_nobody_here_records_nothing(ask, driss):
    with pytest.raises(NotYours):
        ask(driss)


def test_an_interview_is_for_who_asked_and_who_supervises(ask, aminata, bakary, chama, driss, make_person):
    one = ask(aminata)

    assert [interviews_of(actor_of(who, TODAY)).count() for who in (aminata, bakary, chama, driss)] == [1, 1, 0, 0]
    with pytest.raises(NotYours):
        take_back_interview(interview=one, actor=actor_of(chama, TODAY), at=NOW)


def test_parents_who_cite_three_signs_are_counted_after_and_before(ask, aminata, span):
    """After: 3 and 5 signs of three parents; before: 2 signs of one."""
    for cited, moment, parent in ((3, "after", "mother"), (5, "after", "father"), (2, "after", "mother")):
        ask(aminata, cited, moment, parent)
    ask(aminata, 2, "before")

    after = told(parents_citing_signs(span, Moment.AFTER))

    assert after == [(True, 1, "female"), (True, 1, "male"), (False, 1, "female")]
    parts = {one.key: (one.numerator, one.denominator) for one in before_and_after(span).parts}
    assert parts == {"before": (0, 1), "after": (2, 3)}


def test_nobody_asked_is_no_share_and_what_is_taken_back_counts_no_more(ask, aminata, acting, span, association):
    one = ask(aminata)
    take_back_interview(interview=one, actor=acting(aminata), at=NOW)
    nobody = before_and_after(span)
    put_interview_back(interview=one, actor=acting(aminata), at=NOW)

    assert (nobody.value, nobody.parts) == (None, ())
    assert before_and_after(span).value == 100
    assert parents_citing_signs(Span(association.pk, ("ML",), span.start, span.end), Moment.AFTER) == []
    assert parents_citing_signs(Span(association.pk, (), TODAY, TODAY), Moment.AFTER) == []


def test_the_next_interview_begins_with_the_day_place_and_enquiry_of_the_last(places, aminata, browser_of):
    browser, sent = browser_of(aminata), SENT | {"id": str(uuid.uuid4())}

    answers = [browser.post(reverse(NEW), sent) for _time in range(2)]

    one = ParentInterview.objects.get()
    assert [answer.url for answer in answers] == [f"{reverse(NEW)}?after={one.pk}"] * 2
    begun = browser.get(answers[0].url).context["form"].initial
    assert begun == {"asked_on": one.asked_on, "place": TABANT, "moment": "after"}
    assert "parent" not in browser.get(f"{reverse(NEW)}?after=nobody").context["form"].initial


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"asked_on": "2026-12-24"}, "record an interview once it was held"),
        ({"place": "Nulle part du tout"}, "No place is called so."),
        ({"signs_cited": "-3"}, "greater than or equal to 0"),
        ({"moment": "during"}, "Select a valid choice"),
    ],
)
def test_a_form_that_is_wrong_says_what_and_keeps_nothing(places, aminata, browser_of, wrong, said):
    answer = browser_of(aminata).post(reverse(NEW), SENT | {"id": str(uuid.uuid4())} | wrong)

    assert (answer.status_code, ParentInterview.objects.count()) == (422, 0)
    assert said in answer.content.decode()


def test_an_interview_is_taken_back_and_put_back_from_the_list(ask, aminata, chama, browser_of):
    one, browser = ask(aminata), browser_of(aminata)
    way = reverse("parent_interview_take_back", args=[one.pk])

    pages = [browser.post(way, sent, follow=True).content.decode() for sent in ({}, {}, {"back": "1"})]

    assert ["Taken back" in page for page in pages] == [True, True, False]
    assert browser_of(chama).post(way).status_code == 404


def test_a_list_is_sent_with_what_counts(ask, aminata, acting, browser_of):
    ask(aminata, 4, parent="father", place=ABBAS)
    take_back_interview(interview=ask(aminata, 7), actor=acting(aminata), at=NOW)

    lines = browser_of(aminata).get(reverse("parent_interviews_export", args=["csv"])).content.decode().splitlines()

    assert [line.split(",")[3:6] for line in lines[1:]] == [["After awareness", "Father", "4"]]


def test_a_filter_asks_for_one_enquiry_and_some_days(ask, aminata, browser_of):
    ask(aminata)
    browser = browser_of(aminata)

    pages = [browser.get(f"{reverse(LIST)}?{asked}") for asked in ("moment=after", "moment=before", "end=2026-01-01")]

    assert [page.context["page"].paginator.count for page in pages] == [1, 0, 0]
    assert "No interview answers this search" in pages[1].content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(ask, bakary, browser_of, django_assert_num_queries, rows):
    for _time in range(rows):
        ask(bakary)
    browser = browser_of(bakary)

    with django_assert_num_queries(8):
        answer = browser.get(reverse(LIST))

    assert answer.status_code == 200
