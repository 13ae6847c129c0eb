"""The tables of the database, made where they are missing and brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from twiza.core.errors import InputError

# The last commit whose migrations led, step by step, to the tables that are now made at once.
LAST_WITH_STEPS = "ffdc10e"


class HalfWay(InputError):
    """The tables were left half way by steps that this version no longer has."""


def make_tables() -> None:
    """Apply the migrations that wait; makes TWIZA_HOME when it is the first thing done in it. Raises HalfWay."""
    Path(settings.TWIZA_HOME).mkdir(parents=True, exist_ok=True)
    refuse_half_way()
    call_command("migrate", verbosity=0)


def refuse_half_way() -> None:
    """Raise HalfWay when some, and not all, of the steps that one migration replaces were taken."""
    steps = {step for one in replacing() for step in one.replaces}
    if at_once(MigrationRecorder(connection).applied_migrations()) & steps:
        sentence = _(
            "The tables of this Twiza were left half way by an older version. Run “twiza migrate” once with the "
            "version %(version)s, then come back to this one: nothing is lost."
        )
        raise HalfWay(sentence % {"version": LAST_WITH_STEPS})


def at_once(migrations: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return migrations, as app and name, with the one that replaces several where all of those were."""
    known = set(migrations)
    for one in replacing():
        if known.issuperset(one.replaces):
            known = known.difference(one.replaces) | {(one.app_label, one.name)}
    return known


def replacing() -> Iterator[Migration]:
    """Yield the migrations that do at once what several did."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    yield from (one for one in loader.disk_migrations.values() if one.replaces)
