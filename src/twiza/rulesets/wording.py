"""Rules in words: values, ages, conditions, evidence, outcomes, in the language of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from twiza.core.names import LANGUAGES
from twiza.rulesets.comparing import ChangeKind
from twiza.rulesets.evaluation.ages import AGE
from twiza.rulesets.evaluation.evidence import DESIGN, KNOWN, SEEN_PRIMARY, SEEN_SECONDARY, Content, Plain, is_list

TEXT_PREFIXES = ("", "label_", "name_", "title_", "disclaimer_")
WHOLE_NUMBER_UNGROUPED = 10_000

EVIDENCE_WORDS = {
    SEEN_PRIMARY: gettext_lazy("Read in the text itself"),
    SEEN_SECONDARY: gettext_lazy("Read in a copy or in the press"),
    KNOWN: gettext_lazy("General knowledge"),
    DESIGN: gettext_lazy("Our proposal"),
}
OUTCOME_WORDS = {
    "probable": pgettext_lazy("outcome", "Probable"),
    "non_probable": pgettext_lazy("outcome", "Not probable"),
    "a_verifier": pgettext_lazy("outcome", "To be checked"),
    "autre_regime": pgettext_lazy("outcome", "Another scheme"),
    "hors_champ": pgettext_lazy("outcome", "Out of scope"),
}
CHANGE_WORDS = {
    ChangeKind.ADDED: pgettext_lazy("change", "Added"),
    ChangeKind.REMOVED: pgettext_lazy("change", "Removed"),
    ChangeKind.CHANGED: pgettext_lazy("change", "Changed"),
    ChangeKind.MOVED: pgettext_lazy("change", "Other order"),
}
CONDITION_WORDS = {
    "eq": gettext_lazy("%(input)s: %(value)s"),
    "ne": gettext_lazy("%(input)s: other than %(value)s"),
    "lt": gettext_lazy("%(input)s: less than %(value)s"),
    "lte": gettext_lazy("%(input)s: %(value)s at most"),
    "gt": gettext_lazy("%(input)s: more than %(value)s"),
    "gte": gettext_lazy("%(input)s: %(value)s at least"),
    "in": gettext_lazy("%(input)s: one of %(value)s"),
}
COLUMN_WORDS: dict[str, Promise] = {
    "after": pgettext_lazy("column of rules", "After"),
    "antigen": pgettext_lazy("column of rules", "Vaccine"),
    "class": pgettext_lazy("column of rules", "Class"),
    "code": pgettext_lazy("column of rules", "Code"),
    "colour": pgettext_lazy("column of rules", "Colour"),
    "country": pgettext_lazy("column of rules", "Country"),
    "den": pgettext_lazy("column of rules", "Denominator"),
    "due": pgettext_lazy("column of rules", "Due at"),
    "every": pgettext_lazy("column of rules", "Every"),
    "expression": pgettext_lazy("column of rules", "Calculation"),
    "fields": pgettext_lazy("column of rules", "Fields"),
    "freq": pgettext_lazy("column of rules", "Frequency"),
    "from": pgettext_lazy("column of rules", "From"),
    "group": pgettext_lazy("column of rules", "Group"),
    "inputs": pgettext_lazy("column of rules", "Inputs"),
    "interval_min": pgettext_lazy("column of rules", "Least interval"),
    "kind": pgettext_lazy("column of rules", "Kind"),
    "level": pgettext_lazy("column of rules", "Level"),
    "name": pgettext_lazy("column of rules", "Name"),
    "network": pgettext_lazy("column of rules", "Network"),
    "note": pgettext_lazy("column of rules", "Note"),
    "num": pgettext_lazy("column of rules", "Numerator"),
    "optional": pgettext_lazy("column of rules", "Optional"),
    "owner": pgettext_lazy("column of rules", "Who is in charge"),
    "points": pgettext_lazy("column of rules", "Points"),
    "pop": pgettext_lazy("column of rules", "Population"),
    "rule": pgettext_lazy("column of rules", "Rule"),
    "rural": pgettext_lazy("column of rules", "Rural"),
    "sensitive": pgettext_lazy("column of rules", "Sensitive"),
    "services": pgettext_lazy("column of rules", "Services"),
    "sex": pgettext_lazy("column of rules", "Sex"),
    "source": pgettext_lazy("column of rules", "Where the data comes from"),
    "specialty": pgettext_lazy("column of rules", "Specialty"),
    "counted": pgettext_lazy("column of rules", "How people are counted"),
    "of": pgettext_lazy("column of rules", "People counted"),
    "staff": pgettext_lazy("column of rules", "Staff"),
    "staff_min": pgettext_lazy("column of rules", "Least staff"),
    "states": pgettext_lazy("column of rules", "States"),
    "targets": pgettext_lazy("column of rules", "Protects from"),
    "to": pgettext_lazy("column of rules", "Until"),
    "type": pgettext_lazy("column of rules", "Type"),
    "unit": pgettext_lazy("column of rules", "Unit"),
    "urban": pgettext_lazy("column of rules", "Urban"),
    "value": pgettext_lazy("column of rules", "Value"),
    "values": pgettext_lazy("column of rules", "Values"),
    "visits": pgettext_lazy("column of rules", "Visits"),
    "weight": pgettext_lazy("column of rules", "Weight"),
}
SCHEDULE_WORDS: dict[str, Promise] = {
    "max": pgettext_lazy("column of rules", "At most"),
    "min": pgettext_lazy("column of rules", "At least"),
    "when": pgettext_lazy("column of rules", "When"),
    "then": pgettext_lazy("column of rules", "Then"),
}
"""Headings that only say this where rows are due at an age, or where conditions are plain texts."""
INPUT_TYPE_WORDS = {
    "bool": pgettext_lazy("type of input", "Yes or no"),
    "integer": pgettext_lazy("type of input", "Whole number"),
    "decimal": pgettext_lazy("type of input", "Number"),
    "money": pgettext_lazy("type of input", "Amount"),
    "enum": pgettext_lazy("type of input", "Choice"),
    "date": pgettext_lazy("type of input", "Date"),
    "text": pgettext_lazy("type of input", "Text"),
}


def is_text_key(key: str) -> bool:
    """Return whether a key holds the words of its row in a language: `fr`, `label_ar`, `name_fr`."""
    return any(key == f"{prefix}{language}" for prefix in TEXT_PREFIXES for language in LANGUAGES)


def text_in(row: Content, language: str) -> str:
    """Return the words of a row in a language, else in French, else in any; empty when it has none."""
    for choice in (language[:2], *LANGUAGES):
        for prefix in TEXT_PREFIXES:
            said = row.get(f"{prefix}{choice}")
            if isinstance(said, str) and said:
                return said
    return ""


def column_words(key: str) -> str:
    """Return the heading of a column: in words where we have them, else as the file names it."""
    return str(COLUMN_WORDS[key]) if key in COLUMN_WORDS else key.replace("_", " ")


def value_words(value: Plain) -> str:
    """Return a value as a reader sees it; None is said not to be set."""
    if value is None:
        return _("not set")
    if isinstance(value, bool):
        return pgettext("value", "Yes") if value else pgettext("value", "No")
    if isinstance(value, int | float):
        return number_words(value)
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Mapping):
        pairs = (pair_words(column_words(key), value_words(inner)) for key, inner in value.items())
        return list_separator().join(pairs)
    if is_list(value):
        return list_separator().join(value_words(inner) for inner in value) or "—"
    return str(value)


def pair_words(name: str, said: str) -> str:
    """Return a name and what is said of it."""
    return _("%(name)s: %(value)s") % {"name": name, "value": said}


def list_separator() -> str:
    """Return what stands between the items of a list."""
    return pgettext("between the items of a list", ", ")


def number_words(number: float) -> str:
    """Return a number with all its digits, in the page's language; years and codes are not grouped."""
    groups = abs(number) >= WHOLE_NUMBER_UNGROUPED
    return str(number_format(repr(number) if isinstance(number, float) else number, force_grouping=groups))


