"""Questions about links for facilities: which one is open, what a token opens, and what was answered."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts
from twiza.accounts.models import Person
from twiza.case_management.models import AnswerLink, FacilityAnswer, Referral
from twiza.case_management.models.answer_link import LAST_WORDS
from twiza.case_management.rules import HOLDS_LINK
from twiza.messaging.links import LinkExpired, LinkNotValid, read_link, sign_link
from twiza.organisations.queries import grant_from, memberships_of

PURPOSE = "case_management.answer"
LASTS = dt.timedelta(days=30)
"""How long a facility may answer by a link: a choice of ours, to be validated."""
HELD = Facts(relations=frozenset({HOLDS_LINK}))
"""How whoever holds a link stands to its referral."""


class LinkUsed(LinkExpired):
    """The link was good, and everything was said through it already."""


def token_of(link: AnswerLink) -> str:
    """Return what the address of a link carries."""
    return sign_link(purpose=PURPOSE, content={"link": str(link.pk)}, at=link.made_at)


def link_of(token: str, at: dt.datetime) -> AnswerLink:
    """Return the link that a token is of, while it may be answered. Raises LinkNotValid, LinkExpired, LinkUsed."""
    content = read_link(token, purpose=PURPOSE, max_age=LASTS, at=at)
    found = AnswerLink.objects.select_related("referral__file__step", "referral__organisation", "referral__specialty")
    link = found.filter(pk=content["link"]).first()
    if link is None:
        raise LinkNotValid(_("This link is not valid: copy the whole of it, or ask for a new one."))
    refuse_shut(link, at)
    return link


def refuse_shut(link: AnswerLink, at: dt.datetime) -> None:
    """Raises LinkExpired, LinkUsed."""
    if link.withdrawn_at is not None or at >= link.expires_at:
        raise LinkExpired(_("This link is no longer open: ask whoever sent the person for a new one."))
    last = link.answers.filter(told__in=LAST_WORDS).first()
    if last is not None:
        day = date_format(last.at, "DATE_FORMAT")
        raise LinkUsed(
            _("This referral was answered on %(day)s: nothing more is asked of you. Thank you.") % {"day": day}
        )


def open_link(referral: Referral, at: dt.datetime) -> AnswerLink | None:
    """Return the link by which a referral may be answered now."""
    open_now = referral.answer_links.filter(withdrawn_at=None, expires_at__gt=at)
    return open_now.exclude(answers__told__in=LAST_WORDS).first()


def answers_to(referral: Referral) -> QuerySet[FacilityAnswer]:
    """Return what facilities answered about a referral, the latest first."""
    return FacilityAnswer.objects.filter(link__referral=referral).order_by("-at", "-id")


def actors_for(referral: Referral, people: list[Person], on: dt.date) -> list[Actor]:
    """Return these people as they act for the organisation of a referral on a day; who acts for it no more is left."""
    held = [memberships_of(one, on).filter(organisation=referral.organisation_id) for one in people if one.is_active]
    return [Actor(membership.person_id, grant_from(membership)) for of_one in held for membership in of_one]
