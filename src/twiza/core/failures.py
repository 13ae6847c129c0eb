"""What a command says when the disk or the database says no: one sentence with the way out."""

from __future__ import annotations

import errno

from django.db import InterfaceError, OperationalError, ProgrammingError
from django.utils.translation import gettext as _

DATABASE_ERRORS = (OperationalError, InterfaceError, ProgrammingError)
DISK_IS_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# What was named on the command line is not there, or not ours: bad input.
WRONG_PATH = (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError, FileExistsError)

# What SQLite and PostgreSQL say, in small letters, and what that means for the person.
BUSY = ("database is locked", "database table is locked", "lock timeout", "too many clients")
UNPREPARED = ("no such table", "no such column", "does not exist")
FULL = ("disk is full", "no space left")


def sentence_for_disk(error: OSError) -> str:
    """Return what a command says of a file or a disk it cannot use."""
    if error.errno in DISK_IS_FULL:
        return _("The disk is full: free some space, or choose another disk. What was not finished is not kept.")
    where = error.filename if isinstance(error.filename, str | bytes) else ""
    why = error.strerror or type(error).__name__
    if not where:
        return _("The system refused: %(why)s.") % {"why": why}
    return _("%(file)s cannot be used: %(why)s. Check its name and its permissions.") % {"file": where, "why": why}


def sentence_for_database(error: Exception) -> str:
    """Return what a command says of a database it cannot use."""
    said = " ".join(str(error).split())
    known = said.lower()
    if any(words in known for words in FULL):
        return _("The disk of the database is full: free some space. What was not finished is not kept.")
    if any(words in known for words in BUSY):
        return _("The database is busy: something else is writing to it. Try again in a moment.")
    if any(words in known for words in UNPREPARED):
        return _("The database is not ready (%(why)s): run “twiza migrate” first.") % {"why": said}
    return _("The database cannot be used: %(why)s. Check DATABASE_URL, TWIZA_HOME and its permissions.") % {
        "why": said
    }
