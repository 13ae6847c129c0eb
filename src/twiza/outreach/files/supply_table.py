"""Supplies as a table to send; the same columns are read back (supply_file.py)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twiza.documents.table_files import TableColumn, TableFile
from twiza.outreach.models import Supply
from twiza.outreach.supply_file import COUNTS, TITLES

WHOLE, DATE = "#,##0", "dd/mm/yyyy"


def supply_table(supplies: Sequence[Supply]) -> TableFile:
    """Return the lines in the language of the page."""
    formats = {**dict.fromkeys(COUNTS, WHOLE), "expires_on": DATE}
    columns = [
        TableColumn(name, str(title), formats.get(name, "General"), 32 if name == "name" else 16)
        for name, title in TITLES.items()
    ]
    rows = [
        (
            one.name,
            one.form,
            one.get_kind_display(),
            one.lot,
            one.expires_on,
            one.pharmacist.name if one.pharmacist else None,
            *(getattr(one, count) for count in COUNTS),
        )
        for one in supplies
    ]
    return TableFile(_("Medicines and supplies"), columns, rows)
