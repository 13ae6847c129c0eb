"""Where a file is at home: a house above may have a page for files of its kind, on which they are moved."""

from __future__ import annotations

from django.urls import reverse

from twiza.procedures.models import File

_routes: dict[str, str] = {}


def give_home(kind: str, route: str) -> None:
    """Let files of a kind (its code) be shown and moved by a page of its own, which takes the file's id."""
    _routes[kind] = route


def home_of(file: File) -> str:
    """Return the address of the page that a file is at home on; empty for this house's own."""
    route = _routes.get(file.kind.code, "")
    return reverse(route, args=[file.pk]) if route else ""
