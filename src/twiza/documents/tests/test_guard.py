"""What the upload guard lets through, and what it refuses with which sentence."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from twiza.core.errors import InputError
from twiza.documents.guard import FileTooLarge, Kind, guard_upload, shown_name
from twiza.documents.tests.conftest import MEGABYTE, guarded, rezipped, workbook

XLSX = workbook(["code", "name"], ["01", "Azilal"])


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("facilities.csv", b"code;name\n01;Azilal\n", Kind.CSV),
        ("FACILITIES.XLSX", XLSX, Kind.XLSX),
        ("places.geojson", b'{"type": "FeatureCollection", "features": []}', Kind.GEOJSON),
    ],
)
def test_a_plain_file_passes_as_what_it_is(name, content, kind):
    file = guarded(name, content)

    assert (file.name, file.kind, file.content) == (name, kind, content)


def refused(name, content, kinds=tuple(Kind)):
    with pytest.raises(InputError) as caught:
        guard_upload(SimpleUploadedFile(name, content), kinds=kinds, max_bytes=MEGABYTE)
    return str(caught.value)


def test_an_empty_file_is_refused():
    assert refused("empty.csv", b"") == "empty.csv is empty."


def test_a_file_of_another_kind_is_refused():
    assert (
        refused("list.docx", b"PK\x03\x04") == "list.docx is not accepted: send one of .csv, .xlsx, .geojson, .yaml."
    )


def test_only_the_kinds_asked_for_are_accepted():
    assert refused("list.xlsx", XLSX, (Kind.CSV,)) == "list.xlsx is not accepted: send one of .csv."


@pytest.mark.parametrize("name", ["list.xls", "list.xlsm", "list.ods"])
def test_other_workbooks_are_sent_back_to_their_program(name):
    assert refused(name, b"anything") == (
        f"{name} is a workbook of another kind: open it and save it as .xlsx, without macros."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", XLSX),
        ("list.xlsx", b"code,name\n"),
        ("list.csv", b"%PDF-1.7"),
        ("places.geojson", b"\x89PNG\r\n\x1a\n"),
        ("list.xlsx", b"MZ\x90\x00"),
    ],
)
def test_a_content_other_than_its_name_is_refused(name, content):
    assert refused(name, content) == (
        f"The content of {name} is not what its name says: save it again from the program that made it."
    )


def test_a_workbook_with_a_password_is_refused():
    assert refused("list.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)) == (
        "list.xlsx is an old Excel workbook, or protected by a password: save it as .xlsx without a password."
    )


class Endless(io.RawIOBase):
    """A file that never ends, and counts what was taken from it."""

    name = "endless.csv"
    given = 0

    def read(self, size=-1):
        self.given += size
        return b"x" * size


def test_a_file_is_read_no_further_than_what_is_accepted():
    endless = Endless()

    with pytest.raises(FileTooLarge, match=r"endless\.csv is larger than 1 MB"):
        guard_upload(endless, kinds=[Kind.CSV], max_bytes=MEGABYTE)

    assert endless.given < 1.1 * MEGABYTE


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\Chama\\list.csv", "list.csv"),
        ("tsil\u202excod.csv", "tsilxcod.csv"),
        ("a\x00b\n.csv", "ab.csv"),
        ("/", "unnamed file"),
        ("é" * 300 + ".csv", "é" * 96 + ".csv"),
    ],
)
def test_a_name_is_shown_without_folder_or_tricks(given, shown):
    assert shown_name(given) == shown


def test_an_archive_bomb_is_refused_before_it_is_unpacked():
    bomb = rezipped(XLSX, {"xl/worksheets/sheet1.xml": bytes(60 * 2**20)})

    assert refused("bomb.xlsx", bomb) == (
        "bomb.xlsx is far larger once unpacked than it seems: send a smaller workbook, or a CSV file."
    )


def test_an_archive_of_too_many_files_is_refused():
    many = rezipped(XLSX, {f"xl/media/{number}.xml": "" for number in range(1_001)})

    assert "far larger once unpacked" in refused("many.xlsx", many)


def test_macros_are_refused():
    assert refused("list.xlsx", rezipped(XLSX, {"xl/vbaProject.bin": "x"})) == (
        "list.xlsx contains macros: save it as .xlsx, without macros."
    )


@pytest.mark.parametrize("inside", ["xl/embeddings/inner.xlsx", "../outside.xml", "/root.xml", "xl\\..\\..\\x.xml"])
def test_nested_and_wandering_entries_are_refused(inside):
    assert refused("list.xlsx", rezipped(XLSX, {inside: "x"})) == (
        "list.xlsx is not a plain workbook: save it as .xlsx, without a password and without files inside."
    )


def test_a_cut_workbook_is_refused():
    assert refused("list.xlsx", XLSX[: len(XLSX) // 2]) == (
        "list.xlsx is damaged or cut short: save it again from the program that made it."
    )
