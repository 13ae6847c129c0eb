"""Which function does which kind of job, and which chores a worker does between jobs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from twiza.jobs.context import JobContext

Commit: TypeAlias = Callable[[], dict[str, Any]]
Handler: TypeAlias = Callable[[JobContext], Commit]
Errand: TypeAlias = Callable[[dt.datetime], object]


@dataclass(frozen=True, slots=True)
class Chore:
    """Something every worker does again and again; safe to be done by two workers at once."""

    name: str
    every: dt.timedelta
    do: Errand


_handlers: dict[str, Handler] = {}
_titles: dict[str, str] = {}
_chores: dict[str, Chore] = {}


def job(kind: str, *, title: str = "") -> Callable[[Handler], Handler]:
    """
    Register the handler of a kind of job. Raises ValueError when the kind has one already.

    `title` names the kind on the page of one's jobs; it is marked for translation (`gettext_lazy`).

    The handler computes and changes nothing; it returns the function that makes the changes and returns the
    job's result. That function runs once, in one transaction with the job's end. In the result, `url` is our
    own path of what was made, if there is one.
    """

    def register(handler: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"{kind} has a handler already.")
        _handlers[kind], _titles[kind] = handler, title
        return handler

    return register


def chore(name: str, *, every: dt.timedelta) -> Callable[[Errand], Errand]:
    """Register a chore: a function of the time. Raises ValueError when the name is taken."""

    def register(do: Errand) -> Errand:
        if name in _chores:
            raise ValueError(f"{name} is a chore already.")
        _chores[name] = Chore(name, every, do)
        return do

    return register


def handler_of(kind: str) -> Handler:
    """Return the handler of a kind. Raises ValueError when there is none."""
    if kind not in _handlers:
        raise ValueError(f"No handler for jobs of kind {kind}.")
    return _handlers[kind]


def title_of(kind: str) -> str:
    """Return the title of a kind, in the reader's language; empty when it has none or is known no more."""
    return str(_titles.get(kind, ""))


def known_kinds() -> tuple[str, ...]:
    """Return every kind that has a handler, in alphabetical order."""
    return tuple(sorted(_handlers))


def known_chores() -> tuple[Chore, ...]:
    """Return every chore, in the order of their names."""
    return tuple(_chores[name] for name in sorted(_chores))
