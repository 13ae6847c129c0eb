"""Files that appear whole or not at all, and that only their owner reads."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from twiza.core.errors import InputError

DISK_IS_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class FileExistsAlready(InputError):
    """There is a file of this name, which is not overwritten."""


class CannotWrite(InputError):
    """The disk is full, or the folder does not take the file."""


@contextmanager
def new_private_file(path: Path) -> Iterator[BinaryIO]:
    """
    Give a file to write, which gets its name once it is whole and safely on the disk.

    When anything goes wrong, nothing is left. Raises FileExistsAlready or CannotWrite.
    """
    if path.exists():
        raise FileExistsAlready(_("%(file)s exists already: choose another name.") % {"file": path})
    with disk_errors_as_sentences(path):
        descriptor, draft = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:  # mkstemp: readable by its owner only
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


@contextmanager
def disk_errors_as_sentences(path: Path) -> Iterator[None]:
    """Turn what the disk says no to into a sentence that names the file. Raises CannotWrite."""
    try:
        yield
    except OSError as error:
        if error.errno in DISK_IS_FULL:
            sentence = _("The disk is full: %(file)s was not written. Free some space, or choose another disk.")
        else:
            sentence = _("%(file)s cannot be written: %(reason)s. Check the folder and its permissions.")
        raise CannotWrite(sentence % {"file": path, "reason": error.strerror or type(error).__name__}) from None


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
