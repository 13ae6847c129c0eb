"""Hours, weeks and places as people write them, read into values and written back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from twiza.facilities.facts import State, line_of
from twiza.territory.models import Place

_HOURS = re.compile(r"(\d{1,2})\s*(?:[:hH]\s*(\d{2})?)?\s*[-–—]\s*(\d{1,2})\s*(?:[:hH]\s*(\d{2})?)?")
LAST_WEEK = 53


def hours_from(text: str) -> list[list[str]]:
    """Return the hours of a day, `08:30-12:00, 14h-16h30`, as pairs. Raises ValueError when they are not hours."""
    hours = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;،]", text))):
        match = _HOURS.fullmatch(part)
        if match is None:
            raise ValueError(part)
        hours.append([time_of(match[1], match[2]), time_of(match[3], match[4])])
    return hours


def time_of(hour: str, minute: str | None) -> str:
    """Return a time of day. Raises ValueError when there is none such."""
    if int(hour) > 23 or int(minute or 0) > 59:
        raise ValueError(hour)
    return f"{int(hour):02}:{int(minute or 0):02}"


def text_of_hours(hours: Sequence[Sequence[str]]) -> str:
    """Return hours as people write them."""
    return ", ".join(f"{opens}-{closes}" for opens, closes in hours)


def weeks_by_place(text: str, place_of: Callable[[str], Place | None]) -> dict[str, list[int]]:
    """
    Return the weeks in which a mobile unit comes, by path of the place, from lines `05.081.03.09: 2, 15`.

    Raises ValueError with the line that is not understood.
    """
    found: dict[str, list[int]] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        code, _colon, weeks = line.partition(":")
        place = place_of(code.strip())
        told = re.findall(r"\d+", weeks)
        if place is None or not told or re.fullmatch(r"[\d\s,;،]+", weeks) is None:
            raise ValueError(line)
        numbers = {int(week) for week in told} | set(found.get(place.path, ()))
        if not all(1 <= week <= LAST_WEEK for week in numbers):
            raise ValueError(line)
        found[place.path] = sorted(numbers)
    return found


def places_from(text: str, place_of: Callable[[str], Place | None]) -> list[str]:
    """Return the paths of places, from lines each with a code. Raises ValueError with a code that nothing has."""
    found = {line.strip(): place_of(line.strip()) for line in text.splitlines() if line.strip()}
    for code, place in found.items():
        if place is None:
            raise ValueError(code)
    return [place.path for place in found.values() if place is not None]


def text_of_places(state: State) -> str:
    """Return the places of a catchment as people write them, a code a line."""
    paths = sorted(line_of(field)[1] for field in state if line_of(field)[0] == "catchment")
    return "\n".join(path.rsplit("/", 1)[-1] for path in paths)


def text_of_weeks(state: State) -> str:
    """Return the weeks of a mobile unit as people write them, a line per place."""
    visits = {line_of(field)[1]: value for field, value in state.items() if line_of(field)[0] == "visit"}
    return "\n".join(
        f"{path.rsplit('/', 1)[-1]}: {', '.join(str(week) for week in value['weeks'])}"
        for path, value in sorted(visits.items())
    )
