"""Pages of interviews of parents: the list, one recorded after the other, taken back."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.activities.actions.interviews import put_interview_back, record_interview, take_back_interview
from twiza.activities.files.interviews import interviews_table
from twiza.activities.interview_forms import InterviewFilterForm, InterviewForm, like
from twiza.activities.queries.interviews import interviews_asked, interviews_of
from twiza.activities.rules import RECORD_INTERVIEWS, SEE_INTERVIEW
from twiza.activities.views.found import refuse_kind, sent
from twiza.core.answering import act_and_go, is_kept

INTERVIEWS_PER_PAGE = 50


@policy(RECORD_INTERVIEWS)
@require_GET
def interview_list(request: Request) -> HttpResponse:
    """List the interviews that the actor may see, the latest first."""
    form = InterviewFilterForm(request.GET, auto_id="filter_%s")
    found = interviews_asked(interviews_of(request.actor), form.asked())
    page = Paginator(found, INTERVIEWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "is_filtered": any(form.cleaned_data.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "activities/interviews.html", context)


@policy(RECORD_INTERVIEWS)
@require_GET
def interviews_export(request: Request, kind: str) -> HttpResponse:
    """Send the interviews of the list that count as a file."""
    refuse_kind(kind)
    asked = InterviewFilterForm(request.GET).asked()
    found = interviews_asked(interviews_of(request.actor), asked).filter(taken_back_at=None)
    return sent(request, kind, interviews_table(found), name="parent-interviews", action=SEE_INTERVIEW)


@policy(RECORD_INTERVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def interview_new(request: Request) -> HttpResponse:
    """Record an interview; the next one begins with its day, place and enquiry."""
    form = InterviewForm(request.POST or None, actor=request.actor, initial=begun(request))
    keep = partial(record_interview, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(id=form.cleaned_data["id"], said=form.said())):
        messages.success(request, _("The interview is recorded. Record the next one, or leave this page."))
        return redirect(f"{reverse('parent_interview_new')}?after={form.cleaned_data['id']}")
    context = {"form": form}
    return render(request, "activities/interview_form.html", context, status=422 if form.errors else 200)


def begun(request: Request) -> dict[str, object]:
    """Return what a form begins with: what the interview recorded before says, or today."""
    try:
        after = uuid.UUID(request.GET.get("after", ""))
    except ValueError:
        return {"asked_on": timezone.localdate()}
    former = interviews_of(request.actor).filter(pk=after).first()
    return like(former) if former else {"asked_on": timezone.localdate()}


@policy(RECORD_INTERVIEWS)
@require_POST
def interview_take_back(request: Request, interview_id: uuid.UUID) -> HttpResponse:
    """Take an interview back, or, with `back`, put it back."""
    interview = get_object_or_404(interviews_of(request.actor), pk=interview_id)
    is_back = bool(request.POST.get("back"))
    decision = put_interview_back if is_back else take_back_interview
    done = _("The interview counts again.") if is_back else _("The interview is taken back: it counts no more.")
    act = partial(decision, interview=interview, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, done, reverse("parent_interviews"))
