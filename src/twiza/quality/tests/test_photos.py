"""Photographs of a round: without their place, kept once, seen by who sees marks, removed for good."""

from __future__ import annotations

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from twiza.conftest import NOW
from twiza.core.ids import new_id
from twiza.documents.evidence import EvidenceFile, thumbnail_of
from twiza.quality.actions.photos import (
    MOST_PHOTOS,
    NoPhotograph,
    TooManyPhotos,
    attach_photo,
    remove_photo,
)
from twiza.quality.actions.plan import ItemUnknown
from twiza.quality.actions.rounds import RoundNotYours
from twiza.quality.models import ItemPhoto
from twiza.quality.tests.canaries import grey_photo

pytestmark = pytest.mark.django_db
GPS = 0x8825


@pytest.fixture
def attach(brahim, acting):
    """Return what attaches a photograph to an item of a round."""

    def attached(round, item="G1", id=None, photo=None, person=brahim):
        return attach_photo(
            id=id or new_id(), round=round, item=item, photo=photo or grey_photo(), actor=acting(person), at=NOW
        )

    return attached


def taken_outside() -> bytes:
    """Return a photograph that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    picture = io.BytesIO()
    Image.new("RGB", (8, 6), "grey").save(picture, "JPEG", exif=exif)
    assert GPS in Image.open(io.BytesIO(picture.getvalue())).getexif()
    return picture.getvalue()


def test_a_photograph_comes_in_without_its_place_and_is_seen_by_who_sees_marks(hold, brahim, driss, chama, browser_of):
    round, id, browser = hold(), uuid.uuid4(), browser_of(brahim)
    sent = {"id": str(id), "item": "G1", "photo": SimpleUploadedFile("porte.jpg", taken_outside())}

    kept = browser.post(reverse("quality_photo_new", args=[round.pk]), sent)

    address = reverse("quality_photo", args=[round.pk, id])
    seen = {who.name: browser_of(who).get(address) for who in (brahim, driss, chama)}
    assert kept.url == reverse("quality_round", args=[round.pk])
    assert [answer.status_code for answer in seen.values()] == [200, 404, 404]
    assert not Image.open(io.BytesIO(seen["Brahim"].content)).getexif()
    shown = [browser_of(who).get(kept.url).content.decode() for who in (brahim, driss)]
    assert [address in one for one in shown] == [True, False]


def test_what_is_no_photograph_is_refused_in_words(hold, brahim, browser_of):
    address = reverse("quality_photo_new", args=[hold().pk])
    files = [b"%PDF-1.4 rapport", b"texte"]

    answers = [
        browser_of(brahim).post(
            address, {"id": str(uuid.uuid4()), "item": "G1", "photo": SimpleUploadedFile("a.jpg", content)}
        )
        for content in files
    ]

    assert ([one.status_code for one in answers], ItemPhoto.objects.count()) == ([422, 422], 0)
    assert "not a photograph" in answers[0].content.decode()


def test_a_photograph_sent_twice_is_one(hold, attach):
    round, id = hold(), new_id()

    assert (attach(round, id=id), ItemPhoto.objects.count()) == (attach(round, id=id), 1)


def test_what_cannot_be_attached_is_refused(hold, attach, driss):
    round = hold()
    for _number in range(MOST_PHOTOS):
        attach(round)

    for refusal, given in (
        (TooManyPhotos, {}),
        (ItemUnknown, {"item": "Z9"}),
        (NoPhotograph, {"item": "G2", "photo": EvidenceFile("a.pdf", "application/pdf", b"%PDF-")}),
        (RoundNotYours, {"item": "G2", "person": driss}),
    ):
        with pytest.raises(refusal):
            attach(round, **given)
    assert ItemPhoto.objects.count() == MOST_PHOTOS


def test_a_removed_photograph_is_gone_and_only_who_holds_rounds_removes_it(
    hold, attach, brahim, driss, acting, browser_of
):
    photo, browser = attach(hold()), browser_of(brahim)
    address = reverse("quality_photo_remove", args=[photo.round_id, photo.pk])

    with pytest.raises(RoundNotYours):
        remove_photo(photo=photo, actor=acting(driss), at=NOW)
    asked, removed = browser.get(address), browser.post(address)

    assert (asked.status_code, removed.status_code, ItemPhoto.objects.count()) == (200, 302, 0)


def test_the_report_carries_small_ones(hold, attach, brahim, browser_of):
    round = hold()
    attach(round)
    wide = io.BytesIO()
    Image.new("RGB", (2000, 1000), "grey").save(wide, "JPEG")

    assert browser_of(brahim).get(reverse("quality_round_pdf", args=[round.pk])).status_code == 200
    assert Image.open(io.BytesIO(thumbnail_of(wide.getvalue(), 480))).size == (480, 240)