def age_words(text: str) -> str:
    """Return an age in words: `11y6m` is 11 years 6 months."""
    match = AGE.fullmatch(text)
    if match is None:
        return text
    said = []
    if match["years"]:
        said.append(ngettext("%(n)s year", "%(n)s years", int(match["years"])) % {"n": int(match["years"])})
    if match["months"]:
        said.append(ngettext("%(n)s month", "%(n)s months", int(match["months"])) % {"n": int(match["months"])})
    if match["weeks"]:
        said.append(ngettext("%(n)s week", "%(n)s weeks", int(match["weeks"])) % {"n": int(match["weeks"])})
    if match["days"]:
        said.append(ngettext("%(n)s day", "%(n)s days", int(match["days"])) % {"n": int(match["days"])})
    return " ".join(said)


def condition_words(label: str, sign: str, wanted: Plain, ref: str) -> str:
    """Return a condition as a sentence, with the norm it refers to when there is one."""
    if sign == "known":
        known, unknown = _("%(input)s: known"), _("%(input)s: not known")
        return (known if wanted else unknown) % {"input": label}
    said = str(CONDITION_WORDS[sign]) % {"input": label, "value": value_words(wanted)}
    return _("%(condition)s (%(ref)s)") % {"condition": said, "ref": ref_words(ref)} if ref else said


def ref_words(ref: str) -> str:
    """Return the name of a norm that a rule refers to, without what all of them have, and free to break."""
    return ref.removeprefix("parameters.").removesuffix(".value").replace("_", " ")
