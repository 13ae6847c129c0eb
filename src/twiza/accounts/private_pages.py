"""Pages that whoever holds a code or a link may open: nothing else may keep them or find them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse

from twiza.accounts.requests import Request

Page = Callable[..., HttpResponse]


def private(page: Page) -> Page:
    """Keep the answers of a page out of every store and every search."""

    @wraps(page)
    def answer(request: Request, *args: object, **given: object) -> HttpResponse:
        response = page(request, *args, **given)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
