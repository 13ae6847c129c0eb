"""Every message has its French and its Arabic, in the house that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from twiza.web.tests.text_checks.findings import STREET, Finding, finding, python_modules, templates

LANGUAGES = {"fr": 2, "ar": 6}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

Key = tuple[str, str]


def catalogue_mistakes() -> Iterator[Finding]:
    """Yield each message without a translation, and each translation that lost or invented a placeholder."""
    houses = sorted(path for path in STREET.iterdir() if path.is_dir())
    wanted = {house: messages_of(house) for house in houses}
    for language in LANGUAGES:
        everything = {house: catalogue_of(house, language) for house in houses}
        for house, messages in wanted.items():
            yield from missing_in(house, language, everything[house], messages)
            yield from broken_in(house, language, everything[house])
        yield from said_twice(language, everything)


def messages_of(house: Path) -> dict[Key, tuple[Path, int]]:
    """Return every message that a house says, as (context, words), with the first place where it says it."""
    found: dict[Key, tuple[Path, int]] = {}
    for path in (*templates(), *python_modules()):
        if not path.is_relative_to(house):
            continue
        for line, key in extract_from(path):
            found.setdefault(key, (path, line))
    return found


def extract_from(path: Path) -> Iterator[tuple[int, Key]]:
    """Yield the messages of a file with their lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What Django hands to xgettext, without the indentation that would not be Python.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for line, words, _comments, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        singular = words[0] if isinstance(words, tuple) else words
        if singular:
            yield line, (context or "", singular)


def catalogue_of(house: Path, language: str) -> Catalog:
    """Return a house's catalogue; one that has none has an empty one."""
    path = path_of(house, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def path_of(house: Path, language: str) -> Path:
    """Return where a house's catalogue lies."""
    return house / "locale" / language / "LC_MESSAGES" / "django.po"


def missing_in(
    house: Path, language: str, catalogue: Catalog, messages: dict[Key, tuple[Path, int]]
) -> Iterator[Finding]:
    """Yield each message that the house's catalogue does not translate, or is not sure of."""
    for (context, words), (path, line) in messages.items():
        entry = catalogue.get(words, context or None)
        if entry is None or not is_translated(entry):
            yield finding(path, line, f"no {language} translation in {house.name}/locale: {words[:70]!r}")
        elif entry.fuzzy:
            yield finding(path, line, f"{language} translation to be looked at again (fuzzy): {words[:70]!r}")


def is_translated(entry: Message) -> bool:
    """Return whether every form of an entry is written."""
    forms = entry.string if isinstance(entry.string, list | tuple) else (entry.string,)
    return bool(forms) and all(forms)


def broken_in(house: Path, language: str, catalogue: Catalog) -> Iterator[Finding]:
    """Yield translations whose placeholders or plural forms are not those of the message."""
    path = path_of(house, language)
    if path.exists() and catalogue.num_plurals != LANGUAGES[language]:
        yield finding(path, 1, f"{catalogue.num_plurals} plural forms instead of {LANGUAGES[language]}.")
    for entry in catalogue:
        if entry.id and is_translated(entry) and not keeps_placeholders(entry):
            yield finding(path, entry.lineno or 1, f"placeholders differ: {entry.id!r}")


def said_twice(language: str, everything: dict[Path, Catalog]) -> Iterator[Finding]:
    """Yield messages that two houses translate differently: Django keeps one for both, whichever comes first."""
    first: dict[Key, tuple[Path, Message]] = {}
    for house, catalogue in everything.items():
        for entry in catalogue:
            if not entry.id or not is_translated(entry):
                continue
            other, known = first.setdefault((entry.context or "", str(entry.id)), (house, entry))
            if known.string != entry.string:
                words = f"{entry.string!r} here, {known.string!r} in {other.name}: agree, or give one a context."
                yield finding(path_of(house, language), entry.lineno or 1, f"{entry.id!r} is {words}")


def keeps_placeholders(entry: Message) -> bool:
    """Return whether a translation fills in what the message does; a form for one or two may leave the number out."""
    originals = entry.id if isinstance(entry.id, list | tuple) else (entry.id,)
    known = {name for words in originals for name in PLACEHOLDER.findall(words)}
    if isinstance(entry.string, list | tuple):
        forms = [set(PLACEHOLDER.findall(form)) for form in entry.string]
        return all(form <= known for form in forms) and set().union(*forms) == known
    return set(PLACEHOLDER.findall(entry.string)) == known
