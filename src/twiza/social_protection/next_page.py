"""What the page of what comes next shows: what the rules say of each scheme once the right has ended, and for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twiza.core.names import name_in
from twiza.households.models import Person
from twiza.rulesets.version_page import outcome_text, outcome_words
from twiza.social_protection.actions.next_files import facts_to_come
from twiza.social_protection.enquiry_page import OUTCOME_BADGES
from twiza.social_protection.models import Enquiry, Enrolment, Scheme
from twiza.social_protection.orienting import Advice, advice_on, in_order
from twiza.social_protection.queries.enquiries import enquiries_in, facts_in, rules_for, schemes_of
from twiza.social_protection.queries.enrolments import agreeing


@dataclass(frozen=True, slots=True)
class Offered:
    """A scheme that may come next, and what the rules say of it once the right has ended."""

    scheme: Scheme
    outcome: str
    badge: str
    words: str
    to_be_validated: bool

    def said(self, language: str) -> str:
        """Return the scheme with its outcome, as one chooses it."""
        return f"{name_in(self.scheme.names, language)} · {self.outcome}"


@dataclass(frozen=True, slots=True)
class NextPage:
    """What may come after a file; no `enquiry`: nobody asked the household, so nothing is known of it."""

    after: Enrolment
    enquiry: Enquiry | None
    offered: Sequence[Offered]
    people: Mapping[str, Person]

    def scheme_of(self, code: str) -> Scheme:
        """Return one of the schemes that are offered."""
        return next(one.scheme for one in self.offered if one.scheme.code == code)

    def initial(self, today: dt.date) -> dict[str, object]:
        """Return what the form begins with: the same people, as far as they agree still."""
        before = {str(one.person_id) for one in self.after.covered.all()}
        applicant = str(self.after.applicant_id)
        return {
            "opened_on": today,
            "applicant": applicant if applicant in self.people else None,
            "covered": [one for one in self.people if one in before],
        }


def next_page(after: Enrolment, on: dt.date, language: str) -> NextPage:
    """Return what may come after a file, what may be a right first."""
    household = after.household.merged_into or after.household
    enquiry = enquiries_in(household).select_related("household__place", "questions").first()
    people = {str(one.pk): one for one in agreeing(household)}
    return NextPage(after, enquiry, offered_after(after, enquiry, on, language) if enquiry else (), people)


def offered_after(after: Enrolment, enquiry: Enquiry, on: dt.date, language: str) -> list[Offered]:
    """Return the schemes that one enrols in by a file, but those that this enquiry led to already."""
    facts = {**facts_in(enquiry), **facts_to_come(after)}
    led_to = set(enquiry.orientations.exclude(enrolment=None).values_list("scheme", flat=True))
    found = []
    for scheme in schemes_of(enquiry.household.place.country):
        rules = rules_for(scheme, enquiry.household.organisation_id, on)
        if rules is not None and scheme.file_kind and scheme.pk not in led_to and may_follow(scheme, after):
            found.append(advice_on(scheme, rules, facts, on))
    return [offered(one, language) for one in in_order(found)]


def may_follow(scheme: Scheme, after: Enrolment) -> bool:
    """Return whether a scheme may come after a file: its own only where it is not known to end for good."""
    return scheme.pk != after.scheme_id or scheme.is_renewable is not False


def offered(advice: Advice, language: str) -> Offered:
    """Return what the rules say of one scheme, in words."""
    return Offered(
        scheme=advice.scheme,
        outcome=outcome_words(advice.outcome),
        badge=OUTCOME_BADGES.get(advice.outcome, ""),
        words=outcome_text(advice.ruling.decision.then, language),
        to_be_validated=advice.ruling.use.to_be_validated,
    )
