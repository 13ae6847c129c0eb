"""What was backed up comes back as it was, or the place stays empty and a sentence says why."""

import os
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation

from twiza.core.backup.archive import Head, OtherMigrations
from twiza.core.backup.reading import refuse_other_head
from twiza.core.backup.restoring import PlaceNotEmpty
from twiza.core.backup.sealing import BackupChanged, BackupCut, WrongKey
from twiza.core.backup.tables import kept_columns
from twiza.core.backup.tests.conftest import KEY, NOW, empty_the_place, everything, restore, save
from twiza.core.cli import main
from twiza.core.tables import replacing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def backup(inhabited):
    save(inhabited / "backup")
    return inhabited / "backup"


def emptied():
    """Empty the place, and return what an empty one holds."""
    empty_the_place()
    return everything()


def test_everything_comes_back_as_it_was(backup):
    before = everything()
    emptied()

    manifest = restore(backup)

    assert everything() == before
    assert (manifest.tables["accounts.Person"].many, len(manifest.files)) == (2, 2)


def test_the_next_row_after_a_restore_gets_a_number_of_its_own(backup):
    emptied()
    restore(backup)

    person = get_user_model().objects.create(email="bakary@example.org", name="Bakary", joined_at=NOW)

    assert person.pk == max(get_user_model().objects.values_list("pk", flat=True))


def write_from_elsewhere():
    """Write one row as another request would: in a thread and on a connection of its own."""

    def write():
        get_user_model().objects.create(email="late@example.org", name="Late", joined_at=NOW)
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()


def test_what_is_written_during_a_backup_is_not_held_up_and_not_in_it(inhabited):
    before = everything()
    once = iter([write_from_elsewhere])

    save(inhabited / "backup", on_rows=lambda rows: [write() for write in once])
    is_written = get_user_model().objects.filter(name="Late").exists()
    emptied()
    restore(inhabited / "backup")

    assert is_written
    assert everything() == before


def test_a_place_in_use_is_refused_and_left_as_it_is(backup):
    before = everything()

    with pytest.raises(PlaceNotEmpty, match="a restore overwrites nothing"):
        restore(backup)

    assert everything() == before


def test_a_place_with_files_is_refused(backup):
    emptied()
    (settings.MEDIA_ROOT / "mine").write_bytes(b"mine")
    before = everything()

    with pytest.raises(PlaceNotEmpty):
        restore(backup)

    assert everything() == before


def cut(content):
    return content[:-1]


def changed(content):
    return content[:-20] + bytes([content[-20] ^ 1]) + content[-19:]


@pytest.mark.parametrize(("harm", "error"), [(cut, BackupCut), (changed, BackupChanged)])
def test_a_harmed_backup_leaves_the_place_empty(backup, harm, error):
    empty = emptied()
    backup.write_bytes(harm(backup.read_bytes()))

    with pytest.raises(error):
        restore(backup)

    assert everything() == empty
    assert os.listdir(backup.parent).count("files") == 1


def test_another_key_leaves_the_place_empty(backup):
    empty = emptied()

    with pytest.raises(WrongKey, match="This key does not open this backup"):
        restore(backup, key=bytes(32))

    assert everything() == empty


def test_a_restore_that_is_interrupted_leaves_nothing_and_can_be_done_again(backup):
    before, empty = everything(), emptied()

    def interrupt(rows):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(backup, on_rows=interrupt)
    assert everything() == empty
    restore(backup)

    assert everything() == before


def test_a_killed_backup_leaves_no_file_of_its_name(inhabited, shared_database):
    command = [sys.executable, "-m", "twiza.core.backup.tests.backup_process", str(inhabited / "backup")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}

    with subprocess.Popen(command, env=shared_database, **pipes) as process:
        assert process.stdout.readline() == "begun\n"
        process.kill()

    assert [name for name in os.listdir(inhabited) if "backup" in name and not name.startswith(".")] == []


def twiza(*arguments, home):
    """Run the program on a SQLite of its own."""
    surroundings = {**os.environ, "TWIZA_HOME": str(home), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "twiza", *map(str, arguments)]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120, check=False)


def test_a_backup_goes_to_another_database_and_back(backup):
    before = everything()
    (backup.parent / "key").write_bytes(KEY)
    home = backup.parent / "laptop"

    there = twiza("restore", backup, "--key", backup.parent / "key", home=home)
    back = twiza("backup", backup.parent / "back", "--key", backup.parent / "key", home=home)
    emptied()
    restore(backup.parent / "back")

    assert (there.returncode, back.returncode) == (0, 0)
    assert everything() == before


def test_the_program_refuses_in_one_sentence_and_exits_with_2(backup, capsys):
    key = backup.parent / "key"
    key.write_bytes(KEY)

    codes = [
        main(["backup", str(backup), "--key", str(key)]),
        main(["backup", str(backup)]),
        main(["backup", "--new-key", str(key)]),
        main(["restore", str(backup), "--key", str(backup.parent / "lost")]),
        main(["restore", str(backup.parent / "lost"), "--key", str(key)]),
        main(["restore", str(backup), "--key", str(key)]),
    ]

    printed = capsys.readouterr()
    assert (codes, printed.out, printed.err.count("\n")) == ([2] * 6, "", 6)


def test_a_backup_of_another_version_is_refused(backup):
    MigrationRecorder(connection).record_applied("core", "9999_of_tomorrow")
    try:
        with pytest.raises(OtherMigrations, match=r"not of this version of Twiza \(core\.9999_of_tomorrow\)"):
            save(backup.parent / "tomorrow")
    finally:
        MigrationRecorder(connection).record_unapplied("core", "9999_of_tomorrow")

    assert not (backup.parent / "tomorrow").exists()


def test_a_head_of_every_step_is_of_this_version_and_of_one_less_is_not(db):
    done_at_once = {(one.app_label, one.name) for one in replacing()}
    applied = [[*one] for one in MigrationRecorder(connection).applied_migrations() if one not in done_at_once]
    last = next(one for one in applied if one[0] == "outreach")

    assert refuse_other_head(Head(1, "", applied, kept_columns())) is None
    with pytest.raises(OtherMigrations, match="made by another version of Twiza"):
        refuse_other_head(Head(1, "", [one for one in applied if one != last], kept_columns()))


def test_a_head_of_other_migrations_is_refused():
    head = Head(1, "", [["core", "9999_of_tomorrow"]], {})

    with pytest.raises(OtherMigrations, match="made by another version of Twiza"):
        refuse_other_head(head)
