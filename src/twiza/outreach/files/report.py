"""The report of a caravan on one sheet of paper."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import override

from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.outreach.report_content import Content
from twiza.outreach.report_page import report_context

STYLE = Path(__file__).with_name("report.css")


def report_sheet(content: Content, *, published: str, language: str) -> bytes:
    """Return the PDF of a report in a language; `published` says when it was, or that it is a draft."""
    with override(language):
        context = {
            **report_context(content),
            "published": published,
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
        return render_pdf("outreach/caravans/report_sheet.html", context, language=language)
