"""
A stream sealed with AES-256-GCM, in numbered frames of which the last one says so.

Header: `TWIZABK1`, a salt of 16 bytes, and 16 bytes that only the right key gives. Frame: one byte (1 for the last
frame, else 0), the length of what follows in 4 bytes, and the sealed bytes. The key of a file comes from the key
and the salt (HKDF-SHA256), so that a frame's number is a nonce used once. A frame moved, changed or left out does
not open; a file cut short has no last frame.
"""

from __future__ import annotations

import hmac
import io
import os
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext as _

from twiza.core.errors import InputError

MAGIC = b"TWIZABK1"
SALT_BYTES = 16
PROOF_BYTES = 16
FRAME_BYTES = 1 << 20
TAG_BYTES = 16
FRAME_HEAD = struct.Struct(">BI")


class NotABackup(InputError):
    """The file was not made by `twiza backup`."""


class WrongKey(InputError):
    """Another key sealed this backup."""


class BackupCut(InputError):
    """The end of the backup is missing."""


class BackupChanged(InputError):
    """A byte of the backup is not what was written."""


class SealedWriter(io.RawIOBase):
    """Seals what is written to it; what is not closed has no end, and will be refused as cut."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        super().__init__()
        salt = os.urandom(SALT_BYTES)
        self._file = file
        self._seal, proof = _keys_of(key, salt)
        self._head = MAGIC + salt
        self._number = 0
        self._waiting = bytearray()
        file.write(self._head + proof)

    def writable(self) -> bool:
        """Return yes: this is written to."""
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        """Seal these bytes, whole frames at a time; return how many they are."""
        self._waiting += content
        while len(self._waiting) > FRAME_BYTES:
            self._write_frame(bytes(self._waiting[:FRAME_BYTES]), is_last=0)
            del self._waiting[:FRAME_BYTES]
        return len(content)

    def finish(self) -> None:
        """Write the last frame: the file is whole."""
        self._write_frame(bytes(self._waiting), is_last=1)
        self._waiting.clear()

    def _write_frame(self, content: bytes, *, is_last: int) -> None:
        sealed = self._seal.encrypt(_nonce(self._number, is_last), content, self._head)
        self._file.write(FRAME_HEAD.pack(is_last, len(sealed)) + sealed)
        self._number += 1


class SealedReader(io.RawIOBase):
    """Opens a sealed stream. Reading raises WrongKey, BackupChanged or BackupCut instead of giving a false byte."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        super().__init__()
        head = file.read(len(MAGIC) + SALT_BYTES)
        proof = file.read(PROOF_BYTES)
        if not head.startswith(MAGIC):
            raise NotABackup(_("This file is not a backup of Twiza."))
        if len(proof) < PROOF_BYTES:
            raise BackupCut(_("This backup is cut short: its end is missing. Take another copy of it."))
        self._seal, expected = _keys_of(key, head[len(MAGIC) :])
        if not hmac.compare_digest(proof, expected):
            raise WrongKey(_("This key does not open this backup: use the key file it was made with."))
        self._file = file
        self._head = head
        self._number = 0
        self._is_over = False
        self._opened = b""

    def readable(self) -> bool:
        """Return yes: this is read from."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; return how many bytes, 0 at the true end."""
        while not self._opened and not self._is_over:
            self._opened = self._next_frame()
        taken = self._opened[: len(buffer)]
        buffer[: len(taken)] = taken
        self._opened = self._opened[len(taken) :]
        return len(taken)

    def _next_frame(self) -> bytes:
        is_last, length = FRAME_HEAD.unpack(self._exactly(FRAME_HEAD.size))
        if is_last > 1 or not TAG_BYTES <= length <= FRAME_BYTES + TAG_BYTES:
            raise _changed()
        sealed = self._exactly(length)
        try:
            content = self._seal.decrypt(_nonce(self._number, is_last), sealed, self._head)
        except InvalidTag:
            raise _changed() from None
        self._number += 1
        if is_last:
            self._is_over = True
            if self._file.read(1):
                raise _changed()
        return content

    def _exactly(self, length: int) -> bytes:
        content = self._file.read(length)
        if len(content) < length:
            raise BackupCut(_("This backup is cut short: its end is missing. Take another copy of it."))
        return content


def _changed() -> BackupChanged:
    return BackupChanged(_("This backup was changed or damaged since it was made. Take another copy of it."))


def _keys_of(key: bytes, salt: bytes) -> tuple[AESGCM, bytes]:
    """Return the cipher of one file, and the proof that the key is the right one."""
    made = HKDF(algorithm=SHA256(), length=32 + PROOF_BYTES, salt=salt, info=b"twiza backup 1").derive(key)
    return AESGCM(made[:32]), made[32:]


def _nonce(number: int, is_last: int) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
