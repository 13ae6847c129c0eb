"""The key of backups: 32 random bytes in a file of their own, without which nobody reads a backup."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext as _

from twiza.core.backup.writing import new_private_file
from twiza.core.errors import InputError

KEY_BYTES = 32


class KeyNotUsable(InputError):
    """The key file cannot be read, or holds no key."""


def make_key(path: Path) -> None:
    """Write a new key, readable by its owner only. Raises FileExistsAlready or CannotWrite."""
    with new_private_file(path) as file:
        file.write(os.urandom(KEY_BYTES))


def read_key(path: Path) -> bytes:
    """Return the key in a file. Raises KeyNotUsable."""
    try:
        with path.open("rb") as file:
            key = file.read(KEY_BYTES + 1)
    except OSError:
        raise KeyNotUsable(
            _("The key file %(file)s cannot be read: check its name and that it is yours.") % {"file": path}
        ) from None
    if len(key) != KEY_BYTES:
        raise KeyNotUsable(
            _("%(file)s is no key of a backup: make one with “twiza backup --new-key FILE”.") % {"file": path}
        )
    return key
