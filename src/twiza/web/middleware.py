"""At the door of every route: who asks, and does the route's rule let her in?"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import NOBODY, Actor, decide
from twiza.accounts.policies import OWN, PUBLIC
from twiza.accounts.queries import lacks_second_factor
from twiza.accounts.requests import Request
from twiza.organisations.queries import actor_of
from twiza.web.doors import is_on_loopback

MEMBERSHIP_KEY = "membership_id"
METHODS_TAKEN = ("GET", "HEAD", "POST")
"""No view of ours answers another method: without this, one that checks nothing would take PUT for GET."""


class PolicyMiddleware:
    """Asks `decide` before any view runs. A route that declares no policy answers nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain_request: HttpRequest) -> HttpResponse:
        request = cast(Request, plain_request)
        request.actor = actor_from(request)
        response = self.get_response(request)
        if request.actor.person_id is not None:
            if response.status_code == HTTPStatus.NOT_FOUND:
                note_refusal(request)
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self, request: Request, view: Callable[..., HttpResponse], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Let the request pass (None), send the person to sign in, or say that nothing is here."""
        action = getattr(view, "policy", None)
        if action is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no policy.")
        elsewhere = None if action == PUBLIC else sent_elsewhere(request, action)
        if elsewhere is None and request.method not in METHODS_TAKEN:
            return HttpResponseNotAllowed(METHODS_TAKEN)
        return elsewhere


def sent_elsewhere(request: Request, action: str) -> HttpResponse | None:
    """Return where a person must go before she may do this, or None. Raises Http404 when she may not."""
    if request.actor.person_id is None:
        return redirect_to_login(request.get_full_path())
    if action != OWN and lacks_second_factor(request.user, request.actor, is_loopback=is_on_loopback(request)):
        return redirect("mfa_activate_totp")
    if not decide(request.actor, action):
        raise Http404
    return None


def note_refusal(request: Request) -> None:
    """
    Note what a person asked for and was not given: it may be somebody else's, or never have been.

    The server does not tell these apart here, so that the trail tells no more than the page did.
    """
    match = request.resolver_match
    action = getattr(match.func, "policy", PUBLIC) if match else PUBLIC
    if match and action not in {PUBLIC, OWN}:
        record_audit(
            actor=request.actor,
            action=action,
            at=timezone.now(),
            outcome="denied",
            object_kind=match.view_name,
            object_id=str(next(iter(match.kwargs.values()), ""))[:64],
        )


def actor_from(request: Request) -> Actor:
    """Return who asks: the person signed in, acting under the membership her session chose."""
    if not request.user.is_authenticated:
        return NOBODY
    return actor_of(request.user, timezone.localdate(), request.session.get(MEMBERSHIP_KEY))
