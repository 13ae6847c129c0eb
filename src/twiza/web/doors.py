"""The outer door: what no page should ever be asked, and what every answer carries, errors and files too."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_from_path, override

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
}
# What a proxy says of the one it speaks for: with any of these, the request is not this computer's own.
PROXY_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)
# PostgreSQL has no place for this character, and nobody types it.
NUL = "\x00"


class DoorMiddleware:
    """Turns away what is too large or holds a NUL, before anything reads it, and puts HEADERS on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forget_broken_cookies(request)
        response = refusal_of(request) or self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Turn away a form with a NUL in it; reading it may raise Django's own refusals of bad forms."""
        if request.method == "POST" and any(NUL in text for text in texts_of(request)):
            return refused(request, HTTPStatus.BAD_REQUEST)
        return None


def refusal_of(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to a request that goes no further, None for one that may."""
    if content_length(request) > settings.REQUEST_MAX_BYTES:
        return refused(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        return refused(request, HTTPStatus.BAD_REQUEST)
    return None


def refused(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """Return the page that says why, in the language of the address."""
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return render(request, f"web/{status.value}.html", status=status)


def content_length(request: HttpRequest) -> int:
    """Return how many bytes the request says it holds; nonsense is nothing, as it is for Django."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def texts_of(request: HttpRequest) -> Iterator[str]:
    """Yield the names and the values of a form."""
    for name, values in request.POST.lists():
        yield name
        yield from (value for value in values if isinstance(value, str))


def forget_broken_cookies(request: HttpRequest) -> None:
    """Take a cookie with a NUL as not sent: its browser gets a new one, instead of an error for ever."""
    for name in [name for name, value in request.COOKIES.items() if NUL in value]:
        del request.COOKIES[name]


def is_on_loopback(request: HttpRequest) -> bool:
    """Return whether a request comes from this very computer, over plain http, and through no proxy."""
    if settings.IS_PUBLIC or request.is_secure() or any(name in request.META for name in PROXY_HEADERS):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
