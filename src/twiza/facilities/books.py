"""What the words of a file mean: types, services and places by everything people may call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from twiza.facilities.columns import bare_text
from twiza.facilities.models import FacilityType, Service, Status
from twiza.territory.commune_book import CommuneBook
from twiza.territory.models import Place

STATUS_WORDS: Mapping[str, Status] = {
    "": Status.UNKNOWN,
    **dict.fromkeys(("open", "ouvert", "fonctionnel", "functional", "مفتوح", "مفتوحه"), Status.OPEN),
    **dict.fromkeys(("closed", "ferme", "nonfonctionnel", "مغلق", "مغلقه"), Status.CLOSED),
    **dict.fromkeys(("withoutstaff", "sanspersonnel", "بدونموظفين", "بدونمستخدمين"), Status.WITHOUT_STAFF),
    **dict.fromkeys(("unknown", "inconnu", "statusunknown", "غيرمعروف", "غيرمعروفه"), Status.UNKNOWN),
}
YES_WORDS = frozenset({"yes", "oui", "true", "vrai", "1", "x", "نعم"})
NO_WORDS = frozenset({"no", "non", "false", "faux", "0", "لا"})


@dataclass(frozen=True)
class FacilityBook:
    """The types, services and places that a file may name. `said` is what a person said of types we do not know."""

    types: Mapping[str, FacilityType]
    services: Mapping[str, Service]
    communes: CommuneBook
    places: Mapping[str, list[Place]]
    said: Mapping[str, str] = field(default_factory=dict)

    def type_called(self, words: str) -> FacilityType | None:
        """Return the type of these words: as a person said, or by its code or one of its names."""
        chosen = self.said.get(words)
        return self.types.get(bare_text(chosen or words))

    def service_called(self, words: str) -> Service | None:
        """Return the service of these words, by its code or one of its names."""
        return self.services.get(bare_text(words))


Named = TypeVar("Named", FacilityType, Service)


def by_code_and_names(things: Sequence[Named]) -> dict[str, Named]:
    """Return things by their code and by each of their names, folded; the code wins."""
    found: dict[str, Named] = {}
    for thing in things:
        for name in thing.names.values():
            found.setdefault(bare_text(name), thing)
    return found | {bare_text(thing.code): thing for thing in things}


def places_by_name(places: Iterable[Place]) -> dict[str, list[Place]]:
    """Return places by each of their names, folded."""
    found: dict[str, list[Place]] = {}
    for place in places:
        for name in {bare_text(name) for name in place.names.values()}:
            found.setdefault(name, []).append(place)
    return found
