"""Logs that say what broke and where, and never what somebody typed."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Writes an error as its kind and the lines of code it rose through: its message may quote a person's data."""

    def formatException(self, ei: Caught) -> str:  # noqa: N802 -- the name is logging's
        """Return the kind of an error and where it rose, and the same for the errors behind it."""
        return "\n".join(_described(one) for one in _chain(ei[1]))


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return an error and those it rose from, the first one first."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _described(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    # The database's own code, as SQLITE_FULL or 53100, tells a full disk from a busy one and quotes nobody.
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    return f"{frames}{type(error).__module__}.{type(error).__qualname__}{f' ({code})' if code else ''}"
