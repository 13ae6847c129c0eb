"""Pages of awareness sessions: the list, one session, recorded, corrected, withdrawn, its list of people."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.access.place_options import area_options, areas_of
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.activities.actions.awareness import (
    bring_session_back,
    correct_session,
    record_session,
    withdraw_session,
)
from twiza.activities.actions.people import list_person, strike_person_out
from twiza.activities.awareness_forms import PersonForm, ReasonForm, SessionFilterForm, SessionForm, filled_in
from twiza.activities.files.tables import sessions_table, topics_said
from twiza.activities.models import AwarenessSession
from twiza.activities.queries.awareness import listed, people_of, sessions_asked, sessions_of, topics_of
from twiza.activities.rules import KEEP_TOPICS, RECORD_SESSIONS, SEE_SESSION
from twiza.activities.views.found import refuse_kind, sent, session_for
from twiza.core.answering import act_and_go, is_kept

SESSIONS_PER_PAGE = 25


@policy(RECORD_SESSIONS)
@require_GET
def session_list(request: Request) -> HttpResponse:
    """List the sessions that the actor may see, the latest first."""
    form, found = found_by(request)
    page = Paginator(listed(found), SESSIONS_PER_PAGE).get_page(request.GET.get("page"))
    is_filtered = any(form.cleaned_data.values())
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "is_filtered": is_filtered,
        "has_sessions": bool(page.object_list) or is_filtered,
        "may_keep_topics": bool(decide(request.actor, KEEP_TOPICS)),
        "query": request.GET.urlencode(),
    }
    return render(request, "activities/sessions.html", context)


@policy(RECORD_SESSIONS)
@require_GET
def sessions_export(request: Request, kind: str) -> HttpResponse:
    """Send the list as a file."""
    refuse_kind(kind)
    _form, found = found_by(request)
    return sent(request, kind, sessions_table(listed(found)), name="awareness-sessions", action=SEE_SESSION)


def found_by(request: Request) -> tuple[SessionFilterForm, QuerySet[AwarenessSession]]:
    """Return the filter as it was sent, and the sessions that answer it."""
    form = SessionFilterForm(request.GET, auto_id="filter_%s")
    form.offer(topics=topics_of(request.actor), areas=area_options(areas_of(request.actor)))
    return form, sessions_asked(sessions_of(request.actor), form.asked())


@policy(RECORD_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def session_new(request: Request) -> HttpResponse:
    """Record a session, or plan one."""
    form = SessionForm(request.POST or None, actor=request.actor, initial={"held_on": timezone.localdate()})
    form.offer(topics_of(request.actor).filter(retired_at=None))
    keep = partial(record_session, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(id=form.cleaned_data["id"], said=form.said())):
        messages.success(request, _("The session is recorded. Add to its list the people who agree to it."))
        return redirect("awareness_session", form.cleaned_data["id"])
    return session_form_shown(request, form, None)


@policy(RECORD_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def session_change(request: Request, session_id: uuid.UUID) -> HttpResponse:
    """Correct what was recorded of a session."""
    session = session_for(request, session_id)
    form = SessionForm(request.POST or None, actor=request.actor, initial=filled_in(session))
    form.offer(topics_of(request.actor).filter(Q(retired_at=None) | Q(pk__in=session.topics.values("pk"))))
    keep = partial(correct_session, session=session, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(said=form.said())):
        messages.success(request, _("The session is corrected."))
        return redirect("awareness_session", session.pk)
    return session_form_shown(request, form, session)


def session_form_shown(request: Request, form: SessionForm, session: AwarenessSession | None) -> HttpResponse:
    """Show the form of a session."""
    context = {"form": form, "session": session, "topics": topics_said(session) if session else []}
    return render(request, "activities/session_form.html", context, status=422 if form.errors else 200)


@policy(RECORD_SESSIONS)
@require_GET
def session_detail(request: Request, session_id: uuid.UUID) -> HttpResponse:
    """Show a session: what it was about, its contacts, who is on its list."""
    return session_shown(request, session_for(request, session_id), PersonForm())


def session_shown(request: Request, session: AwarenessSession, form: PersonForm) -> HttpResponse:
    """Show a session with the form of its list as it was sent."""
    context = {
        "session": session,
        "topics": topics_said(session),
        "people": people_of(session),
        "form": form,
        "reason_form": ReasonForm(),
        "is_to_come": session.held_on > timezone.localdate(),
    }
    return render(request, "activities/session.html", context, status=422 if form.errors else 200)


@policy(RECORD_SESSIONS)
@require_POST
def session_withdraw(request: Request, session_id: uuid.UUID) -> HttpResponse:
    """Withdraw a session for a reason."""
    session = session_for(request, session_id)
    reason = request.POST.get("reason", "")[:500]
    act = partial(withdraw_session, session=session, reason=reason, actor=request.actor, at=timezone.now())
    done = _("The session is withdrawn: it counts no more.")
    return act_and_go(request, act, done, reverse("awareness_session", args=[session.pk]))


@policy(RECORD_SESSIONS)
@require_POST
def session_restore(request: Request, session_id: uuid.UUID) -> HttpResponse:
    """Bring a withdrawn session back."""
    session = session_for(request, session_id)
    act = partial(bring_session_back, session=session, actor=request.actor, at=timezone.now())
    done = _("The session is back, and counts again.")
    return act_and_go(request, act, done, reverse("awareness_session", args=[session.pk]))


@policy(RECORD_SESSIONS)
@require_POST
def session_person_add(request: Request, session_id: uuid.UUID) -> HttpResponse:
    """Write somebody on the list of a session."""
    session = session_for(request, session_id)
    form = PersonForm(request.POST)

    def keep() -> None:
        person_id, said = form.said()
        list_person(id=person_id, session=session, said=said, actor=request.actor, at=timezone.now())

    if is_kept(form, keep):
        messages.success(request, _("Written on the list."))
        return redirect("awareness_session", session.pk)
    return session_shown(request, session, form)


@policy(RECORD_SESSIONS)
@require_POST
def session_person_remove(request: Request, session_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    """Strike somebody out of the list of a session."""
    session = session_for(request, session_id)
    person = get_object_or_404(session.people.select_related("session"), pk=person_id)
    act = partial(strike_person_out, person=person, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, _("Struck out of the list."), reverse("awareness_session", args=[session.pk]))
