"""The report of a round on paper: scores, and for those who work with the centre its weak items and differences."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.quality.models import QualityRound

STYLE = Path(__file__).with_name("round_report.css")


def round_report(round: QualityRound, shown: Mapping[str, Any], *, language: str) -> bytes:
    """Return the PDF of a round, in a language; `shown` is what its page shows to the same reader."""
    items = shown["items"]
    context = {
        **shown,
        "weak": [line for line in items if line.is_weak],
        "apart": [line for line in items if line.spread],
        "organisation": name_in(round.organisation.names, language),
        "style": carried(STYLE),
        "is_demonstration": is_demonstration(),
    }
    return render_pdf("quality/round_report.html", context, language=language)
