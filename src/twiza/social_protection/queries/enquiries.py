"""Questions about enquiries: what was asked and answered, under which questions and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from twiza.accounts.decisions import Actor
from twiza.households.models import Household
from twiza.households.queries.households import households_of
from twiza.rulesets.evaluation.decision_tables import inputs_of
from twiza.rulesets.evaluation.evidence import Plain
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import version_to_show
from twiza.social_protection.models import Answer, Enquiry, Orientation, Scheme


def schemes_of(country: str) -> list[Scheme]:
    """Return the schemes of a country, in the order in which they are written."""
    return list(Scheme.objects.filter(country=country).order_by("rank"))


def enquiries_of(actor: Actor) -> QuerySet[Enquiry]:
    """Return the enquiries of the households that an actor may see."""
    seen = Enquiry.objects.filter(household__in=households_of(actor).values("pk"))
    return seen.select_related("household__place", "person", "questions__ruleset", "made_by")


def enquiries_in(household: Household) -> QuerySet[Enquiry]:
    """Return the enquiries of a household or of one that was found to be the same, the last asked first."""
    of_it = Q(household=household) | Q(household__merged_into=household)
    return Enquiry.objects.filter(of_it).select_related("person", "made_by").order_by("-asked_on", "-id")


def questions_for(schemes: Sequence[Scheme], organisation_id: int, on: dt.date) -> RulesetVersion | None:
    """Return the questions to ask for some schemes of one country on a day, None where there are none."""
    if not schemes:
        return None
    first = schemes[0]
    return version_to_show(first.enquiry, first.country, on, organisation_id=organisation_id)


def rules_for(scheme: Scheme, organisation_id: int, on: dt.date) -> RulesetVersion | None:
    """Return the rules that speak of a scheme on a day, None where there are none."""
    return version_to_show(scheme.ruleset, scheme.country, on, organisation_id=organisation_id)


def answers_that_hold(enquiry: Enquiry) -> dict[str, Answer]:
    """Return the answers of an enquiry that hold, by question."""
    held = enquiry.answers.filter(replaced_at=None).select_related("by")
    return {one.question: one for one in held}


def facts_in(enquiry: Enquiry) -> dict[str, Plain]:
    """Return what is known after an enquiry, a date from its text; what was not answered is not known."""
    declared = inputs_of(enquiry.questions.content)
    held = answers_that_hold(enquiry)
    return {
        name: dt.date.fromisoformat(str(one.value)) if declared[name]["type"] == "date" else one.value
        for name, one in held.items()
        if name in declared and one.value is not None
    }


def orientations_after(enquiry: Enquiry) -> QuerySet[Orientation]:
    """Return what was decided after an enquiry, the last decision first, those taken back too."""
    made = enquiry.orientations.select_related("scheme", "made_by", "taken_back_by", "rules__ruleset")
    return made.order_by("-made_at", "-id")


def orientations_of(actor: Actor) -> QuerySet[Orientation]:
    """Return the decisions about the households that an actor may see."""
    seen = Orientation.objects.filter(enquiry__household__in=households_of(actor).values("pk"))
    return seen.select_related("enquiry__household__place", "enquiry__person", "scheme")
