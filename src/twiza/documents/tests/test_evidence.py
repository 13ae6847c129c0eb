import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from twiza.documents import evidence
from twiza.documents.evidence import guard_evidence
from twiza.documents.guard import FileTooLarge, WrongKind

MAKER = 271


def photograph(kind="JPEG"):
    exif = Image.Exif()
    exif[MAKER] = "kanari-telephone"
    content = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(content, kind, exif=exif)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photograph_is_kept_without_what_the_telephone_wrote_in_it(kind):
    kept = guard_evidence(ContentFile(photograph(kind), name="../affiche.jpg"), max_bytes=10_000)

    assert (kept.name, kept.content_type) == ("affiche.jpg", "image/jpeg")
    assert Image.open(io.BytesIO(kept.content)).size == (40, 20)
    assert b"kanari" not in kept.content


def test_a_pdf_is_kept_as_it_is():
    kept = guard_evidence(ContentFile(b"%PDF-1.7 decision", name="decision.pdf"), max_bytes=10_000)

    assert (kept.content_type, kept.content) == ("application/pdf", b"%PDF-1.7 decision")


@pytest.mark.parametrize(
    "content", [b"", b"<script>", b"PK\x03\x04", b"GIF89a", photograph()[:-200], b"\xff\xd8\xff\xe0 no picture"]
)
def test_what_is_no_picture_and_no_pdf_is_refused(content):
    with pytest.raises(WrongKind):
        guard_evidence(ContentFile(content, name="photo.jpg"), max_bytes=10_000)


def test_what_is_too_large_is_refused(monkeypatch):
    with pytest.raises(FileTooLarge):
        guard_evidence(ContentFile(photograph(), name="photo.jpg"), max_bytes=100)

    monkeypatch.setattr(evidence, "MOST_PIXELS", 100)
    with pytest.raises(FileTooLarge):
        guard_evidence(ContentFile(photograph(), name="photo.jpg"), max_bytes=10_000)
