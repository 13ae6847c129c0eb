"""No code in the markup, and no word that is not translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from twiza.web.tests.text_checks.findings import Finding, finding, templates
from twiza.web.tests.text_checks.pieces import blanked, pieces_of

# Proper names and kinds of files, the same in every language.
NAMES = frozenset({"Twiza", "تويزة", "CSV", "GeoJSON", "JSON", "PDF", "XLSX"})
SPOKEN_ATTRIBUTES = frozenset({"alt", "title", "aria-label", "aria-description", "placeholder", "label", "data-label"})
SPOKEN_ARGUMENT = re.compile(
    r"""\b(title|label|text|heading|note|words|caption|help|button|consequence)=(["'])[^"']*[^\W\d_][^"']*\2"""
)
LETTERS = re.compile(r"[^\W\d_]+")
WORDLESS = frozenset({"script", "style", "code", "kbd"})
CODE_ATTRIBUTE = re.compile(r"^(on\w+|style|(data-)?hx-on.*)$")
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


class MarkupReader(HTMLParser):
    """Reads a template whose tags are blanked, and keeps what it finds wrong."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.findings: list[Finding] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes of a tag, and remember whether words inside it need no translation."""
        attributes = dict(attrs)
        self.look_for_code(tag, attributes)
        self.look_for_words(tag, attributes)
        if tag not in VOID:
            self.open.append((tag, tag in WORDLESS or attributes.get("translate") == "no"))

    def handle_endtag(self, tag: str) -> None:
        """Forget the tag; one that an `if` opened twice is closed once."""
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == tag:
                del self.open[index]
                return

    def handle_data(self, data: str) -> None:
        """Find words and commas that stand in the page as they are in the template."""
        if any(wordless for _tag, wordless in self.open):
            return
        words = set(LETTERS.findall(data)) - NAMES
        if words:
            self.find(f"not translated: {' '.join(data.split())[:60]!r}. Put it in a translate tag.")
        if "," in data:
            self.find("a comma that Arabic writes in another way. Write a middle dot, or put it in a translate tag.")

    def look_for_code(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Find scripts and styles written in the page: the content security policy would refuse them."""
        is_data = "json" in (attributes.get("type") or "")
        if tag == "style" or (tag == "script" and "src" not in attributes and not is_data):
            self.find(f"an inline {tag}: the content security policy refuses it. Write a module or a style sheet.")
        for name, value in attributes.items():
            if CODE_ATTRIBUTE.match(name) or (value or "").strip().lower().startswith("javascript:"):
                self.find(f"code in the attribute {name}: the content security policy refuses it.")

    def look_for_words(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Find attributes that are read aloud or shown, with words of one language."""
        spoken = SPOKEN_ATTRIBUTES | ({"content"} if attributes.get("name") == "description" else set())
        for name in spoken & attributes.keys():
            if set(LETTERS.findall(attributes[name] or "")) - NAMES:
                self.find(f"not translated: {name}={attributes[name]!r} of <{tag}>.")

    def find(self, words: str) -> None:
        """Keep a finding at the line being read."""
        self.findings.append(finding(self.path, self.getpos()[0], words))


def markup_mistakes() -> Iterator[Finding]:
    """Yield code and untranslated words of every template."""
    for path in templates():
        yield from mistakes_in(path, path.read_text(encoding="utf-8"))


def mistakes_in(path: Path, template: str) -> Iterator[Finding]:
    """Yield code and untranslated words of one template."""
    reader = MarkupReader(path)
    reader.feed(blanked(template))
    reader.close()
    yield from reader.findings
    for piece in pieces_of(template):
        if piece.kind == "tag" and piece.contents.startswith("include ") and SPOKEN_ARGUMENT.search(piece.contents):
            yield finding(path, piece.line, "words given to an include are not translated: name them with `as` first.")
