"""The people of the demonstration who are followed: fifty, invented, most of them to the end, a few late."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.case_management.models import Referral
from twiza.case_management.tests.referral_world import activate_referrals
from twiza.conftest import NOW, TODAY
from twiza.outreach.actions.demonstration_referrals import TO_FOLLOW, FollowingCast, follow_people
from twiza.outreach.models import Attendance, Caravan, CaravanDay, Consultation
from twiza.outreach.queries.referrals import standing_of
from twiza.procedures.queries.files import waiting_for


@pytest.fixture
def done(make_caravan_on, offered, aminata) -> Caravan:
    """Return a caravan of a month ago in which sixty people were seen."""
    caravan = make_caravan_on(TODAY - dt.timedelta(days=30))
    day = caravan.days.get()
    CaravanDay.objects.update(opened_at=NOW)
    lines = Attendance.objects.bulk_create(
        Attendance(day=day, queue_number=number, sex="female", age_years=30, recorded_by=aminata, recorded_at=NOW)
        for number in range(1, 61)
    )
    Consultation.objects.bulk_create(
        Consultation(attendance=line, specialty=offered[0], is_seen=True) for line in lines
    )
    return caravan


@pytest.fixture
def cast(aminata, acting) -> FollowingCast:
    return FollowingCast(acting(aminata), aminata, TODAY, NOW)


def test_fifty_people_are_followed_once_and_a_few_are_late_on_the_right_list(
    done, cast, technical_administrator, aminata, bakary, acting
):
    activate_referrals(technical_administrator)

    made, again = follow_people(caravan=done, cast=cast), follow_people(caravan=done, cast=cast)

    late = {who.name: waiting_for(acting(who)).filter(due_on__lt=TODAY).count() for who in (aminata, bakary)}
    assert (len(made), again, Referral.objects.count()) == (TO_FOLLOW, [], TO_FOLLOW)
    assert standing_of(done) == {"waiting": 10, "arrived": 0, "answered": 37, "failed": 3}
    assert late == {"Aminata": 4, "Bakary": 0}


def test_whoever_is_named_is_said_to_be_invented(done, cast, technical_administrator):
    activate_referrals(technical_administrator)
    follow_people(caravan=done, cast=cast)

    names = set(Referral.objects.exclude(name="").values_list("name", flat=True))

    assert len(names) == 30
    assert {"(démonstration)" in name for name in names} == {True}


def test_without_a_kind_in_force_nobody_is_followed(done, cast):
    assert follow_people(caravan=done, cast=cast) == []
