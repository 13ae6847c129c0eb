"""The team of a caravan, its partners, days and posts: answers, rights that go, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.caravan import CaravanCancelled, DayTerms, add_member, add_partner, cancel_caravan
from twiza.outreach.actions.days import DayHasRegister, LastDay, add_day, add_post, remove_day
from twiza.outreach.actions.partners import PartnerAlready, bring_back_partner, remove_partner
from twiza.outreach.actions.register import record_line
from twiza.outreach.actions.team import (
    MemberAlready,
    MemberTerms,
    NoSuchMember,
    NothingAnswered,
    bring_back_member,
    describe_member,
    keep_answer,
    remove_member,
    take_back_answer,
)
from twiza.outreach.models import AnswerState, CaravanMember
from twiza.outreach.queries.team import NumbersChecked, numbers_checked, team_of
from twiza.outreach.register_line import understand_line


@pytest.fixture
def who(driss):
    return {"actor": actor_of(driss, TODAY), "at": NOW}


@pytest.fixture
def physician(make_caravan_on, who):
    caravan = make_caravan_on()
    specialty = caravan.posts.get(number=1).specialty
    return add_member(caravan=caravan, name="Dr Zineb", task="care", specialty=specialty, **who)


def test_an_answer_holds_until_it_is_taken_back(physician, who):
    asked = {"member": physician, "answered_on": TODAY, "told_by": "Zineb", **who}

    confirmed = [keep_answer(state=AnswerState.CONFIRMED, **asked) for _twice in range(2)]
    keep_answer(state=AnswerState.DECLINED, **asked)
    declined = team_of(physician.caravan).posts[0]
    take_back_answer(member=physician, **who)

    team = team_of(physician.caravan)
    assert confirmed[0] == confirmed[1]
    assert (declined.confirmed, team.posts[0].confirmed) == (0, 1)
    assert [post.number for post in team.unconfirmed_posts] == [2, 3]


def test_an_answer_of_tomorrow_and_one_that_never_was_are_refused(physician, who):
    with pytest.raises(NoSuchMember):
        keep_answer(member=physician, state="confirmed", answered_on=TODAY + dt.timedelta(1), told_by="", **who)
    with pytest.raises(NothingAnswered):
        take_back_answer(member=physician, **who)

    assert physician.answers.count() == 0


def test_a_number_counts_as_checked_once_somebody_checked_it(physician, who):
    before = numbers_checked(team_of(physician.caravan))
    terms = MemberTerms("care", physician.specialty, "4711", TODAY, "Conseil régional")

    describe_member(member=physician, terms=terms, **who)

    assert before == NumbersChecked(physicians=1, with_number=0, checked=0)
    assert numbers_checked(team_of(physician.caravan)) == NumbersChecked(physicians=1, with_number=1, checked=1)


@pytest.mark.parametrize(
    "terms",
    [
        {"task": "care", "order_checked_on": TODAY, "order_checked_by": "Council"},
        {"task": "care", "order_number": "4711", "order_checked_on": TODAY},
        {"task": "care", "charter_signed_on": TODAY + dt.timedelta(1)},
    ],
)
def test_what_cannot_be_said_of_a_member_is_refused(physician, who, terms):
    with pytest.raises(NoSuchMember):
        describe_member(member=physician, terms=MemberTerms(**terms), **who)

    physician.refresh_from_db()
    assert (physician.order_number, physician.order_checked_on, physician.charter_signed_on) == ("", None, None)


def test_who_is_taken_out_keeps_the_register_no_more(browser_of, aminata, day, who):
    member, browser = day.caravan.members.get(), browser_of(aminata)
    typing = f"/en/caravans/{day.caravan_id}/days/{day.pk}/typing/"
    before = browser.get(typing).status_code

    remove_member(member=member, **who)
    without = browser.get(typing).status_code, browser.get(f"/en/caravans/{day.caravan_id}/").status_code
    bring_back_member(member=member, **who)

    assert (before, without, browser.get(typing).status_code) == (200, (404, 404), 200)


def test_nobody_is_brought_back_twice(day, who, aminata):
    member = day.caravan.members.get()
    remove_member(member=member, **who)
    again = add_member(caravan=day.caravan, person=aminata, name="Aminata", task="registration", **who)

    with pytest.raises(MemberAlready):
        bring_back_member(member=member, **who)

    assert list(CaravanMember.objects.all()) == [again]


def test_a_partner_that_is_taken_out_sees_the_caravan_no_more(
    browser_of, chama, make_caravan_on, other_association, who
):
    caravan, browser = make_caravan_on(), browser_of(chama)
    partner = add_partner(caravan=caravan, organisation=other_association, **who)
    before = browser.get(f"/en/caravans/{caravan.pk}/").status_code

    remove_partner(partner=partner, **who)
    without = browser.get(f"/en/caravans/{caravan.pk}/").status_code
    again = add_partner(caravan=caravan, organisation=other_association, **who)

    assert (before, without) == (200, 404)
    with pytest.raises(PartnerAlready):
        bring_back_partner(partner=partner, **who)
    assert list(caravan.partners.all()) == [again]


def test_a_day_is_added_and_removed_and_the_caravan_follows(make_caravan_on, who):
    caravan = make_caravan_on()
    earlier = TODAY - dt.timedelta(days=2)
    terms = DayTerms(earlier, {"fr": "Souk"}, caravan.area)

    added, again = add_day(caravan=caravan, terms=terms, **who), add_day(caravan=caravan, terms=terms, **who)
    caravan.refresh_from_db()
    began = caravan.starts_on
    remove_day(day=added, **who)

    caravan.refresh_from_db()
    assert added == again
    assert (began, caravan.starts_on, caravan.days.count()) == (earlier, TODAY, 1)


def test_a_day_with_a_register_and_the_last_one_stay(day, who, aminata):
    with pytest.raises(LastDay):
        remove_day(day=day, **who)
    line = understand_line("f34 1", posts=[1, 2, 3], localities=set())
    record_line(day=day, line=line, actor=actor_of(aminata, TODAY), at=NOW, id=new_id())

    with pytest.raises(DayHasRegister):
        remove_day(day=day, **who)

    assert day.caravan.days.count() == 1


def test_a_post_is_offered_once_under_the_next_digit(make_caravan_on, offered, who):
    caravan = make_caravan_on()
    caravan.posts.get(number=3).delete()

    posts = [add_post(caravan=caravan, specialty=offered[2], **who) for _twice in range(2)]

    assert posts[0] == posts[1]
    assert [post.number for post in caravan.posts.order_by("number")] == [1, 2, 3]


def test_nothing_of_a_cancelled_caravan_is_prepared(physician, who):
    cancel_caravan(caravan=physician.caravan, why="Storm", **who)

    for act in (
        lambda: remove_member(member=physician, **who),
        lambda: keep_answer(member=physician, state="confirmed", answered_on=TODAY, told_by="", **who),
        lambda: add_post(caravan=physician.caravan, specialty=physician.specialty, **who),
    ):
        with pytest.raises(CaravanCancelled):
            act()

    assert physician.caravan.members.count() == 1
