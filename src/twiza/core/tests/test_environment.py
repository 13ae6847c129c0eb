"""A wrong setting stops the start and names itself."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from twiza.core.environment import database_from, env_bool, env_int, env_list, env_secret, secret_key_in


def test_a_word_that_is_neither_yes_nor_no_stops_the_start(monkeypatch):
    monkeypatch.setenv("TWIZA_BEHIND_PROXY", "perhaps")

    with pytest.raises(ImproperlyConfigured, match="TWIZA_BEHIND_PROXY='perhaps'"):
        env_bool("TWIZA_BEHIND_PROXY", default=False)


def test_a_number_that_is_none_stops_the_start(monkeypatch):
    monkeypatch.setenv("TWIZA_MAIL_PORT", "5e7")

    with pytest.raises(ImproperlyConfigured, match="TWIZA_MAIL_PORT='5e7'"):
        env_int("TWIZA_MAIL_PORT", default=587)


def test_a_secret_is_read_from_its_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("TWIZA_SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env_secret("TWIZA_SECRET_KEY") == "s3cret"


def test_a_secret_file_that_is_not_there_stops_the_start(monkeypatch):
    monkeypatch.setenv("TWIZA_SECRET_KEY_FILE", "/nowhere/key")

    with pytest.raises(ImproperlyConfigured, match="TWIZA_SECRET_KEY_FILE='/nowhere/key' cannot be read"):
        env_secret("TWIZA_SECRET_KEY")


def test_a_list_forgets_empty_parts(monkeypatch):
    monkeypatch.setenv("TWIZA_HOSTS", " twiza.example, ,other.example")

    assert env_list("TWIZA_HOSTS") == ["twiza.example", "other.example"]


def test_a_database_address_is_taken_apart_and_its_signs_are_read():
    found = database_from("postgresql://us%40er:p%2Fw@db.example:5433/twi%20za?sslmode=require")

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"], found["OPTIONS"]) == (
        "us@er",
        "p/w",
        "db.example",
        "5433",
        "twi za",
        {"sslmode": "require"},
    )


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "nonsense"])
def test_another_database_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is not understood"):
        database_from(url)


def test_the_secret_key_of_a_home_is_made_once_and_for_its_owner_only(tmp_path):
    first, again = secret_key_in(tmp_path / "home"), secret_key_in(tmp_path / "home")

    assert (again, len(first), (tmp_path / "home" / "secret_key").stat().st_mode & 0o777) == (first, 96, 0o600)
