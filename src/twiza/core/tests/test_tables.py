"""The tables: made from nothing or from where an older version left them, and never without a migration."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import override

from twiza.core.tables import HalfWay, at_once, make_tables, on_disk, replacing, steps_wait


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    said = io.StringIO()

    call_command("makemigrations", dry_run=True, stdout=said)

    assert said.getvalue().strip() == "No changes detected"


def test_no_migration_of_ours_does_what_the_models_do_not_say():
    ours = [one for one in on_disk() if one.__module__.startswith("twiza.")]

    done = {type(operation) for one in ours for operation in one.operations}

    assert len(ours) >= 20
    assert done & {RunPython, RunSQL, SeparateDatabaseAndState} == set()


@pytest.mark.django_db
def test_tables_made_at_once_wait_for_no_step():
    assert steps_wait() is False


@pytest.mark.django_db
def test_tables_that_took_every_step_need_nothing():
    recorder = MigrationRecorder(connection)
    replaced = [one.app_label for one in replacing()]
    recorder.migration_qs.filter(app__in=replaced, name="0001_tables").delete()

    make_tables()

    assert {(one.app_label, one.name) for one in replacing()} <= at_once(recorder.applied_migrations())
    assert steps_wait() is False


@pytest.mark.django_db
def test_tables_left_half_way_are_refused_with_the_way_out():
    last = next(replacing()).replaces[-1]
    MigrationRecorder(connection).record_unapplied(*last)

    with override("en"), pytest.raises(HalfWay, match=r"with the version ffdc10e, then come back"):
        make_tables()
