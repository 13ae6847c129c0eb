"""Every route declares its policy; the walk finds new ones by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from twiza.accounts.decisions import NOBODY, known_actions
from twiza.web.middleware import PolicyMiddleware

STATIC = "django.views.static"


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Yield every route of the server, however deep."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern)
        else:
            yield pattern


@pytest.mark.parametrize("route", list(routes()), ids=lambda route: route.name or str(route.pattern))
def test_a_route_declares_a_policy_that_has_a_rule(route):
    assert getattr(route.callback, "policy", None) in known_actions()


def test_a_view_without_a_policy_answers_nobody():
    middleware = PolicyMiddleware(lambda request: HttpResponse())
    request = RequestFactory().get("/")
    request.actor = NOBODY

    with pytest.raises(ImproperlyConfigured, match="declares no policy"):
        middleware.process_view(request, lambda request: HttpResponse(), (), {})
