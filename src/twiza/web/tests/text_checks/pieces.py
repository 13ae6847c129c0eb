"""A template cut by Django's own lexer: its text, its tags, and what is behind a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.base import Lexer, Token, TokenType

WRITTEN_BETWEEN = {"blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans", "comment": "endcomment"}
TRANSLATED = frozenset({"translate", "trans", "blocktranslate", "blocktrans"})
# A block that fills an attribute of the page it extends holds no words.
CLASS_BLOCK = re.compile(r"block \w+_class\b")
NAMED = re.compile(r"\bas\s+\w+\s*$|\basvar\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a template: `text` as it stands, `said` for a translation shown in place, or `tag`."""

    kind: str
    contents: str
    line: int


def pieces_of(template: str) -> Iterator[Piece]:
    """Yield the pieces of a template in order; comments and the inside of translations are left out."""
    closing = ""
    for token in Lexer(template).tokenize():
        line = token.lineno or 1
        if closing:
            if token.token_type == TokenType.BLOCK and token.contents.split()[0] == closing:
                closing = ""
            continue
        if token.token_type == TokenType.TEXT:
            yield Piece("text", token.contents, line)
        elif token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            closing = "endblock" if CLASS_BLOCK.match(token.contents) else WRITTEN_BETWEEN.get(name, "")
            yield Piece(kind_of(name, token), token.contents, line)


def kind_of(name: str, token: Token) -> str:
    """Return whether a tag shows a translation where it stands, or does something else."""
    return "said" if name in TRANSLATED and not NAMED.search(token.contents) else "tag"


def blanked(template: str) -> str:
    """Return the text of a template with every tag, variable and translation replaced by spaces, lines kept."""
    lines: list[str] = []
    at_line = 1
    for piece in pieces_of(template):
        if piece.kind != "text":
            continue
        lines.append("\n" * max(0, piece.line - at_line))
        lines.append(" " if piece.line == at_line else "")
        lines.append(piece.contents)
        at_line = piece.line + piece.contents.count("\n")
    return "".join(lines)
