"""Logical properties only: one style sheet serves both directions of writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

from twiza.web.tests.text_checks.findings import Finding, finding, scripts, style_sheets

SIDES = r"(left|right|top|bottom)"
PHYSICAL_PROPERTY = re.compile(
    rf"^({SIDES}|(margin|padding|border|scroll-margin|scroll-padding)-{SIDES}(-\w+)?|border-(top|bottom)-(left|right)-radius)$"
)
PHYSICAL_VALUE = {
    "text-align": {"left", "right"},
    "float": {"left", "right"},
    "clear": {"left", "right"},
    "caption-side": {"left", "right"},
    "transform-origin": {"left", "right"},
    "background-position": {"left", "right"},
}
PHYSICAL_SCRIPT = re.compile(
    r"""\.style\.(left|right|top|bottom|(margin|padding|border)(Left|Right|Top|Bottom)\w*)\b"""
    r"""|(margin|padding|border)-(left|right|top|bottom)\b"""
)


def physical_styles() -> Iterator[Finding]:
    """Yield each declaration, in style sheets and scripts, that knows left from right."""
    for path in style_sheets():
        yield from physical_declarations(path, path.read_text(encoding="utf-8"))
    for path in scripts():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if PHYSICAL_SCRIPT.search(line):
                yield finding(path, number, "a physical side in a script: use logical properties in the style sheet.")


def physical_declarations(path: Path, css: str, first_line: int = 1) -> Iterator[Finding]:
    """Yield each physical declaration of a piece of CSS."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    for declaration in declarations_of(rules):
        if word := physical_word(declaration):
            line = first_line + declaration.source_line - 1
            yield finding(path, line, f"{declaration.lower_name}: {word} is physical: write it with start and end.")


def declarations_of(nodes: Iterable[Any]) -> Iterator[Any]:
    """Yield every declaration, however deep it is nested. The margins of a printed page have no direction."""
    for node in nodes:
        if node.type == "declaration":
            yield node
        elif node.type == "at-rule" and node.lower_at_keyword == "page":
            continue
        elif node.type in {"qualified-rule", "at-rule"} and node.content:
            yield from declarations_of(
                tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            )


def physical_word(declaration: Any) -> str:
    """Return the physical word of a declaration, or nothing."""
    if PHYSICAL_PROPERTY.match(declaration.lower_name):
        return str(declaration.lower_name)
    refused = PHYSICAL_VALUE.get(declaration.lower_name, set())
    words = [token.lower_value for token in declaration.value if token.type == "ident"]
    return next((word for word in words if word in refused), "")
