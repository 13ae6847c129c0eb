"""Sending a table as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from twiza.documents.table_files import CONTENT_TYPES, TableFile, table_as


def file_response(kind: str, table: TableFile, name: str, language: str) -> HttpResponse:
    """Return a table as a file to save; a kind that we do not write does not exist."""
    if kind not in CONTENT_TYPES:
        raise Http404
    content = table_as(kind, table, language=language)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
