"""Files as people send them, and sentences in English."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook

from twiza.documents.guard import Kind, guard_upload

MEGABYTE = 1_000_000


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def guarded(name, content):
    return guard_upload(SimpleUploadedFile(name, content), kinds=list(Kind), max_bytes=MEGABYTE)


def workbook(*rows, title="Sheet", change=None):
    """Return the bytes of a workbook with these rows, after a last change to the book."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def rezipped(content, replaced):
    """Return a workbook with some of its entries replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in replaced:
                new.writestr(name, old.read(name))
        for name, text in replaced.items():
            new.writestr(name, text)
    return out.getvalue()
