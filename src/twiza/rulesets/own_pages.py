"""
Rulesets that are written on a page of their own, in a house above this one: the weights of needs.

Such a house says so in its `ready()`. Here they are read, compared and put in force, and never brought in as files:
the house would not know of it.
"""

from __future__ import annotations

_routes: dict[str, str] = {}


def register_own_page(code: str, route: str) -> None:
    """Say on which route a ruleset is written. Raises ValueError when another house said so before."""
    if _routes.setdefault(code, route) != route:
        raise ValueError(f"{code} is written elsewhere already.")


def own_page_of(code: str) -> str:
    """Return the route on which a ruleset is written; empty when it is written in files."""
    return _routes.get(code, "")
