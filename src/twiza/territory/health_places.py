"""Which place a row of health figures is about: surely, by what a person decided, or in doubt."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from twiza.territory.commune_book import Commune, CommuneBook, sound_of_name
from twiza.territory.health_file import LEAVE_OUT, Doubt, HealthFindings, HealthRules
from twiza.territory.locality_places import named

CANDIDATES = 6
LIKE_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Called:
    """What a row calls a place: its code, its name, and the name of what it lies in, each maybe empty."""

    code: str
    name: str
    within: str

    def __str__(self) -> str:
        return " · ".join(text for text in (self.code, self.name, self.within) if text)


def place_of(row: int, called: Called, rules: HealthRules, findings: HealthFindings) -> Commune | None:
    """Return the place that a row names, None when it is wrong, in doubt or left out: the findings say which."""
    if not called.code and not called.name:
        findings.note(row, "place_code", _("Neither a code nor a name says which place this is."))
        return None
    place = sure_place(called, rules.book) or _decided(row, called, rules, findings)
    if place is not None and not rules.may_import_into(place.path):
        sentence = _("%(commune)s is outside the territory you act for.")
        findings.note(row, "place_code" if called.code else "place_name", sentence % {"commune": named(place)})
        return None
    return place


def sure_place(called: Called, book: CommuneBook) -> Commune | None:
    """Return the only place that has or had this code in full, or this name; None when there is a doubt."""
    if called.code and (found := book.with_code(called.code)):
        return found
    if called.code and called.name:
        return None
    # DHIS2 gives names in the place of codes when it is asked to.
    alike = _within(book.named(called.name or called.code), called, book)
    return alike[0] if len(alike) == 1 else None


def candidates_for(called: Called, book: CommuneBook) -> list[Commune]:
    """Return the places that may be meant, the likeliest first."""
    bare = book.with_bare_code(called.code) if called.code else None
    name = called.name or called.code
    sounds = get_close_matches(sound_of_name(name), book.by_name, n=CANDIDATES, cutoff=LIKE_ENOUGH)
    alike, close = book.named(name), [one for sound in sounds for one in book.by_name[sound]]
    found = [*([bare] if bare else []), *_within(alike, called, book), *_within(close, called, book), *alike, *close]
    return list({one.id: one for one in found}.values())[:CANDIDATES]


def _within(found: list[Commune], called: Called, book: CommuneBook) -> list[Commune]:
    holders = tuple(f"{one.path}/" for one in book.named(called.within)) if called.within else ()
    return [one for one in found if one.path.startswith(holders)] if holders else found


def _decided(row: int, called: Called, rules: HealthRules, findings: HealthFindings) -> Commune | None:
    said = str(called)
    decision = rules.decisions.get(said, "")
    chosen = rules.book.by_code.get(decision)
    doubt = findings.doubts.get(said)
    if doubt is None:
        kept = decision if chosen or decision == LEAVE_OUT else ""
        doubt = Doubt(said, 0, row, candidates_for(called, rules.book), kept)
    findings.doubts[said] = dataclasses.replace(doubt, rows=doubt.rows + 1)
    findings.counted["left_out"] += decision == LEAVE_OUT
    return chosen
