"""Who is followed after the caravan of a demonstration that is done: invented people, most of them to the end."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.case_management.actions.referrals import move_referral, set_appointment
from twiza.case_management.models import Failure, Referral
from twiza.case_management.referral_steps import (
    ACCEPTED,
    ARRIVED,
    COUNTER_REFERRED,
    FOLLOWED_UP,
    KIND,
    NOT_COMPLETED,
    TREATED,
)
from twiza.households.models import PersonSex
from twiza.outreach.actions.care import agree_to_follow_up
from twiza.outreach.actions.referrals import SendOn, send_people_on
from twiza.outreach.models import AttendanceReferral, Caravan, CaravanPost, Consultation
from twiza.procedures.queries.kinds import version_in_force

TO_FOLLOW = 50
WAY = (ACCEPTED, ARRIVED, TREATED, COUNTER_REFERRED, FOLLOWED_UP)
"""The steps of a referral that comes to its end."""
LATE, WAITING, FAILED = 4, 6, 3
"""Of them, so many are late, so many wait in their time, so many came to nothing; the others are closed."""
CALLED_OF_TEN = 6
CHILD_UNTIL = 15
PLACES = ("Hôpital provincial (démonstration)", "Centre de santé (démonstration)")
ANSWER = "Vue et traitée ; contrôle dans trois mois (démonstration)."
NAME, PHONE = "Personne inventée %d (démonstration)", "0000000%03d"
"""Nobody is called so, and no telephone has such a number."""


@dataclass(frozen=True, slots=True)
class FollowingCast:
    """Who follows the people of the demonstration, and when."""

    agent: Actor
    agent_person: Person
    today: dt.date
    at: dt.datetime


def follow_people(*, caravan: Caravan, cast: FollowingCast) -> list[Referral]:
    """Refer some of those who came to a caravan, once, and let each go as far as it goes; without a kind, nobody."""
    if version_in_force(KIND) is None or AttendanceReferral.objects.exists():
        return []
    chance = Random(TO_FOLLOW)  # noqa: S311 -- people whom chance makes up
    people = chosen(caravan, chance)
    for number, consultation in enumerate(people, start=1):
        if number % 10 < CALLED_OF_TEN:
            agree(consultation, number, cast)
    asked = [sent_to(consultation, chance) for consultation in people]
    made = send_people_on(people=asked, owner=cast.agent_person, actor=cast.agent, at=cast.at)
    for number, referral in enumerate(made):
        follow_one(referral, number, cast, chance)
    return made


def chosen(caravan: Caravan, chance: Random) -> list[Consultation]:
    """Say of some who were seen that they are referred, each for a post of the caravan, and return them."""
    seen = Consultation.objects.filter(attendance__day__caravan=caravan, is_seen=True).order_by(
        "attendance__queue_number", "pk"
    )
    people = chance.sample(list(seen.select_related("attendance")), TO_FOLLOW)
    posts: Sequence[CaravanPost] = list(caravan.posts.select_related("specialty").order_by("number"))
    for consultation in people:
        consultation.referred_for_id = chance.choice(suitable(posts, consultation)).specialty_id
    Consultation.objects.bulk_update(people, ["referred_for"])
    return people


def suitable(posts: Sequence[CaravanPost], consultation: Consultation) -> list[CaravanPost]:
    """Return the posts that somebody may be sent to: children to the paediatrician, women to the gynaecologist."""
    line = consultation.attendance
    no_more = set() if line.sex == PersonSex.FEMALE and line.age_years >= CHILD_UNTIL else {"gynaecology"}
    no_more |= set() if line.age_years < CHILD_UNTIL else {"paediatrics"}
    return [post for post in posts if post.specialty.code not in no_more]


def agree(consultation: Consultation, number: int, cast: FollowingCast) -> None:
    """Let somebody who is nobody agree to be called."""
    agree_to_follow_up(
        attendance=consultation.attendance,
        name=NAME % number,
        phone=PHONE % number,
        given_by="person",
        how="oral",
        actor=cast.agent,
        at=cast.at,
    )


def sent_to(consultation: Consultation, chance: Random) -> SendOn:
    """Return where somebody is sent: places of the demonstration, which are not in any list."""
    id = uuid.UUID(int=chance.getrandbits(128), version=4)
    return SendOn(consultation=consultation, id=id, facility_words=chance.choice(PLACES))


def follow_one(referral: Referral, number: int, cast: FollowingCast, chance: Random) -> None:
    """Let one referral go as far as its number says: late, waiting, failed, or to the end."""
    if number < LATE:
        walk(referral, WAY[: number % 2], referral.issued_on, cast, chance)
    elif number < LATE + WAITING:
        expect(referral, cast)
    elif number < LATE + WAITING + FAILED:
        step_on(referral, NOT_COMPLETED, referral.issued_on + dt.timedelta(days=2), cast, failure=failure(chance))
    else:
        walk(referral, WAY, referral.issued_on, cast, chance)


def walk(referral: Referral, steps: Sequence[str], since: dt.date, cast: FollowingCast, chance: Random) -> None:
    """Take some steps, a few days after each other, none of them tomorrow."""
    on = since
    for step in steps:
        on = min(cast.today, on + dt.timedelta(days=chance.randint(1, 5)))
        step_on(referral, step, on, cast, words=ANSWER if step == COUNTER_REFERRED else "")


def expect(referral: Referral, cast: FollowingCast) -> None:
    """Let somebody wait for an appointment that is still to come."""
    on = cast.today + dt.timedelta(days=7)
    set_appointment(referral=referral, on=on, hour=None, actor=cast.agent, at=cast.at)
    step_on(referral, ACCEPTED, referral.issued_on + dt.timedelta(days=1), cast)


def step_on(
    referral: Referral, step: str, on: dt.date, cast: FollowingCast, *, words: str = "", failure: str = ""
) -> None:
    """Take one step of a referral as it is now."""
    kept = Referral.objects.select_related("file").get(pk=referral.pk)
    move_referral(
        referral=kept,
        step=step,
        seen_turn=kept.file.turn,
        happened_on=min(on, cast.today),
        words=words,
        failure=failure,
        actor=cast.agent,
        at=cast.at,
    )


def failure(chance: Random) -> str:
    """Return one of the reasons for which a referral comes to nothing."""
    return chance.choice((Failure.TRANSPORT, Failure.MONEY, Failure.WAIT))
