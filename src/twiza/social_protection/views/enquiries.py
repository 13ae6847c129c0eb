"""Asking a household, and correcting what it answered."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.core.ids import new_id
from twiza.households.models import Household, Person
from twiza.households.queries.households import people_in
from twiza.jobs.once import id_asked_under
from twiza.rulesets.evaluation.decision_tables import inputs_of
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.forms import CaseForm
from twiza.rulesets.models import RulesetVersion
from twiza.social_protection.actions.enquiries import correct_answers, make_enquiry
from twiza.social_protection.enquiry_page import sections_shown
from twiza.social_protection.forms import AskedForm, answers_given, questions_form
from twiza.social_protection.known_facts import facts_known
from twiza.social_protection.queries.enquiries import answers_that_hold, facts_in, questions_for, schemes_of
from twiza.social_protection.rules import FOLLOW_RIGHTS
from twiza.social_protection.views.found import enquiry_for, household_for

STATUS_REFUSED = 422


@policy(FOLLOW_RIGHTS)
def enquiry_new(request: Request, household_id: uuid.UUID) -> HttpResponse:
    """Ask a household, or about somebody in it."""
    household, today = household_for(request, household_id), timezone.localdate()
    questions = questions_for(schemes_of(household.place.country), household.organisation_id, today)
    if questions is None:
        return render(request, "social_protection/enquiry_form.html", {"household": household})
    living = living_in(household)
    asked = AskedForm(request.POST or None, initial={"asked_on": today, "person": request.GET.get("person", "")})
    asked.offer(living)
    about = next((one for one in living if str(one.pk) == asked["person"].value()), None)
    known = facts_known(questions.content, household, about, today)
    form = questions_form(
        request.POST or None, rows_of(questions), known, from_record=set(known), language=get_language() or "fr"
    )
    id = id_asked_under(request) or new_id()
    if (
        request.method == "POST"
        and asked.is_valid()
        and is_kept(form, lambda: ask(request, household, asked, form, questions, id))
    ):
        messages.success(request, _("The answers are kept. Here is what the rules say: a person decides."))
        return redirect("enquiry", id)
    return shown(request, {"household": household, "asked": asked}, questions, form, asked.errors or form.errors)


@policy(FOLLOW_RIGHTS)
def enquiry_answers(request: Request, enquiry_id: uuid.UUID) -> HttpResponse:
    """Correct what was answered: what was said before is kept beside it."""
    enquiry = enquiry_for(request, enquiry_id)
    rows = rows_of(enquiry.questions)
    from_record = {name for name, one in answers_that_hold(enquiry).items() if one.answer_from == "record"}
    form = questions_form(
        request.POST or None, rows, facts_in(enquiry), from_record=from_record, language=get_language() or "fr"
    )
    if request.method == "POST" and is_kept(
        form,
        lambda: correct_answers(
            enquiry=enquiry, answers=answers_given(form, rows), actor=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, _("Kept: what was answered before is not lost."))
        return redirect("enquiry", enquiry.pk)
    return shown(request, {"household": enquiry.household, "enquiry": enquiry}, enquiry.questions, form, form.errors)


def ask(
    request: Request,
    household: Household,
    asked: AskedForm,
    form: CaseForm,
    questions: RulesetVersion,
    id: uuid.UUID,
) -> None:
    """Keep what a household answered."""
    person_id = asked.cleaned_data["person"]
    make_enquiry(
        id=id,
        household=household,
        person=Person.objects.get(pk=person_id) if person_id else None,
        questions=questions,
        asked_on=asked.cleaned_data["asked_on"],
        answers=answers_given(form, rows_of(questions)),
        actor=request.actor,
        at=timezone.now(),
    )


def shown(
    request: Request, context: dict[str, object], questions: RulesetVersion, form: CaseForm, errors: object
) -> HttpResponse:
    """Return the questions by section."""
    context |= {
        "form": form,
        "sections": sections_shown(questions, form, get_language() or "fr"),
        "questions": questions,
    }
    return render(request, "social_protection/enquiry_form.html", context, status=STATUS_REFUSED if errors else 200)


def rows_of(questions: RulesetVersion) -> Sequence[Content]:
    """Return the questions as they are written down."""
    return list(inputs_of(questions.content).values())


def living_in(household: Household) -> list[Person]:
    """Return who lives in a household now."""
    return [one.person for one in people_in(household) if one.until is None and one.person.died_on is None]
