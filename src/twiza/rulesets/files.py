"""One version as a file: YAML and a workbook that read back the same, a document to print."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.documents.workbooks import Note
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.listing import sources_of
from twiza.rulesets.version_page import section_views
from twiza.rulesets.workbooks import xlsx_from
from twiza.rulesets.yaml_files import yaml_from

STYLE = Path(__file__).with_name("sheet.css")
CONTENT_TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def version_as(kind: str, version: RulesetVersion, *, language: str) -> bytes:
    """Return a version as one of CONTENT_TYPES. Raises KeyError for another kind."""
    writers = {"yaml": as_yaml, "xlsx": as_xlsx, "pdf": as_pdf}
    return writers[kind](version, language)


def as_yaml(version: RulesetVersion, language: str) -> bytes:
    """Return the YAML of a version, the same in every language."""
    return yaml_from(version.content).encode()


def as_xlsx(version: RulesetVersion, language: str) -> bytes:
    """Return the workbook of a version, with its state and its sources as notes."""
    with override(language):
        notes = [Note(_("State"), version.get_state_display())]
        notes += [
            Note(source.code, f"{source.title} — {source.address}".strip(" —"))
            for source in sources_of(version.content, version.ruleset.organisation_id)
        ]
    return xlsx_from(version.content, language=language, notes=notes)


def as_pdf(version: RulesetVersion, language: str) -> bytes:
    """Return the PDF of a version, in a language."""
    with override(language):
        context = {
            "version": version,
            "title": name_in(version.ruleset.names, language),
            "sections": section_views(version.content, language),
            "sources": sources_of(version.content, version.ruleset.organisation_id),
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
        return render_pdf("rulesets/version_sheet.html", context, language=language)
