"""The first season of caravans of a demonstration: in one real province, by people who are nobody."""

from __future__ import annotations

import datetime as dt

from twiza.accounts.models import Person
from twiza.facilities.actions.demonstration import list_facilities
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.demonstration import make_plan_under_discussion
from twiza.outreach.actions.demonstration_after import look_back
from twiza.outreach.actions.demonstration_caravans import CaravanCast, is_made, make_demonstration_season
from twiza.outreach.actions.demonstration_referrals import FollowingCast, follow_people
from twiza.procedures.actions.kinds import activate_version
from twiza.procedures.models import KindVersion, VersionState
from twiza.territory.models import Place
from twiza.web.demonstration import COUNCIL, FIELD_ASSOCIATION, demonstration_organisation

PROVINCE = "MA/05/05.081"
"""Azilal: communes of the mountain, far from hospitals."""
PLANNER, REGISTRAR, ADMINISTRATOR = "driss@demo.example", "aminata@demo.example", "tariq@demo.example"
KINDS = ("caravan", "plan", "referral")
WEEKS_AHEAD = 10


def first_season(*, at: dt.datetime) -> None:
    """Make, once, the season that the demonstration shows, following the steps that come with Twiza."""
    activate_kinds(at=at)
    planner = actor_of(Person.objects.get(email=PLANNER), at.date())
    starts_on = next_monday(at.date() + dt.timedelta(weeks=WEEKS_AHEAD))
    make_plan_under_discussion(actor=planner, area_path=PROVINCE, starts_on=starts_on, at=at)
    if is_made(demonstration_organisation(COUNCIL)):
        return
    people = {email: Person.objects.get(email=email) for email in (PLANNER, REGISTRAR)}
    cast = CaravanCast(
        planner=actor_of(people[PLANNER], at.date()),
        registrar=actor_of(people[REGISTRAR], at.date()),
        registrar_person=people[REGISTRAR],
        association=demonstration_organisation(FIELD_ASSOCIATION),
    )
    caravans = make_demonstration_season(cast=cast, province=Place.objects.get(path=PROVINCE), today=at.date(), at=at)
    follow_people(caravan=caravans[0], cast=FollowingCast(cast.registrar, people[REGISTRAR], at.date(), at))
    look_back(caravans[0], planner=cast.planner, registrar=cast.registrar, at=at)
    list_facilities(
        organisation=demonstration_organisation(COUNCIL),
        communes=[caravan.area for caravan in caravans],
        agent=people[REGISTRAR].memberships.get(),
        actor=cast.planner,
        at=at,
    )


def next_monday(day: dt.date) -> dt.date:
    """Return a day, or the Monday after it."""
    return day + dt.timedelta(days=-day.weekday() % 7)


def activate_kinds(*, at: dt.datetime) -> None:
    """Let the demonstration's technical administrator activate the shipped steps, where none are active."""
    administrator = actor_of(Person.objects.get(email=ADMINISTRATOR), at.date())
    for code in KINDS:
        versions = KindVersion.objects.filter(kind__code=code)
        if not versions.filter(state=VersionState.ACTIVE).exists():
            draft = versions.filter(state=VersionState.DRAFT).latest("number")
            activate_version(version=draft, actor=administrator, at=at)
