"""The files of this house, each with the page that it is at home on."""

from __future__ import annotations

from collections.abc import Iterable

from twiza.procedures.homes import give_home


def at_home(kinds: Iterable[str]) -> None:
    """Show and move the files of these kinds on the page of their enrolment: they have the same ids."""
    for kind in kinds:
        give_home(kind, "enrolment")
