"""A person's own file on paper, in plain words, with the code that opens it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import segno

from twiza.accompaniment.codes import BETWEEN
from twiza.accompaniment.models import Accompaniment
from twiza.accompaniment.own_page import own_file_of
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf

STYLE = Path(__file__).with_name("sheet.css")
QR_SCALE = 3


def sheet_of(accompaniment: Accompaniment, code: str, address: str, *, today: dt.date, language: str) -> bytes:
    """Return the PDF of a person's file; `address` is where the code opens it, and holds no code."""
    until = accompaniment.codes.get(revoked_at=None).expires_at
    context = own_file_of(accompaniment, today) | {
        "code": code,
        "until": until,
        "address": address,
        "picture": segno.make(code.replace(BETWEEN, ""), error="m", micro=False).svg_data_uri(
            scale=QR_SCALE, border=2
        ),
        "style": carried(STYLE),
        "is_demonstration": is_demonstration(),
    }
    return render_pdf("accompaniment/sheet.html", context, language=language)
