"""Printed documents: an HTML template, our own fonts, and no call to anybody."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override


def render_pdf(template: str, context: Mapping[str, Any], *, language: str) -> bytes:
    """
    Return the PDF of a template that extends `documents/pdf/base.html`, in a language and its direction.

    Nothing is fetched but our own fonts and what the page carries itself (`data:`): any other address in the
    page raises ValueError.
    """
    from twiza.documents.printing import print_page  # noqa: PLC0415 -- slow import

    with override(language):
        direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
        page = render_to_string(template, {**context, "language": language, "direction": direction})
        return print_page(page)


def carried(style: Path) -> str:
    """Return a style sheet as an address that carries it: a printed page fetches nothing."""
    return "data:text/css;base64," + base64.b64encode(style.read_bytes()).decode()
