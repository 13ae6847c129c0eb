"""Everything that must hold of a ruleset before it may become a version."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext as _

from twiza.rulesets.checking.decision_tables import decision_problems
from twiza.rulesets.checking.header import header_problems, is_text
from twiza.rulesets.checking.problems import Problem, RulesetRefused
from twiza.rulesets.checking.schedules_and_formulas import schedule_and_formula_problems
from twiza.rulesets.evaluation.evidence import (
    EVIDENCES,
    Content,
    Plain,
    entries_of,
    is_evidence_key,
    sources_cited,
)
from twiza.rulesets.sections import META

OWN_SOURCES = "sources"
LEVELS = ("primary", "secondary")
ID_CHARACTERS = 40
TEXT_CHARACTERS = 500


def refuse_problems(content: Content, *, known_sources: Collection[str], file: str) -> None:
    """Raise RulesetRefused with everything that is wrong with a content; `known_sources` may be cited by their id."""
    problems = list(problems_of(content, known_sources=known_sources))
    if problems:
        raise RulesetRefused(problems, file=file)


def problems_of(content: Content, *, known_sources: Collection[str]) -> Iterator[Problem]:
    """Yield everything that is wrong with a content."""
    yield from header_problems(content)
    if set(content) <= {META, OWN_SOURCES}:
        yield Problem(META, _("No section holds any rule."))
    yield from source_problems(content, known_sources)
    yield from evidence_problems(content, "")
    yield from decision_problems(content)
    yield from schedule_and_formula_problems(content)


def source_problems(content: Content, known_sources: Collection[str]) -> Iterator[Problem]:
    """Yield sources that are not described well, and citations of sources that nobody described."""
    own = own_sources(content)
    for code, source in own.items():
        path = f"{OWN_SOURCES}.{code}"
        if len(code) > ID_CHARACTERS or not is_source(source):
            sentence = _("Describe a source as {title: …, address: …, level: primary or secondary}.")
            yield Problem(path, sentence)
    for path, code in sources_cited({key: value for key, value in content.items() if key != OWN_SOURCES}):
        if not isinstance(code, str) or (code not in known_sources and code not in own):
            sentence = _("The source “%(source)s” is not known: describe it in the section “sources”.")
            yield Problem(path, sentence % {"source": code})


def own_sources(content: Content) -> Mapping[str, Plain]:
    """Return the sources that a content describes itself, by id."""
    described = content.get(OWN_SOURCES)
    return described if isinstance(described, Mapping) else {}


def is_source(source: Plain) -> bool:
    """Return whether a source is described well enough to be found again by a person."""
    if not isinstance(source, Mapping) or not is_text(source.get("title"), TEXT_CHARACTERS):
        return False
    texts = [source.get(key, "") for key in ("address", "scope", "dated")]
    return source.get("level") in LEVELS and all(isinstance(one, str) and len(one) <= TEXT_CHARACTERS for one in texts)


def evidence_problems(value: Plain, path: str) -> Iterator[Problem]:
    """Yield evidence that is said in words that are not known."""
    for where, key, inner in entries_of(value, path):
        if is_evidence_key(key):
            if inner not in EVIDENCES:
                accepted = ", ".join(EVIDENCES)
                yield Problem(where, _("Write one of: %(accepted)s.") % {"accepted": accepted})
        else:
            yield from evidence_problems(inner, where)
