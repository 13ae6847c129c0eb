"""Documents, checks and answers: attached once, kept once, withdrawn without a trace being lost."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image

from twiza.conftest import NOW, TODAY
from twiza.documents.guard import FileTooLarge, WrongKind
from twiza.procedures import storage
from twiza.procedures.actions.files import DateNotPossible, FileNotYours, ReasonMissing, SomethingMissing
from twiza.procedures.actions.held import (
    AlreadyAttached,
    AlreadyConfirmed,
    AlreadyWithdrawn,
    NotAskedHere,
    ValueNotUnderstood,
    attach_piece,
    confirm_check,
    restore_piece,
    set_value,
    withdraw_confirmation,
    withdraw_piece,
)
from twiza.procedures.models import Confirmation, Piece, Requirement, StoredContent, Value
from twiza.procedures.queries.missing import met_by, missing_for
from twiza.procedures.storage import content_of
from twiza.procedures.tests.conftest import move_from

LETTER = b"%PDF-1.7 lettre"


@pytest.fixture
def file(permit, driss, open_for):
    return open_for(driss, "permit")


@pytest.fixture
def asked(permit):
    return {one.code: one for one in Requirement.objects.filter(version=permit)}


@pytest.fixture
def attach(driss, acting):
    def attach_one(file, requirement, content=LETTER, name="../../lettre.pdf"):
        upload = ContentFile(content, name=name)
        return attach_piece(file=file, requirement=requirement, upload=upload, label="", actor=acting(driss), at=NOW)

    return attach_one


def missing(file):
    return [one.code for one in missing_for(file, move_from(file, "examined"))]


def stored_paths():
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_what_is_there_is_missing_no_more_and_the_file_moves(file, asked, driss, acting, attach, move_to):
    attach(file, asked["letter"])
    left = missing(file)
    confirm_check(
        file=file, requirement=asked["checked"], confirmed_on=TODAY, note="Dr Alami, CROM", actor=acting(driss), at=NOW
    )
    set_value(file=file, requirement=asked["people"], text="1 270", actor=acting(driss), at=NOW)

    passage = move_to(driss, file, "examined")

    assert left == ["checked", "people"]
    assert passage.to_step.code == "examined"


def test_what_is_only_wished_for_blocks_nothing(file, asked, attach):
    attach(file, asked["photo"])

    assert missing(file) == ["letter", "checked", "people"]


def test_a_document_is_kept_under_its_hash_and_never_under_its_name(file, asked, attach):
    piece = attach(file, asked["letter"])

    assert (piece.name, content_of(piece.content)) == ("lettre.pdf", LETTER)
    assert [path.name for path in stored_paths()] == [piece.content_id]


def test_the_same_bytes_are_kept_once(file, asked, driss, open_for, attach):
    attach(file, asked["letter"])
    attach(file, None, name="copie.pdf")
    attach(open_for(driss, "permit"), asked["letter"])

    assert (Piece.objects.count(), StoredContent.objects.count(), len(stored_paths())) == (3, 1, 1)


def test_a_double_click_attaches_once(file, asked, attach):
    piece = attach(file, asked["letter"])

    with pytest.raises(AlreadyAttached):
        attach(file, asked["letter"])

    assert list(Piece.objects.all()) == [piece]


def test_a_photograph_loses_what_the_telephone_wrote_in_it(file, asked, attach):
    exif = Image.Exif()
    exif[271] = "kanari-telephone"
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "JPEG", exif=exif)

    piece = attach(file, asked["photo"], content.getvalue(), "IMG_1.jpg")

    kept = content_of(piece.content)
    assert (piece.content.content_type, b"kanari" in kept) == ("image/jpeg", False)


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"<script>alert(1)</script>", "lettre.pdf", WrongKind),
        (b"MZ\x90", "lettre.exe", WrongKind),
        (b"no workbook", "liste.xlsx", WrongKind),
        (b"", "vide.pdf", WrongKind),
        (LETTER + b"0" * 2_000, "longue.pdf", FileTooLarge),
    ],
)
def test_what_could_harm_is_refused_and_nothing_is_kept(file, asked, attach, monkeypatch, content, name, refusal):
    monkeypatch.setattr(storage, "MOST_BYTES", 1_000)

    with pytest.raises(refusal):
        attach(file, asked["letter"], content, name)

    assert (Piece.objects.count(), StoredContent.objects.count(), stored_paths()) == (0, 0, [])


def test_a_withdrawn_document_stays_marked_and_can_come_back(file, asked, driss, acting, attach):
    piece = attach(file, asked["letter"])
    with pytest.raises(ReasonMissing):
        withdraw_piece(piece=piece, reason="", actor=acting(driss), at=NOW)

    withdrawn = withdraw_piece(piece=piece, reason="Illisible", actor=acting(driss), at=NOW)
    without = missing(file)
    restore_piece(piece=piece, actor=acting(driss), at=NOW)

    assert (withdrawn.withdrawal_reason, withdrawn.withdrawn_by) == ("Illisible", driss)
    assert (without[0], missing(file)) == ("letter", ["checked", "people"])


def test_a_document_is_withdrawn_once(file, asked, driss, acting, attach):
    piece = attach(file, asked["letter"])
    withdraw_piece(piece=piece, reason="Illisible", actor=acting(driss), at=NOW)

    with pytest.raises(AlreadyWithdrawn):
        withdraw_piece(piece=piece, reason="Encore", actor=acting(driss), at=NOW)


def test_a_check_is_confirmed_by_somebody_once(file, asked, driss, manager, acting):
    given = {"file": file, "requirement": asked["checked"], "confirmed_on": TODAY, "note": "", "at": NOW}
    confirmation = confirm_check(**given, actor=acting(driss))

    with pytest.raises(AlreadyConfirmed) as refused:
        confirm_check(**given, actor=acting(manager))

    assert str(refused.value) == "Driss has confirmed this already: nothing was done twice."
    assert list(Confirmation.objects.all()) == [confirmation]


def test_a_check_is_not_confirmed_for_tomorrow(file, asked, driss, acting):
    with pytest.raises(DateNotPossible):
        confirm_check(
            file=file, requirement=asked["checked"], confirmed_on=TODAY + dt.timedelta(days=1), note="",
            actor=acting(driss), at=NOW,
        )  # fmt: skip

    assert Confirmation.objects.count() == 0


def test_a_confirmation_taken_back_is_missing_again(file, asked, driss, acting):
    confirmation = confirm_check(
        file=file, requirement=asked["checked"], confirmed_on=TODAY, note="", actor=acting(driss), at=NOW
    )

    withdraw_confirmation(confirmation=confirmation, actor=acting(driss), at=NOW)

    assert missing(file) == ["letter", "checked", "people"]
    with pytest.raises(AlreadyWithdrawn):
        withdraw_confirmation(confirmation=confirmation, actor=acting(driss), at=NOW)


@pytest.mark.parametrize(("text", "kept"), [("1 270", "1270"), ("3,5", "3.5"), ("-2", "-2")])
def test_numbers_are_kept_as_a_machine_writes_them(file, asked, driss, acting, text, kept):
    value = set_value(file=file, requirement=asked["people"], text=text, actor=acting(driss), at=NOW)

    assert value.text == kept


@pytest.mark.parametrize("text", ["", "beaucoup", "NaN", "Infinity", "9" * 600])
def test_what_is_no_number_is_refused(file, asked, driss, acting, text):
    with pytest.raises(ValueNotUnderstood):
        set_value(file=file, requirement=asked["people"], text=text, actor=acting(driss), at=NOW)

    assert Value.objects.count() == 0


def test_an_answer_replaced_is_kept(file, asked, driss, acting):
    for text in ("12", "13", "13"):
        set_value(file=file, requirement=asked["people"], text=text, actor=acting(driss), at=NOW)

    assert list(Value.objects.order_by("id").values_list("text", "replaced_at")) == [("12", NOW), ("13", None)]


def test_what_another_kind_or_sort_asks_for_is_refused(file, notice, asked, driss, acting, attach):
    other = Requirement.objects.create(
        version=notice, step=notice.steps.get(code="examined"), code="letter", names={"fr": "Lettre"}, sort="piece",
        position=1, evidence="design",
    )  # fmt: skip

    for requirement in (other, asked["checked"]):
        with pytest.raises(NotAskedHere):
            attach(file, requirement)

    assert Piece.objects.count() == 0


@pytest.mark.parametrize("who", ["chama", "aminata", "technical_administrator"])
def test_who_may_not_see_a_file_adds_nothing_to_it(file, asked, driss, acting, attach, who, request):
    actor = acting(request.getfixturevalue(who))
    piece = attach(file, asked["letter"])

    for refused in (
        lambda: attach_piece(
            file=file, requirement=None, upload=ContentFile(LETTER, name="x.pdf"), label="", actor=actor, at=NOW
        ),
        lambda: withdraw_piece(piece=piece, reason="Vol", actor=actor, at=NOW),
        lambda: confirm_check(
            file=file, requirement=asked["checked"], confirmed_on=TODAY, note="", actor=actor, at=NOW
        ),
        lambda: set_value(file=file, requirement=asked["people"], text="1", actor=actor, at=NOW),
    ):
        with pytest.raises(FileNotYours):
            refused()

    held = met_by(file)
    assert (list(held.pieces), held.confirmations, held.values) == ([asked["letter"].pk], {}, {})


def test_missing_things_are_asked_for_again_after_a_return(file, asked, driss, acting, attach, move_to):
    piece = attach(file, asked["letter"])
    confirm_check(file=file, requirement=asked["checked"], confirmed_on=TODAY, note="", actor=acting(driss), at=NOW)
    set_value(file=file, requirement=asked["people"], text="1", actor=acting(driss), at=NOW)
    move_to(driss, file, "examined")
    move_to(driss, file, "asked", reason="Complément")
    withdraw_piece(piece=piece, reason="Périmée", actor=acting(driss), at=NOW)

    with pytest.raises(SomethingMissing) as refused:
        move_to(driss, file, "examined")

    assert [one.code for one in refused.value.missing] == ["letter"]
