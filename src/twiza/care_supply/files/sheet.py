"""A version of a plan on paper: for those who take part, with what changed in it, and for everybody."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils.translation import override

from twiza.care_supply.files.drawing import draw_gaps
from twiza.care_supply.follow_up_page import followed
from twiza.care_supply.models import CareSupplyPlan, PlanVersion
from twiza.care_supply.plan_page import difference_rows, page_of
from twiza.care_supply.public_page import public_page_of
from twiza.care_supply.queries.plans import versions_of
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf

STYLE = Path(__file__).with_name("sheet.css")


def plan_sheet(plan: CareSupplyPlan, version: PlanVersion, today: dt.date, *, language: str) -> bytes:
    """Return the PDF of a version as on a day, in a language; its annex is what changed since the one before."""
    with override(language):
        before = next((one for one in versions_of(plan) if one.pk == version.based_on_id), None)
        page = page_of(plan, version) | {
            "purpose": version.purpose,
            "followed": followed(plan, version, today),
            "before": before,
            "differences": difference_rows(before, version) if before else [],
        }
        return sheet_of(plan, page, today, language)


def public_sheet(plan: CareSupplyPlan, version: PlanVersion, today: dt.date, *, language: str) -> bytes:
    """Return the PDF that everybody may have."""
    with override(language):
        page = public_page_of(plan, version, today) | {"before": None, "is_for_everybody": True}
        return sheet_of(plan, page, today, language)


def sheet_of(plan: CareSupplyPlan, page: dict[str, Any], today: dt.date, language: str) -> bytes:
    """Return a page as a PDF."""
    context = page | {
        "today": today,
        "drawing": draw_gaps(plan, page["gap_rows"], language=language),
        "style": carried(STYLE),
        "is_demonstration": is_demonstration(),
    }
    return render_pdf("care_supply/sheet.html", context, language=language)
