"""The tables of the database, made where they are missing and brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
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
    if steps_wait():
        call_command("migrate", verbosity=0)


def steps_wait() -> bool:
    """Return whether the tables are not up to date: much sooner known than nothing is done."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def make_at_once(empty: BaseDatabaseWrapper) -> None:
    """
    Make every table of an empty database as its model says, and note every migration as taken.

    Step by step Django builds all models anew for each of them, which takes a minute (decision 0019). The tables are
    the same: no migration of ours runs anything but what makemigrations wrote, and none is missing (tests).
    """
    emit_pre_migrate_signal(verbosity=0, interactive=False, db=empty.alias)
    with empty.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(empty):
                editor.create_model(model)
    recorder = MigrationRecorder(empty)
    recorder.ensure_schema()
    for app_label, name in every_step():
        recorder.record_applied(app_label, name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=empty.alias)


def every_step() -> Iterator[tuple[str, str]]:
    """Yield every migration there is, as app and name, and those that it replaces."""
    for one in on_disk():
        yield from one.replaces
        yield one.app_label, one.name


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
    yield from (one for one in on_disk() if one.replaces)


def on_disk() -> Iterable[Migration]:
    """Return every migration of this version, ours and our libraries'."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return loader.disk_migrations.values()
