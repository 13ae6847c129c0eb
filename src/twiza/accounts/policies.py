"""What a route says of itself: the action whose rule guards it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])

PUBLIC = "public"
OWN = "accounts.own"


def policy(action: str) -> Callable[[View], View]:
    """
    Declare the action that a view does; the middleware asks for it before the view runs.

    A view without this declaration answers nobody, and fails the tests.
    """

    def declare(view: View) -> View:
        view.policy = action  # type: ignore[attr-defined]
        return view

    return declare
