"""The front door: welcome, home, choosing a language or a membership, and the pages of when nothing is there."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_POST, require_safe

from twiza.accounts.links import is_own_path
from twiza.accounts.models import Person
from twiza.accounts.policies import OWN, PUBLIC, policy
from twiza.accounts.requests import Request
from twiza.core.addresses import in_other_language
from twiza.core.queries import is_demonstration
from twiza.organisations.queries import memberships_of
from twiza.web.middleware import MEMBERSHIP_KEY
from twiza.web.samples import design_sample


@policy(PUBLIC)
@require_safe
def language_root(request: Request) -> HttpResponse:
    """Send a visitor to the pages in her language."""
    return redirect("welcome")


@policy(PUBLIC)
@require_safe
def health(request: Request) -> HttpResponse:
    """Say that the server and its database answer."""
    is_demonstration()
    return JsonResponse({"status": "ok"})


@policy(PUBLIC)
@require_safe
def welcome(request: Request) -> HttpResponse:
    """Say in a few lines what Twiza is, and open the door to those who have a key."""
    if request.user.is_authenticated:
        return redirect("home")
    return render(request, "web/welcome.html")


@policy(OWN)
@require_safe
def home(request: Request) -> HttpResponse:
    """Show each person her first job."""
    return render(request, "web/home.html")


@policy(PUBLIC)
@require_POST
def choose_language(request: Request) -> HttpResponse:
    """Show the same page in another language, and remember it for the person."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return redirect("welcome")
    if request.user.is_authenticated:
        Person.objects.filter(pk=request.user.pk).update(language=language)
    response = HttpResponseRedirect(in_other_language(own_path(request), language))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


@policy(OWN)
@require_POST
def choose_membership(request: Request) -> HttpResponse:
    """Act for another organisation, or in another role, from now on in this session."""
    held = memberships_of(request.user, timezone.localdate())
    membership = next((one for one in held if str(one.pk) == request.POST.get("membership")), None)
    if membership is None:
        raise Http404
    request.session[MEMBERSHIP_KEY] = membership.pk
    return redirect("home")


@policy(PUBLIC)
@require_safe
def design(request: Request) -> HttpResponse:
    """Show every component of the design system."""
    return render(request, "web/design.html", {"design": design_sample()})


@policy(PUBLIC)
def not_found(request: Request, exception: Exception | None = None) -> HttpResponse:
    """Answer alike for what does not exist and for what one may not see."""
    return render(request, "web/404.html", status=404)


@policy(PUBLIC)
def bad_request(request: Request, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that no browser of ours would send."""
    return render(request, "web/400.html", status=400)


@policy(PUBLIC)
def broken(request: Request) -> HttpResponse:
    """Say that the database does not answer, or that something of ours broke; it was logged once, at the door."""
    is_busy = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    with override(get_language() or settings.LANGUAGE_CODE):
        response = render(request, f"web/{503 if is_busy else 500}.html", status=503 if is_busy else 500)
    if is_busy:
        response.headers["Retry-After"] = "10"
    return response


def own_path(request: Request) -> str:
    """Return the path asked to come back to, if it is one of ours, else the welcome page."""
    target = request.POST.get("next", "")
    return target if is_own_path(target) else reverse("welcome")
