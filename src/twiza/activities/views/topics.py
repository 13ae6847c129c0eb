"""The page of topics: add one, name it anew, retire it."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.activities.actions.topics import add_topic, name_topic, retire_topic, take_topic_up_again
from twiza.activities.awareness_forms import TopicForm
from twiza.activities.queries.awareness import topics_of
from twiza.activities.rules import KEEP_TOPICS
from twiza.activities.views.found import topic_for
from twiza.core.answering import act_and_go, is_kept


@policy(KEEP_TOPICS)
@require_http_methods(["GET", "HEAD", "POST"])
def topic_list(request: Request) -> HttpResponse:
    """List topics, and add one."""
    form = TopicForm(request.POST or None)
    keep = partial(add_topic, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(id=form.cleaned_data["id"], names=form.names())):
        messages.success(request, _("The topic is added."))
        return redirect("awareness_topics")
    context = {"form": form, "topics": topics_of(request.actor)}
    return render(request, "activities/topics.html", context, status=422 if form.errors else 200)


@policy(KEEP_TOPICS)
@require_http_methods(["GET", "HEAD", "POST"])
def topic_change(request: Request, topic_id: uuid.UUID) -> HttpResponse:
    """Name a topic anew."""
    topic = topic_for(request, topic_id)
    form = TopicForm(request.POST or None, initial={**topic.names, "id": topic.pk})
    keep = partial(name_topic, topic=topic, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(names=form.names())):
        messages.success(request, _("The topic has its new name."))
        return redirect("awareness_topics")
    context = {"form": form, "topic": topic}
    return render(request, "activities/topic_form.html", context, status=422 if form.errors else 200)


@policy(KEEP_TOPICS)
@require_POST
def topic_retire(request: Request, topic_id: uuid.UUID) -> HttpResponse:
    """Offer a topic no more, or again."""
    topic = topic_for(request, topic_id)
    is_retired = topic.retired_at is not None
    act = partial(
        take_topic_up_again if is_retired else retire_topic, topic=topic, actor=request.actor, at=timezone.now()
    )
    done = _("The topic is offered again.") if is_retired else _("The topic is offered no more.")
    return act_and_go(request, act, done, reverse("awareness_topics"))
