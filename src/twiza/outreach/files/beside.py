"""Fixed and mobile care side by side as files: a table, and a sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.workbooks import Note
from twiza.outreach.beside_said import BesideRow
from twiza.outreach.files.pdf import STYLE
from twiza.outreach.models import Plan

TENTH = "#,##0.0"


def beside_table(title: str, rows: Sequence[BesideRow], rests_on: Sequence[str]) -> TableFile:
    """Return both sides as a table to send."""
    return TableFile(
        title=_("Fixed and mobile"),
        columns=[
            TableColumn("figure", _("Figure"), width=44),
            TableColumn("fixed", _("The post"), TENTH),
            TableColumn("mobile", _("The caravans"), TENTH),
            TableColumn("note", _("What it is made of"), width=70),
        ],
        rows=[[row.label, row.fixed, row.mobile, row.note] for row in rows],
        notes=[Note(_("Seen side by side"), title), *(Note(_("Assumption"), sentence) for sentence in rests_on)],
    )


def beside_sheet(plan: Plan, answer: Any, *, language: str) -> bytes:
    """Return the PDF of both sides, in a language."""
    with override(language):
        context = {
            "plan": plan,
            "answer": answer,
            "area": name_in(plan.area.names, language),
            "organisation": name_in(plan.organisation.names, language),
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
    return render_pdf("outreach/plan_beside_sheet.html", context, language=language)
