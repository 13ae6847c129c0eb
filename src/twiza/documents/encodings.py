"""Which letters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from twiza.core.errors import InputError

UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAMPLE_BYTES = 4096
SAMPLE_WORDS = 20_000
# A word with at least one letter beyond ASCII.
SPECIAL_WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")


class UnreadableText(InputError):
    """The letters of a file are lost, or cannot be known for sure."""


def decode_text(name: str, content: bytes) -> tuple[str, str]:
    """
    Return the text of a file and the encoding it was found to be in.

    Read are UTF-8, UTF-16, and what Windows writes in France (cp1252) and in the Maghreb (cp1256). These two
    share most bytes: a file that could be either is refused. Raises UnreadableText.
    """
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _holds_control_characters(text):
            _refuse_lost_letters(name, text)
            return text, encoding
    raise UnreadableText(
        _(
            "The letters of %(file)s cannot be read for sure. Save it as UTF-8: in Excel choose “CSV UTF-8”, "
            "in LibreOffice tick “Edit filter settings” and choose “Unicode (UTF-8)”."
        )
        % {"file": name}
    )


def _candidates(content: bytes) -> Iterator[str]:
    if content.startswith(codecs.BOM_UTF8):
        yield "utf-8-sig"
    elif content.startswith(UTF_16_MARKS):
        yield "utf-16"
    elif wide := _utf_16_without_mark(content[:SAMPLE_BYTES]):
        yield wide
    else:
        yield "utf-8"
        yield from _windows_encoding(content)


def _utf_16_without_mark(sample: bytes) -> str:
    """Return the UTF-16 whose zero bytes stand at every second place, as digits and separators make them."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) / 8 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) / 8 and odd == 0 else ""


def _windows_encoding(content: bytes) -> list[str]:
    """
    Return the one Windows encoding the words speak for; none when they contradict each other.

    Read as cp1256, an Arabic text has words of Arabic letters only; a French one has Latin words with a stray
    Arabic letter in the place of a capital with an accent, and the small accented letters are the same in both.
    """
    words = (match[0].decode("cp1256") for match in islice(SPECIAL_WORD.finditer(content), SAMPLE_WORDS))
    scripts = [{_is_arabic(letter) for letter in word if letter.isalpha()} for word in words if len(word) > 1]
    has_arabic, has_mixed = {True} in scripts, {True, False} in scripts
    if has_arabic and has_mixed:
        return []
    return ["cp1256"] if has_arabic else ["cp1252"]


def _is_arabic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("ARABIC")


def _holds_control_characters(text: str) -> bool:
    return any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n" for letter in set(text))


def _refuse_lost_letters(name: str, text: str) -> None:
    if "\N{REPLACEMENT CHARACTER}" in text:
        line = text[: text.index("\N{REPLACEMENT CHARACTER}")].count("\n") + 1
        raise UnreadableText(
            _("%(file)s, line %(line)s: letters were lost (�) when this file was made. Export it again as UTF-8.")
            % {"file": name, "line": line}
        )
