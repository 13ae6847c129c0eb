"""The files that people gave, out of their folder and back into it."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from twiza.core.backup.archive import Count
from twiza.core.backup.writing import disk_errors_as_sentences, sync_folder


class HashingReader:
    """Reads a file, and counts and hashes what it gave."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._bytes = 0
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        content = self._file.read(size)
        self._bytes += len(content)
        self._digest.update(content)
        return content

    def count(self) -> Count:
        """Return how many bytes were read, and their SHA-256."""
        return Count(self._bytes, self._digest.hexdigest())


def files_under(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every plain file under a folder with its name from there, in order; links are not followed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


@contextmanager
def opened_if_there(path: Path) -> Iterator[tuple[BinaryIO | None, int]]:
    """Give an open file and its size, or None when it was deleted meanwhile."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield None, 0
        return
    with file:
        yield file, os.fstat(file.fileno()).st_size


class IncomingFiles:
    """A folder beside the true one, that takes its place once everything in it is right."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
        self._is_in_place = False

    def add(self, name: str, content: HashingReader) -> None:
        """Write one file, readable by its owner only. Raises ValueError for a name that leaves the folder."""
        parts = PurePosixPath(name).parts
        if not parts or PurePosixPath(name).is_absolute() or ".." in parts:
            raise ValueError(f"{name} is no place for a file.")
        path = self._draft.joinpath(*parts)
        with disk_errors_as_sentences(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
            with os.fdopen(descriptor, "wb") as file:
                shutil.copyfileobj(content, file)
                file.flush()
                os.fsync(file.fileno())

    def put_in_place(self) -> None:
        """Make the new folder the true one, which must be empty or absent."""
        with disk_errors_as_sentences(self._folder):
            os.replace(self._draft, self._folder)
            self._is_in_place = True
            sync_folder(self._folder.parent)

    def take_back(self) -> None:
        """Leave no trace, in place or not."""
        if self._is_in_place:
            os.replace(self._folder, self._draft)
            self._is_in_place = False
        shutil.rmtree(self._draft, ignore_errors=True)
