"""Facilities as they were on a day, as lines of a list: found and ordered as today's are."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from twiza.facilities.fact_words import UNKNOWN, FactWords
from twiza.facilities.facts import State
from twiza.facilities.finding import search_text_of
from twiza.facilities.queries.facility import FacilityFilter


@dataclass(frozen=True, slots=True)
class ListedState:
    """A facility as it was, by what the list shows of it."""

    id: uuid.UUID
    name: str
    state: State
    words: FactWords

    @property
    def type(self) -> str:
        """Its type in words."""
        code: str = self.state.get("type", UNKNOWN)
        return self.words.types.get(code, code)

    @property
    def place(self) -> str:
        """Its place in words."""
        return self.words.said("place", self.state.get("place"))

    @property
    def status(self) -> str:
        """Its status in words."""
        return self.words.statuses.get(self.state.get("status", ""), UNKNOWN)

    def in_post(self, profession: str) -> float | None:
        """Return how many of a profession were in post."""
        post = self.state.get(f"post.{profession}")
        return post["in_post"] if post else None

    @property
    def doctors(self) -> float | None:
        """Its doctors."""
        return self.in_post("doctor")

    @property
    def nurses(self) -> float | None:
        """Its nurses."""
        return self.in_post("nurse")


def listed_states(states: Mapping[uuid.UUID, State], asked: FacilityFilter, words: FactWords) -> list[ListedState]:
    """Return the states that match a filter by words, type, status and area, in the order of their places."""
    found = [(state.get("place", ""), key, state) for key, state in states.items() if matches(state, asked)]
    found.sort(key=lambda one: one[:2])
    words.ask_for_places({place for place, _key, _state in found})
    return [ListedState(key, words.name(state), state, words) for _place, key, state in found]


def matches(state: State, asked: FacilityFilter) -> bool:
    """Return whether a state is one that somebody asks for."""
    if asked.type_code and state.get("type") != asked.type_code:
        return False
    if asked.status and state.get("status") != asked.status:
        return False
    if asked.area_path and not f"{state.get('place', '')}/".startswith(f"{asked.area_path}/"):
        return False
    if not asked.words:
        return True
    names = {field: value for field, value in state.items() if field.startswith("name_")}
    text = search_text_of((names, state.get("code") or ""))
    return all(word in text for word in asked.words)
