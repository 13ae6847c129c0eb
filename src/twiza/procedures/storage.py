"""The bytes of documents, kept once each under their hash: no name that somebody typed is ever part of a path."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from twiza.documents.evidence import guard_evidence
from twiza.documents.guard import Kind, Upload, guard_upload, shown_name
from twiza.procedures.models import StoredContent

MOST_BYTES = 10_000_000
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", WORKBOOK: "xlsx"}
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.xlsx"


def guarded(upload: Upload) -> tuple[str, str, bytes]:
    """
    Return the shown name, the kind of content and the bytes of a document that may be kept.

    A PDF, a photograph drawn anew, or a plain workbook. Raises FileTooLarge, WrongKind or UnsafeArchive.
    """
    name = shown_name(upload.name or "")
    if name.lower().endswith(".xlsx"):
        workbook = guard_upload(upload, kinds=(Kind.XLSX,), max_bytes=MOST_BYTES)
        return workbook.name, WORKBOOK, workbook.content
    proof = guard_evidence(upload, max_bytes=MOST_BYTES)
    return proof.name, proof.content_type, proof.content


def keep_content(*, content: bytes, content_type: str, at: dt.datetime) -> StoredContent:
    """Return the stored content of these bytes, written the first time they come."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not folder().exists(path):
        folder().save(path, ContentFile(content))
    stored, _made = StoredContent.objects.get_or_create(
        sha256=sha256, defaults={"content_type": content_type, "size_bytes": len(content), "stored_at": at}
    )
    return stored


def content_of(stored: StoredContent) -> bytes:
    """Return the bytes of stored content. Raises FileNotFoundError when the folder lost them."""
    with folder().open(path_of(stored.sha256)) as file:
        return file.read()


def folder() -> FileSystemStorage:
    """Return where the files that people gave lie: a backup holds all of it."""
    return FileSystemStorage(location=settings.MEDIA_ROOT)


def path_of(sha256: str) -> str:
    """Return where content lies below the folder of files."""
    return f"procedures/{sha256[:2]}/{sha256}"
