"""The report of a round on paper: scores, and for those who work with the centre its weak items and differences."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.evidence import thumbnail_of
from twiza.documents.pdf import carried, render_pdf
from twiza.quality.models import QualityRound

STYLE = Path(__file__).with_name("round_report.css")
THUMBNAIL = 480
"""Pixels of the longer side of a photograph on paper."""


def round_report(round: QualityRound, shown: Mapping[str, Any], *, language: str) -> bytes:
    """Return the PDF of a round, in a language; `shown` is what its page shows to the same reader."""
    items = shown["items"]
    context = {
        **shown,
        "weak": [line for line in items if line.is_weak],
        "apart": [line for line in items if line.spread],
        "pictures": [(photo.item, address_of(bytes(photo.content))) for photo in shown["photos"]],
        "organisation": name_in(round.organisation.names, language),
        "style": carried(STYLE),
        "is_demonstration": is_demonstration(),
    }
    return render_pdf("quality/round_report.html", context, language=language)


def address_of(content: bytes) -> str:
    """Return a photograph, made small, as an address that carries it: a printed page fetches nothing."""
    return "data:image/jpeg;base64," + base64.b64encode(thumbnail_of(content, THUMBNAIL)).decode()
