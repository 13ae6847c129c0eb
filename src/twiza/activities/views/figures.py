"""The figures of activities: contacts and people apart, with how each is counted."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twiza.access.place_options import area_options, areas_of
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.activities.counting_rule import training_rule
from twiza.activities.figures_form import FiguresForm
from twiza.activities.figures_page import Figures, figures_for
from twiza.activities.files.figures import figures_table
from twiza.activities.rules import KEEP_TRAININGS, RECORD_SESSIONS, VIEW_FIGURES
from twiza.activities.views.found import refuse_kind, sent
from twiza.activities.wording import CONTACTS_RULE, PARENTS_RULE, trained_rule_said
from twiza.core.tallies import Span


@policy(VIEW_FIGURES)
@require_GET
def figures(request: Request) -> HttpResponse:
    """Show what the organisation's activities did in an area and some months."""
    form, span, found = figures_asked(request)
    context = {
        "form": form,
        "span": span,
        "figures": found,
        "contacts_rule": CONTACTS_RULE,
        "parents_rule": PARENTS_RULE,
        "trained_rule": trained_rule_said(training_rule()),
        "may_keep": bool(decide(request.actor, KEEP_TRAININGS)),
        "may_record": bool(decide(request.actor, RECORD_SESSIONS)),
        "query": request.GET.urlencode(),
    }
    return render(request, "activities/figures.html", context, status=422 if form.errors else 200)


@policy(VIEW_FIGURES)
@require_GET
def figures_export(request: Request, kind: str) -> HttpResponse:
    """Send the figures as a file."""
    refuse_kind(kind)
    _form, span, found = figures_asked(request)
    return sent(request, kind, figures_table(found, span), name="activity-figures", action=VIEW_FIGURES)


def figures_asked(request: Request) -> tuple[FiguresForm, Span, Figures]:
    """Return what is asked and what is found. Raises Http404 for who acts for nobody."""
    grant = request.actor.grant
    if grant is None:
        raise Http404
    form = FiguresForm(request.GET, auto_id="figures_%s")
    form.offer(area_options(areas_of(request.actor)))
    span = form.span(grant, timezone.localdate())
    return form, span, figures_for(request.actor, span, training_rule())
