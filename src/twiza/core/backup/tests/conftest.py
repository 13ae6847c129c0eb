"""A Twiza with something in it, a key, and ways to save it, empty it and bring it back."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from twiza.core.backup.restoring import restore_backup
from twiza.core.backup.saving import save_backup
from twiza.core.backup.tables import kept_models, lines_of
from twiza.core.tests.shared_database import shared_database  # noqa: F401 -- a fixture

KEY = bytes(range(32))
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


def save(path, on_rows=lambda rows: None):
    return save_backup(path=path, key=KEY, files=settings.MEDIA_ROOT, made_at=NOW, on_rows=on_rows)


def restore(path, key=KEY, on_rows=lambda rows: None):
    return restore_backup(path=path, key=key, files=settings.MEDIA_ROOT, make_tables=lambda: None, on_rows=on_rows)


def everything():
    """Return every row of every table, and every file."""
    rows = {model._meta.label: sorted(lines_of(model, connection)) for model in kept_models()}
    files = {path.name: path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}
    return {table: lines for table, lines in rows.items() if lines}, files


def empty_the_place():
    """Leave a database with its tables only, and no files."""
    call_command("flush", interactive=False, verbosity=0)
    for path in sorted(settings.MEDIA_ROOT.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()


@pytest.fixture
def inhabited(shared_database, tmp_path, aminata, driss):  # noqa: F811 -- a fixture
    """Return a Twiza with people, a job with every kind of value, and files with difficult names."""
    apps.get_model("jobs", "Job").objects.create(
        kind="tests", owner=aminata, arguments={"fr": "été", "n": [1, 2.5, None]}, progress=1 / 3, created_at=NOW
    )
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "a").mkdir()
    (settings.MEDIA_ROOT / "a" / "تقرير.pdf").write_bytes(b"%PDF" + bytes(3_000_000))
    (settings.MEDIA_ROOT / "empty").write_bytes(b"")
    return tmp_path
