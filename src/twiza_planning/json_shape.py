"""Read parsed JSON strictly: each value knows its path, and a wrong one is refused by it."""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.errors import NotUnderstood

GREATEST_NUMBER = 1e15  # beyond, sums of products lose the units
SHOWN_CHARACTERS = 60


class RepeatedKeys(dict[str, object]):
    """A JSON object that was given one of its keys twice; `key` is the first such."""

    key = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a JSON text and where it stands."""

    value: object
    path: str = ""

    def refuse(self, sentence: str) -> NotUnderstood:
        """Return the error that names this value's path."""
        return NotUnderstood(self.path, sentence)

    def shown(self) -> str:
        """Return the value as JSON, cut short; of a list or an object, only what it is."""
        if isinstance(self.value, list | dict):
            return "a list" if isinstance(self.value, list) else "an object"
        text = show(self.value)
        return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"

    def is_null(self) -> bool:
        """Say whether the value is null."""
        return self.value is None

    def fields(self, *, known: Collection[str], required: Collection[str] = ()) -> dict[str, Node]:
        """Return an object's values by key. Raises NotUnderstood on an unknown, repeated or missing key."""
        if not isinstance(self.value, dict):
            raise self.refuse(f"{self.shown()} is not an object")
        if isinstance(self.value, RepeatedKeys):
            raise NotUnderstood(join(self.path, self.value.key), "given twice")
        for key in self.value:
            if key not in known:
                raise NotUnderstood(join(self.path, key), f"unknown key ({guess(key, known)})")
        for key in required:
            if key not in self.value:
                raise NotUnderstood(join(self.path, key), "missing")
        return {key: Node(value, join(self.path, key)) for key, value in self.value.items()}

    def entries(self) -> dict[str, Node]:
        """Return the values of an object whose keys are free names."""
        return self.fields(known=self.value if isinstance(self.value, dict) else ())

    def items(self) -> Iterator[Node]:
        """Return the values of a list."""
        if not isinstance(self.value, list):
            raise self.refuse(f"{self.shown()} is not a list")
        return (Node(value, f"{self.path}[{place}]") for place, value in enumerate(self.value))

    def text(self) -> str:
        """Return a text, empty or not."""
        if not isinstance(self.value, str):
            raise self.refuse(f"{self.shown()} is not a text")
        if not is_writable(self.value):
            raise self.refuse(f"{self.shown()} holds half a character")
        return self.value

    def name(self) -> str:
        """Return a text that is not empty."""
        if not (name := self.text()):
            raise self.refuse("empty")
        return name

    def one_of(self, names: Collection[str], kind: str) -> str:
        """Return a name among those known."""
        if (name := self.name()) not in names:
            raise self.refuse(f"{self.shown()} is not a known {kind}")
        return name

    def truth(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.refuse(f"{self.shown()} is neither true nor false")
        return self.value

    def number(self, *, least: float = 0.0, most: float = GREATEST_NUMBER) -> float:
        """Return a finite number between `least` and `most`, both allowed."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.refuse(f"{self.shown()} is not a number")
        if isinstance(self.value, float) and not math.isfinite(self.value):
            raise self.refuse(f"{self.shown()} is not a finite number")
        self.refuse_outside(self.value, least, most)
        return float(self.value)

    def refuse_outside(self, value: float, least: float, most: float) -> None:
        """Raise NotUnderstood for a number out of its range."""
        if value < least:
            raise self.refuse(f"{self.shown()} is " + ("negative" if least == 0 else f"below {least:g}"))
        if value > most:
            raise self.refuse(f"{self.shown()} is above {most:g}")

    def positive(self) -> float:
        """Return a number above 0."""
        if (number := self.number()) == 0:
            raise self.refuse(f"{self.shown()} is not above 0")
        return number

    def whole(self, *, least: int = 0, most: int = 10**9) -> int:
        """Return a whole number between `least` and `most`; 3.0 is whole."""
        number = self.number(least=least, most=most)
        if not number.is_integer():
            raise self.refuse(f"{self.shown()} is not a whole number")
        return int(number)

    def square(self, side: int) -> npt.NDArray[np.float64]:
        """Return a square matrix of numbers, none negative."""
        rows = list(self.items())
        if len(rows) != side:
            raise self.refuse(f"{len(rows)} rows where {side} are expected (the teams, then the stops)")
        for row in rows:
            check_row(row, side)
        return np.array(self.value, dtype=np.float64).reshape(side, side)


def check_row(row: Node, side: int) -> None:
    """Refuse a row of a matrix that is too short or too long, or holds something else than numbers from 0."""
    if not isinstance(row.value, list):
        raise row.refuse(f"{row.shown()} is not a list")
    if len(row.value) != side:
        raise row.refuse(f"{len(row.value)} values where {side} are expected (the teams, then the stops)")
    # A matrix has hundreds of thousands of cells: look at one as a node only when it is wrong.
    if not all(type(cell) in (int, float) and 0 <= cell <= GREATEST_NUMBER for cell in row.value):
        for cell in row.items():
            cell.number()


def join(path: str, key: str) -> str:
    """Return the path of a key of the object at `path`."""
    name = key if key.isprintable() and is_writable(key) and key else show(key)
    return f"{path}.{name}" if path else name


def guess(key: str, known: Collection[str]) -> str:
    """Return what the writer of an unknown key may have meant."""
    close = difflib.get_close_matches(key, list(known), n=1)
    return f"did you mean {close[0]}?" if close else "known: " + ", ".join(known)


def show(value: object) -> str:
    """Return a value as JSON, safe to print anywhere."""
    text = json.dumps(value, ensure_ascii=False)
    return text if is_writable(text) else json.dumps(value)


def is_writable(text: str) -> bool:
    """Say whether a text can be written as UTF-8: a lone surrogate cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
