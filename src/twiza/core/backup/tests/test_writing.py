"""Files appear whole, private, or not at all."""

import os
import stat

import pytest
from django.utils import translation

from twiza.core.backup.keys import KeyNotUsable, make_key, read_key
from twiza.core.backup.writing import CannotWrite, FileExistsAlready, new_private_file


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def write(path, also_to="/dev/null"):
    with new_private_file(path) as file, open(also_to, "wb", buffering=0) as other:
        file.write(b"content")
        other.write(b"content")


def be_interrupted_while_writing(path):
    with new_private_file(path) as file:
        file.write(b"half")
        raise KeyboardInterrupt


def test_a_new_file_is_readable_by_its_owner_only(tmp_path):
    write(tmp_path / "backup")

    assert (tmp_path / "backup").read_bytes() == b"content"
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o600


def test_a_file_of_this_name_is_not_overwritten(tmp_path):
    (tmp_path / "backup").write_bytes(b"the old one")

    with pytest.raises(FileExistsAlready, match="exists already: choose another name"):
        write(tmp_path / "backup")

    assert (tmp_path / "backup").read_bytes() == b"the old one"


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path):
    with pytest.raises(CannotWrite, match=r"^The disk is full: .*backup was not written\. Free some space"):
        write(tmp_path / "backup", also_to="/dev/full")

    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CannotWrite, match=r"backup cannot be written: No such file or directory\."):
        write(tmp_path / "lost" / "backup")


def test_an_interruption_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        be_interrupted_while_writing(tmp_path / "backup")

    assert os.listdir(tmp_path) == []


def test_a_key_is_random_and_read_back(tmp_path):
    for name in ("first", "second"):
        make_key(tmp_path / name)

    first, second = read_key(tmp_path / "first"), read_key(tmp_path / "second")

    assert (len(first), first == second) == (32, False)


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)])
def test_a_file_that_is_no_key_is_refused(tmp_path, content):
    (tmp_path / "key").write_bytes(content)

    with pytest.raises(KeyNotUsable, match="is no key of a backup"):
        read_key(tmp_path / "key")


def test_a_key_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(KeyNotUsable, match="cannot be read: check its name"):
        read_key(tmp_path / "key")
