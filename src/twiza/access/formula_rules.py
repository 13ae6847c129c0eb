"""A formula of needs as a ruleset: its weights as rows of data, with how they are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twiza.access.models import Counted, NeedFormula, NeedTerm, PopulationGroup
from twiza.core.names import LANGUAGES, name_in

RULESET = "need_formula"
TITLES = {
    "title": "Formule des besoins par spécialité",
    "title_ar": "صيغة الحاجات حسب التخصص",
    "title_en": "Formula of needs by specialty",
}
VERSION_CHARACTERS = 60
PEOPLE = {"id": "people", "fr": "Personnes comptées", "ar": "الأشخاص المعدودون", "en": "People counted"}
WEIGHT = {"id": "weight", "fr": "Poids", "ar": "الوزن", "en": "Weight"}
UNITS = {"id": "units", "fr": "Valeur de l’indicateur", "ar": "قيمة المؤشر", "en": "Value of the indicator"}
UNIT = "people a year"


def content_of_formula(formula: NeedFormula, terms: Sequence[NeedTerm], *, country: str) -> dict[str, Any]:
    """Return a formula, with terms that need not be saved yet, as the content of a version of the ruleset."""
    groups = {term.group.code: term.group for term in terms if term.group is not None}
    return {
        "meta": header_of(formula, country),
        "formulas": arithmetic(formula.evidence),
        "groups": [row_of_group(group) for group in groups.values()],
        "terms": [row_of_term(term, formula.evidence) for term in terms],
    }


def header_of(formula: NeedFormula, country: str) -> dict[str, Any]:
    """Return the header of the ruleset: the name of the formula with its number is the version."""
    name = name_in(formula.names, "fr")
    number = f" {formula.version}"
    return {
        "ruleset": RULESET,
        **TITLES,
        "country": country,
        "version": name[: VERSION_CHARACTERS - len(number)] + number,
        "valid_from": None,
        "valid_to": None,
        "sources": [],
        "note": formula.note,
    }


def arithmetic(evidence: str) -> list[dict[str, Any]]:
    """Return how a term counts: a share of people, or a number for each 1,000 people and unit of an indicator."""
    return [
        {
            "id": "share_of_people",
            "expression": "people * weight",
            "inputs": [PEOPLE, WEIGHT],
            "unit": UNIT,
            "ev": evidence,
        },
        {
            "id": "per_unit",
            "expression": "people / 1000 * units * weight",
            "inputs": [PEOPLE, UNITS, WEIGHT],
            "unit": UNIT,
            "ev": evidence,
        },
    ]


def row_of_group(group: PopulationGroup) -> dict[str, Any]:
    """Return a group of people as a row; the end of its ages is left out."""
    names = {language: group.names[language] for language in LANGUAGES if group.names.get(language)}
    ages = {"age_start": group.age_start, "age_end": group.age_end}
    return {"code": group.code, **names, "sex": group.sex, **ages}


def row_of_term(term: NeedTerm, evidence: str) -> dict[str, Any]:
    """Return a term as a row, with an id that tells it from the others of its formula."""
    of = term.group.code if term.group else term.indicator.code if term.indicator else ""
    formula = "per_unit" if term.counted == Counted.PER_UNIT else "share_of_people"
    row = {
        "id": ":".join(filter(None, (term.specialty.code, str(term.counted), of))),
        "specialty": term.specialty.code,
    }
    counted = {"counted": str(term.counted), **({"of": of} if of else {})}
    return {**row, **counted, "weight": plain_weight(term.weight), "formula": formula, "ev": evidence}


def plain_weight(weight: float) -> float:
    """Return a weight as rules write numbers: whole ones without a point."""
    return int(weight) if float(weight).is_integer() else weight
