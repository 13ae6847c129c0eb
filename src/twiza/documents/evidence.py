"""A file that proves something: a photograph or a PDF, kept as it may be shown to others."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from twiza.documents.guard import FileTooLarge, Upload, WrongKind, shown_name

PDF_MAGIC = b"%PDF-"
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2_400
"""Pixels of the longer side of a photograph as it is kept: what is written on a sheet of paper stays legible."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that may be kept and sent; its name is for showing, never for a path."""

    name: str
    content_type: str
    content: bytes


def guard_evidence(file: Upload, *, max_bytes: int) -> EvidenceFile:
    """
    Return a PDF as it is, or a photograph drawn anew: without the place and the hour that a telephone writes in it.

    Raises FileTooLarge or WrongKind.
    """
    name = shown_name(file.name or "")
    content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise FileTooLarge(
            _("%(file)s is larger than %(most)s MB, the most accepted here.")
            % {"file": name, "most": max_bytes // 1_000_000}
        )
    if content.startswith(PDF_MAGIC):
        return EvidenceFile(name, "application/pdf", content)
    return EvidenceFile(name, "image/jpeg", drawn_anew(name, content))


def drawn_anew(name: str, content: bytes) -> bytes:
    """Return a photograph as a JPEG without anything but its picture. Raises WrongKind, FileTooLarge."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limit of pixels is lower than the one that warns
            picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
            if picture.width * picture.height > MOST_PIXELS:
                raise FileTooLarge(_("%(file)s has too many pixels: send a smaller picture.") % {"file": name})
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise WrongKind(
            _("%(file)s is not a photograph (JPEG, PNG) or a PDF that can be read.") % {"file": name}
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def thumbnail_of(content: bytes, longest: int) -> bytes:
    """Return a photograph that is kept, with at most so many pixels on its longer side, as a JPEG."""
    picture = Image.open(io.BytesIO(content), formats=("JPEG",))
    picture.thumbnail((longest, longest))
    small = io.BytesIO()
    picture.save(small, "JPEG", quality=75)
    return small.getvalue()
