"""No sentence glued from pieces: Arabic and French order their words each in their own way."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from twiza.web.tests.text_checks.findings import Finding, finding, python_modules, templates
from twiza.web.tests.text_checks.pieces import Piece, pieces_of

# Inside these, words run on in one sentence; every other tag begins a new one. With a class, a span stands apart.
RUNNING = frozenset({"b", "strong", "i", "em", "bdi", "abbr", "code", "small", "mark", "u", "sub", "sup", "a", "span"})
TAG = re.compile(r"</?([a-zA-Z][\w-]*)([^<>]*)>")
GETTEXT = frozenset(
    {
        "_",
        "gettext",
        "gettext_lazy",
        "ngettext",
        "ngettext_lazy",
        "pgettext",
        "pgettext_lazy",
        "npgettext",
        "npgettext_lazy",
    }
)

Branch = tuple[tuple[int, int], ...]


@dataclass
class SentenceReader:
    """Follows a template and remembers which translations were said since the last border of a sentence."""

    path: Path
    findings: list[Finding] = field(default_factory=list)
    said: list[Branch] = field(default_factory=list)
    branch: list[tuple[int, int]] = field(default_factory=list)
    choices: int = 0
    open_tag: str = ""

    def read(self, piece: Piece) -> None:
        """Take one more piece into account."""
        if piece.kind == "text":
            self.read_text(piece.contents)
        elif piece.kind == "said":
            self.read_translation(piece)
        else:
            self.read_tag(piece.contents.split()[0])

    def read_text(self, text: str) -> None:
        """Forget what was said when a tag ends the sentence. A tag may be cut in two by what fills its attributes."""
        text = self.open_tag + text
        for tag, attributes in TAG.findall(text):
            is_running = tag.lower() in RUNNING and "class=" not in attributes
            if not is_running:
                self.said.clear()
        rest = text[text.rfind("<") :] if "<" in text else ""
        self.open_tag = "" if ">" in rest else rest

    def read_translation(self, piece: Piece) -> None:
        """Find a second translation in the sentence, unless only one of the two is said or one is an attribute."""
        if self.open_tag:
            return
        here = tuple(self.branch)
        if any(not is_either_or(here, before) for before in self.said):
            words = "two translations in one sentence: make one message of them, with named placeholders."
            self.findings.append(finding(self.path, piece.line, words))
        self.said.append(here)

    def read_tag(self, name: str) -> None:
        """Follow choices: what one branch says, another does not. Blocks are filled elsewhere and stand apart."""
        if name in {"if", "ifchanged"}:
            self.choices += 1
            self.branch.append((self.choices, 0))
        elif name in {"else", "elif"} and self.branch:
            choice, number = self.branch.pop()
            self.branch.append((choice, number + 1))
        elif name in {"endif", "endifchanged"} and self.branch:
            self.branch.pop()
        elif name in {"block", "endblock", "for", "endfor", "empty", "slot", "endslot"}:
            self.said.clear()


def is_either_or(one: Branch, other: Branch) -> bool:
    """Return whether two places are different branches of one choice, so that never both are said."""
    numbers = dict(other)
    return any(choice in numbers and numbers[choice] != number for choice, number in one)


def glued_sentences() -> Iterator[Finding]:
    """Yield each sentence made of pieces, in templates and in Python."""
    for path in templates():
        # A message as plain text has its sentences between empty lines; a page has them between tags.
        text = path.read_text(encoding="utf-8")
        yield from glued_in_template(path, text if path.suffix == ".html" else text.replace("\n\n", "\n<p>\n"))
    for path in python_modules():
        yield from glued_in_python(path, path.read_text(encoding="utf-8"))


def glued_in_template(path: Path, template: str) -> Iterator[Finding]:
    """Yield the glued sentences of one template."""
    reader = SentenceReader(path)
    for piece in pieces_of(template):
        reader.read(piece)
    yield from reader.findings


def glued_in_python(path: Path, module: str) -> Iterator[Finding]:
    """Yield each message that Python glues: added, joined, or put into an f-string."""
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            is_glued = is_message(node.left) or is_message(node.right)
        elif isinstance(node, ast.JoinedStr):
            is_glued = any(is_message(part.value) for part in node.values if isinstance(part, ast.FormattedValue))
        else:
            is_glued = is_joined(node) or is_formatted_too_early(node)
        if is_glued:
            yield finding(path, node.lineno, "a message glued from pieces: make one msgid with named placeholders.")


def is_message(node: ast.AST) -> bool:
    """Return whether an expression is a call of gettext, formatted or not."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return is_message(node.left)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT


def is_joined(node: ast.AST) -> bool:
    """Return whether messages written out in a list are joined into one."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join"):
        return False
    return any(
        is_message(item) for given in node.args if isinstance(given, ast.List | ast.Tuple) for item in given.elts
    )


def is_formatted_too_early(node: ast.AST) -> bool:
    """Return whether a message is filled in before it is translated, so that its translation is never found."""
    if not is_message(node) or not isinstance(node, ast.Call):
        return False
    return any(
        isinstance(given, ast.JoinedStr) or (isinstance(given, ast.BinOp) and isinstance(given.op, ast.Mod | ast.Add))
        for given in node.args
    )
