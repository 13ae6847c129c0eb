"""The first accompaniment of a demonstration: of nobody, shared in part with another association."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.accompaniment.actions.accompaniments import open_accompaniment
from twiza.accompaniment.actions.agreements import share
from twiza.accompaniment.actions.appointments import make_appointment
from twiza.accompaniment.actions.next_steps import set_next_step
from twiza.accompaniment.actions.obstacles import meet_obstacle
from twiza.accompaniment.actions.requests import make_request, move_request
from twiza.accompaniment.actions.story import tell_line
from twiza.accompaniment.models import Accompaniment, Group
from twiza.accompaniment.terms import (
    Agreed,
    AppointmentTerms,
    LineTerms,
    MoveTerms,
    ObstacleTerms,
    OpeningTerms,
    RequestTerms,
    SharingTerms,
    StepTerms,
)
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.core.ids import new_id
from twiza.households.models import Household, Person
from twiza.organisations.queries import actor_of
from twiza.web.demonstration import FIELD_ASSOCIATION, WELCOMING_ASSOCIATION, demonstration_organisation
from twiza.web.first_families import AGENT

DAYS_AGO, DAYS_AHEAD = dt.timedelta(days=20), dt.timedelta(days=4)


def first_accompaniment(*, at: dt.datetime) -> None:
    """Accompany, once, the head of a family of the demonstration, in French."""
    households = Household.objects.filter(organisation=demonstration_organisation(FIELD_ASSOCIATION))
    person = Person.objects.filter(memberships__household__in=households, memberships__relation="head").first()
    if person is None or Accompaniment.objects.exists():
        return
    agent = actor_of(Account.objects.get(email=AGENT), at.date())
    with override("fr"):
        write_down(accompanied(person, agent, at), agent, at)


def accompanied(person: Person, agent: Actor, at: dt.datetime) -> Accompaniment:
    """Open the accompaniment, and let the other association read its requests and appointments."""
    agreed = Agreed("oral", "fr", at)
    accompaniment = open_accompaniment(
        id=new_id(),
        person=person,
        terms=OpeningTerms(_("Her rights, and a doctor"), at.date() - DAYS_AGO, "zgh", "present"),
        agreed=agreed,
        actor=agent,
        at=at,
    )
    recipient = demonstration_organisation(WELCOMING_ASSOCIATION)
    terms = SharingTerms(recipient, (Group.REQUESTS, Group.APPOINTMENTS))
    share(accompaniment=accompaniment, terms=terms, agreed=agreed, actor=agent, at=at)
    return accompaniment


def write_down(accompaniment: Accompaniment, agent: Actor, at: dt.datetime) -> None:
    """Write two requests, a step, an appointment, an obstacle and a line of the story."""
    today, of = at.date(), {"accompaniment": accompaniment, "actor": agent, "at": at}
    asked_on = today - DAYS_AGO
    papers = make_request(id=new_id(), terms=RequestTerms("civil_papers", asked_on, office=_("Town hall")), **of)
    make_request(id=new_id(), terms=RequestTerms("amo_tadamon", asked_on, missing=_("Birth certificate")), **of)
    move_request(request=papers, terms=MoveTerms(new_id(), "opened", today), actor=agent, at=at)
    step = StepTerms(_("Hand in the application together"), today + DAYS_AHEAD, _("The agent"))
    set_next_step(id=new_id(), terms=step, **of)
    appointment = AppointmentTerms(_("A doctor"), today + DAYS_AHEAD, dt.time(9, 30), _("Health centre"), "needed")
    make_appointment(id=new_id(), terms=appointment, **of)
    meet_obstacle(id=new_id(), terms=ObstacleTerms("language", asked_on), **of)
    line = LineTerms(_("She lives with her children and speaks Amazigh; the office did not understand her."), asked_on)
    tell_line(id=new_id(), terms=line, **of)
