"""The need of one commune, part by part, in words anyone can check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.figures import as_number
from twiza.access.models import Counted, NeedFormula, NeedTerm
from twiza.access.need_table import PERCENT, NeedTable, Part, none_if_missing
from twiza.access.queries.needs import needs_of, terms_of
from twiza.core.names import name_in
from twiza.territory.models import Place


@dataclass(frozen=True, slots=True)
class SaidPart:
    """A part in words: what is counted, how many people that is, and what the weight makes of it."""

    label: str
    value: str
    people: float | None
    weight: float
    need: float | None


@dataclass(frozen=True, slots=True)
class SpecialtyNeed:
    """The need of a specialty with its parts. `need` is at least so when `is_incomplete`."""

    name: str
    need: float | None
    is_incomplete: bool
    parts: Sequence[SaidPart]


def specialty_parts(commune: Place, formula: NeedFormula) -> list[SpecialtyNeed]:
    """Return the need of a commune by specialty with every part, in the order of the formula."""
    table = needs_of([commune], formula)
    terms = list(terms_of(formula))
    names = {term.specialty.code: name_in(term.specialty.names, get_language() or "fr") for term in terms}
    said = list(zip(terms, table.parts(0), strict=True))
    return [said_specialty(code, names[code], table, said) for code in table.specialties]


def said_specialty(code: str, name: str, table: NeedTable, said: Sequence[tuple[NeedTerm, Part]]) -> SpecialtyNeed:
    """Return one specialty in words."""
    return SpecialtyNeed(
        name=name,
        need=none_if_missing(table.needs(code)[0]),
        is_incomplete=bool(table.is_incomplete([code])[0]),
        parts=[said_part(term, part) for term, part in said if term.specialty.code == code],
    )


def said_part(term: NeedTerm, part: Part) -> SaidPart:
    """Return one part in words."""
    return SaidPart(
        label=label_of(term), value=value_of(term, part), people=part.people, weight=part.term.weight, need=part.need
    )


def label_of(term: NeedTerm) -> str:
    """Return what a term counts."""
    language = get_language() or "fr"
    if term.group:
        return name_in(term.group.names, language)
    if term.indicator is None:
        return _("Every inhabitant")
    name = name_in(term.indicator.names, language)
    if term.counted == Counted.REST:
        return _("All but: %(indicator)s") % {"indicator": name}
    return name


def value_of(term: NeedTerm, part: Part) -> str:
    """Return what the census says, as people, per cent or units; empty when it says nothing."""
    if part.value is None:
        return ""
    if term.counted in (Counted.SHARE, Counted.REST):
        share = part.value if term.counted == Counted.SHARE else PERCENT - part.value
        return _("%(number)s%%") % {"number": as_number(share)}
    return as_number(part.value)
