"""The arguments of `twiza plan …`: refused in one sentence that says where to read more."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from twiza_planning.errors import NotUnderstood


class OneSentenceParser(argparse.ArgumentParser):
    """An argument parser that refuses in one sentence, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read more."""
        self.exit(2, f"{self.prog}: {message}. See `{self.prog} --help`.\n")


def number(*, least: float, most: float = math.inf) -> Callable[[str], float]:
    """Return a reader of a number between two limits, both allowed."""

    def read(text: str) -> float:
        value = float(text)
        if not least <= value <= most or math.isinf(value):
            raise argparse.ArgumentTypeError(f"{text} is not a number " + describe_range(least, most))
        return value

    read.__name__ = "number"  # argparse says "invalid number value: 'x'"
    return read


def whole(*, least: int, most: int = 2**31 - 1) -> Callable[[str], int]:
    """Return a reader of a whole number between two limits, both allowed."""

    def read(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a whole number " + describe_range(least, most))
        return value

    read.__name__ = "whole number"
    return read


def positive(text: str) -> float:
    """Read a number above 0."""
    value = float(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return value


def describe_range(least: float, most: float) -> str:
    """Return how a sentence names a range."""
    return f"from {least:g}" if math.isinf(most) else f"from {least:g} to {most:g}"


def refuse_unwritable(path: Path) -> None:
    """Raise NotUnderstood when a file cannot be written there, before the work that fills it."""
    if path.is_dir():
        raise NotUnderstood("", "is a folder: give the name of a file")
    if not path.parent.is_dir():
        raise NotUnderstood("", f"the folder {path.parent} does not exist: make it first")


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name a file in what is said of it."""
    try:
        yield
    except NotUnderstood as error:
        raise NotUnderstood(f"{path}", str(error)) from error
