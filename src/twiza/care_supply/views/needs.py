"""Pages that begin from the needs: the greatest ones proposed as gaps, and gaps measured again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from twiza.access.models import Specialty
from twiza.access.queries.formulas import formula_in_use
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.care_supply.actions.gaps import Rest, measure_gaps, take_needs
from twiza.care_supply.forms import NeedsForm
from twiza.care_supply.models import PlanVersion
from twiza.care_supply.queries.needs import UnservedNeed, unserved_needs
from twiza.care_supply.rules import WRITE_PLANS
from twiza.care_supply.views.found import last_version, plan_to_write
from twiza.care_supply.wording import number_said
from twiza.core.errors import DomainError

NEEDS_SHOWN = 25


@policy(WRITE_PLANS)
@require_http_methods(["GET", "POST"])
def gaps_from_needs(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Propose the communes with the greatest unserved need as gaps; a person chooses."""
    version = last_version(plan_to_write(request, plan_id))
    given = request.POST if request.method == "POST" else request.GET
    form = NeedsForm(given if "formula" in given else first_asked(request), auto_id="needs_%s")
    form.offer(request.actor)
    rest = Rest(form.cleaned_data["formula"], form.cleaned_data["scenario"]) if form.is_valid() else None
    needs = needs_for(version, form, rest) if rest else []
    if request.method == "POST" and rest:
        try:
            chosen = [one for one in needs if key_of(one) in request.POST.getlist("need")]
            made = take_needs(version=version, chosen=chosen, rest=rest, actor=request.actor, at=timezone.now())
            sentence = ngettext("%(count)d gap is added.", "%(count)d gaps are added.", len(made))
            messages.success(request, sentence % {"count": len(made)})
            return redirect("care_supply_plan", version.plan_id)
        except DomainError as error:
            messages.error(request, str(error))
    context = {
        "plan": version.plan,
        "form": form,
        "rows": rows_of(version, needs[:NEEDS_SHOWN]),
        "left_out": max(0, len(needs) - NEEDS_SHOWN),
    }
    return render(request, "care_supply/from_needs.html", context, status=200 if form.is_valid() else 422)


def first_asked(request: Request) -> dict[str, object]:
    """Return what is asked first: the formula that the organisation uses."""
    formula = formula_in_use(request.actor)
    return {"formula": formula.pk if formula else ""}


def needs_for(version: PlanVersion, form: NeedsForm, rest: Rest) -> list[UnservedNeed]:
    """Return the needs that were asked for, the greatest first."""
    specialty = form.cleaned_data["specialty"]
    specialties = [specialty] if specialty else list(Specialty.objects.order_by("position", "code"))
    return unserved_needs(version.plan.area, rest.formula, rest.scenario, specialties)


def rows_of(version: PlanVersion, needs: Sequence[UnservedNeed]) -> list[dict[str, object]]:
    """Return needs as the page shows them; those that are gaps already cannot be ticked."""
    known = set(version.gaps.filter(removed_at=None).values_list("commune_id", "specialty_id"))
    return [
        {
            "need": one,
            "key": key_of(one),
            "figure": number_said(one.figure),
            "all": number_said(one.need),
            "is_known": one.subject in known,
        }
        for one in needs
    ]


def key_of(need: UnservedNeed) -> str:
    """Return how a need is named in the form."""
    return f"{need.commune.pk}-{need.specialty.pk}"


@policy(WRITE_PLANS)
@require_POST
def gaps_measured(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Compute the figures of the gaps again, with the facilities of today."""
    plan = plan_to_write(request, plan_id)
    try:
        measured = measure_gaps(plan=plan, version=last_version(plan), actor=request.actor, at=timezone.now())
        sentence = ngettext("%(count)d gap is measured again.", "%(count)d gaps are measured again.", len(measured))
        messages.success(request, sentence % {"count": len(measured)})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("care_supply_plan", plan.pk)
