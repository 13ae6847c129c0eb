"""A sealed stream gives back what was written, or refuses: with another key, changed, or cut."""

import io
import os

import pytest

from twiza.core.backup.sealing import (
    FRAME_BYTES,
    FRAME_HEAD,
    BackupChanged,
    BackupCut,
    NotABackup,
    SealedReader,
    SealedWriter,
    WrongKey,
)
from twiza.core.errors import InputError

KEY = bytes(range(32))
HEAD_BYTES = 40


def sealed(*parts):
    file = io.BytesIO()
    writer = SealedWriter(file, KEY)
    for part in parts:
        writer.write(part)
    writer.finish()
    return file.getvalue()


def opened(content, key=KEY):
    return SealedReader(io.BytesIO(content), key).readall()


@pytest.mark.parametrize("size", [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES + 5])
def test_what_was_sealed_is_read_back(size):
    content = os.urandom(size)

    assert opened(sealed(content)) == content


def test_what_was_sealed_in_pieces_is_read_back_whole():
    assert opened(sealed(b"a", b"", b"b" * FRAME_BYTES, b"c")) == b"a" + b"b" * FRAME_BYTES + b"c"


def test_the_content_cannot_be_seen_and_is_sealed_otherwise_each_time():
    first, second = sealed(b"Aminata" * 10), sealed(b"Aminata" * 10)

    assert b"Aminata" not in first
    assert first != second


def test_another_key_is_refused():
    with pytest.raises(WrongKey):
        opened(sealed(b"content"), bytes(32))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"TWIZABK2" + bytes(100)])
def test_another_file_is_refused(content):
    with pytest.raises(NotABackup):
        opened(content)


def test_a_file_cut_anywhere_is_refused():
    whole = sealed(b"some content")

    for length in range(HEAD_BYTES, len(whole)):
        with pytest.raises(BackupCut):
            opened(whole[:length])


def test_a_file_cut_between_two_frames_is_refused():
    whole = sealed(bytes(2 * FRAME_BYTES))

    with pytest.raises(BackupCut):
        opened(whole[: HEAD_BYTES + FRAME_HEAD.size + FRAME_BYTES + 16])


def test_a_changed_byte_is_refused_wherever_it_is():
    whole = sealed(b"some content")

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(InputError):
            opened(bytes(changed))


def test_frames_out_of_order_are_refused():
    whole = sealed(bytes(3 * FRAME_BYTES))
    frame = FRAME_HEAD.size + FRAME_BYTES + 16
    first, second = whole[HEAD_BYTES : HEAD_BYTES + frame], whole[HEAD_BYTES + frame : HEAD_BYTES + 2 * frame]

    with pytest.raises(BackupChanged):
        opened(whole[:HEAD_BYTES] + second + first + whole[HEAD_BYTES + 2 * frame :])


def test_bytes_after_the_end_are_refused():
    with pytest.raises(BackupChanged):
        opened(sealed(b"content") + b"\0")
