"""The slip that a referred person takes along: half a sheet, with her code to read and to scan, and no name."""

from __future__ import annotations

from pathlib import Path

import segno

from twiza.case_management.files.referral_table import destination_of
from twiza.case_management.models import Referral
from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.core.spoken_code import to_scan
from twiza.documents.pdf import carried, render_pdf

STYLE = Path(__file__).with_name("referral_slip.css")
QR_SCALE = 6


def slip_of(referral: Referral, *, answer_address: str = "", language: str) -> bytes:
    """Return the PDF of the slip, in a language, with the address where the facility may answer if there is one."""
    context = {
        "referral": referral,
        "code": referral.file.title,
        "organisation": name_in(referral.organisation.names, language),
        "specialty": name_in(referral.specialty.names, language),
        "destination": destination_of(referral, language),
        "picture": picture_of(to_scan(referral.file.title)),
        "answer_picture": picture_of(answer_address) if answer_address else "",
        "style": carried(STYLE),
        "is_demonstration": is_demonstration(),
    }
    return render_pdf("case_management/referral_slip.html", context, language=language)


def picture_of(text: str) -> str:
    """Return a text as a picture to scan (QR)."""
    picture: str = segno.make(text, error="m", micro=False).svg_data_uri(scale=QR_SCALE, border=2)
    return picture
