"""The poster of a caravan: a page in Arabic and a page in French."""

from __future__ import annotations

from pathlib import Path

from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.outreach.models import Caravan
from twiza.outreach.public_words import POSTER_LANGUAGES, facts_for_public, is_authorised

STYLE = Path(__file__).with_name("poster.css")


def poster(caravan: Caravan) -> bytes:
    """Return the PDF of a poster, marked while the caravan is not authorised."""
    context = {
        "pages": [facts_for_public(caravan, language) for language in POSTER_LANGUAGES],
        "is_authorised": is_authorised(caravan),
        "style": carried(STYLE),
        "is_demonstration": is_demonstration(),
    }
    return render_pdf("outreach/preparation/poster.html", context, language=POSTER_LANGUAGES[0])
