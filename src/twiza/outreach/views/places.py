"""Pages of a caravan's days, posts and localities."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.outreach.actions.caravan import add_locality
from twiza.outreach.actions.days import add_day, add_post, remove_day, rename_day
from twiza.outreach.caravan_forms import LocalityForm
from twiza.outreach.models import Caravan, CaravanDay
from twiza.outreach.queries.caravans import communes_for, days_of
from twiza.outreach.queries.register import posts_of
from twiza.outreach.rules import MAKE_CARAVAN, MAKE_CARAVANS, SEE_PREPARATION, VIEW_CARAVANS
from twiza.outreach.team_forms import DayForm, DayNamesForm, PostForm
from twiza.outreach.views.preparing import LinePage, caravan_allowed, line_page, may_change


@policy(VIEW_CARAVANS)
@require_GET
def caravan_places(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show the days with their places, the posts, and where people come from."""
    return places_page(request, caravan_allowed(request, caravan_id, SEE_PREPARATION))


def places_page(
    request: Request,
    caravan: Caravan,
    *,
    day: DayForm | None = None,
    post: PostForm | None = None,
    locality: LocalityForm | None = None,
) -> HttpResponse:
    """Show days, posts and localities, with forms as they were sent where something is wrong in them."""
    context = {
        "caravan": caravan,
        "days": days_of(caravan).select_related("site"),
        "posts": posts_of(caravan).values(),
        "localities": caravan.localities.order_by("number"),
        "may_change": may_change(request, caravan),
        "day_form": day or day_form(request, caravan),
        "post_form": post or PostForm(caravan=caravan, auto_id="post_%s"),
        "locality_form": locality or LocalityForm(auto_id="locality_%s"),
    }
    is_wrong = any(form is not None for form in (day, post, locality))
    return render(request, "outreach/preparation/places.html", context, status=422 if is_wrong else 200)


def day_form(request: Request, caravan: Caravan) -> DayForm:
    """Return the form of one more day, in the commune of the caravan unless one is chosen."""
    communes = communes_for(request.actor)
    return DayForm(request.POST or None, initial={"commune": caravan.area_id}, communes=communes, auto_id="day_%s")


@policy(MAKE_CARAVANS)
@require_POST
def day_new(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Add a day at a place."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    form, add = day_form(request, caravan), partial(add_day, caravan=caravan, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: add(terms=form.terms())):
        return redirect("caravan_places", caravan.pk)
    return places_page(request, caravan, day=form)


@policy(MAKE_CARAVANS)
@require_POST
def post_new(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Offer one more specialty."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    form = PostForm(request.POST, caravan=caravan, auto_id="post_%s")
    add = partial(add_post, caravan=caravan, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: add(**form.cleaned_data)):
        return redirect("caravan_places", caravan.pk)
    return places_page(request, caravan, post=form)


@policy(MAKE_CARAVANS)
@require_POST
def caravan_locality(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Add a place that people come from."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    form = LocalityForm(request.POST, auto_id="locality_%s")
    add = partial(add_locality, caravan=caravan, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: add(**form.cleaned_data)):
        return redirect("caravan_places", caravan.pk)
    return places_page(request, caravan, locality=form)


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def day_names(request: Request, caravan_id: uuid.UUID, day_id: int) -> HttpResponse:
    """Call the place of a day otherwise."""
    day = day_for(request, caravan_id, day_id)
    form = DayNamesForm(request.POST or None, initial=day.names)
    keep = partial(rename_day, day=day, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(names=form.names())):
        return redirect("caravan_places", caravan_id)
    back = reverse("caravan_places", args=[caravan_id])
    return line_page(request, day.caravan, form, LinePage(_("Place of a day"), back))


@policy(MAKE_CARAVANS)
@require_POST
def day_remove(request: Request, caravan_id: uuid.UUID, day_id: int) -> HttpResponse:
    """Remove a day on which nobody was registered; the page asked for a confirmation."""
    day = day_for(request, caravan_id, day_id)
    act = partial(remove_day, day=day, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, _("The day is removed."), reverse("caravan_places", args=[caravan_id]))


def day_for(request: Request, caravan_id: uuid.UUID, day_id: int) -> CaravanDay:
    """Return a day of a caravan that the actor may change. Raises Http404."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    return get_object_or_404(days_of(caravan).select_related("caravan__file__step"), pk=day_id)
