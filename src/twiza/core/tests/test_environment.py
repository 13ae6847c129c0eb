"""A wrong setting stops the start and names itself."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from twiza.core.environment import (
    database_from,
    env_bool,
    env_choice,
    env_folder,
    env_hosts,
    env_int,
    env_list,
    env_origins,
    env_secret,
    env_secret_key,
    env_time_zone,
    secret_key_in,
)


def test_a_word_that_is_neither_yes_nor_no_stops_the_start(monkeypatch):
    monkeypatch.setenv("TWIZA_BEHIND_PROXY", "perhaps")

    with pytest.raises(ImproperlyConfigured, match="TWIZA_BEHIND_PROXY='perhaps'"):
        env_bool("TWIZA_BEHIND_PROXY", default=False)


@pytest.mark.parametrize("text", ["5e7", "0", "65536", "-25", "9" * 5000])
def test_a_number_that_is_none_or_out_of_bounds_stops_the_start(monkeypatch, text):
    monkeypatch.setenv("TWIZA_MAIL_PORT", text)

    with pytest.raises(ImproperlyConfigured, match=f"^TWIZA_MAIL_PORT='{text}' .* from 1 to 65535"):
        env_int("TWIZA_MAIL_PORT", default=587, lowest=1, highest=65_535)


def test_a_folder_that_is_not_there_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("TWIZA_DATA", str(tmp_path / "nowhere"))

    with pytest.raises(ImproperlyConfigured, match=r"^TWIZA_DATA=.* is not a folder"):
        env_folder("TWIZA_DATA", default=tmp_path)


@pytest.mark.parametrize("origin", ["tiles.example", "https://tiles.example/a", "https://a; script-src *", "'unsafe'"])
def test_a_host_of_tiles_that_is_no_address_stops_the_start(monkeypatch, origin):
    monkeypatch.setenv("TWIZA_BASEMAP_HOSTS", origin)

    with pytest.raises(ImproperlyConfigured, match=r"^TWIZA_BASEMAP_HOSTS="):
        env_origins("TWIZA_BASEMAP_HOSTS")


def test_hosts_of_tiles_may_have_a_port_or_be_all_below_a_name(monkeypatch):
    monkeypatch.setenv("TWIZA_BASEMAP_HOSTS", "https://*.tiles.example, http://localhost:8080")

    assert env_origins("TWIZA_BASEMAP_HOSTS") == ["https://*.tiles.example", "http://localhost:8080"]


def test_a_secret_is_read_from_its_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("TWIZA_SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env_secret("TWIZA_SECRET_KEY") == "s3cret"


def test_a_secret_file_that_is_not_there_stops_the_start(monkeypatch):
    monkeypatch.setenv("TWIZA_SECRET_KEY_FILE", "/nowhere/key")

    with pytest.raises(ImproperlyConfigured, match="TWIZA_SECRET_KEY_FILE='/nowhere/key' cannot be read"):
        env_secret("TWIZA_SECRET_KEY")


def test_a_secret_file_that_is_no_text_stops_the_start(monkeypatch, tmp_path):
    (tmp_path / "key").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("TWIZA_SECRET_KEY_FILE", str(tmp_path / "key"))

    with pytest.raises(ImproperlyConfigured, match=r"TWIZA_SECRET_KEY_FILE=.* it is not a text"):
        env_secret("TWIZA_SECRET_KEY")


@pytest.mark.parametrize(
    "host", ["https://twiza.example", "twiza.example:8000", "*", ".example.org", "a b", "x/y", "a\nb", "-a.org"]
)
def test_a_public_name_that_is_none_stops_the_start(monkeypatch, host):
    monkeypatch.setenv("TWIZA_HOSTS", host)

    with pytest.raises(ImproperlyConfigured, match=r"^TWIZA_HOSTS="):
        env_hosts("TWIZA_HOSTS")


def test_public_names_are_names_and_addresses(monkeypatch):
    monkeypatch.setenv("TWIZA_HOSTS", "twiza.example.org,192.168.1.20,[fe80::1],laptop")

    assert env_hosts("TWIZA_HOSTS") == ["twiza.example.org", "192.168.1.20", "[fe80::1]", "laptop"]


@pytest.mark.parametrize("zone", ["Africa/Atlantis", "../etc/passwd", "Africa", "é"])
def test_a_time_zone_that_is_none_stops_the_start(monkeypatch, zone):
    monkeypatch.setenv("TWIZA_TIME_ZONE", zone)

    with pytest.raises(ImproperlyConfigured, match=f"^TWIZA_TIME_ZONE='{zone}' is not a time zone"):
        env_time_zone("TWIZA_TIME_ZONE", default="Africa/Casablanca")


def test_a_word_beyond_the_choices_stops_the_start(monkeypatch):
    monkeypatch.setenv("TWIZA_LOG_LEVEL", "loud")

    with pytest.raises(ImproperlyConfigured, match="TWIZA_LOG_LEVEL='LOUD' is not understood: write one of INFO, DEB"):
        env_choice("TWIZA_LOG_LEVEL", ("INFO", "DEBUG"), default="INFO")


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
        {"options": "-c jit=off", "sslmode": "require"},
    )


def test_an_address_of_a_database_says_its_own_options():
    found = database_from("postgresql://db.example/twiza?options=-c%20jit%3Don")

    assert found["OPTIONS"] == {"options": "-c jit=on"}


@pytest.mark.parametrize(
    "url",
    ["mysql://a/b", "postgresql://host", "nonsense", "postgresql://h:99999/a", "postgresql://h:x/a", "postgres://[/a"],
)
def test_another_database_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is not understood"):
        database_from(url)


def test_the_secret_key_of_a_home_is_made_once_and_for_its_owner_only(tmp_path):
    first, again = secret_key_in(tmp_path / "home"), secret_key_in(tmp_path / "home")

    assert (again, len(first), (tmp_path / "home" / "secret_key").stat().st_mode & 0o777) == (first, 96, 0o600)


def test_a_home_that_is_a_file_stops_the_start(tmp_path):
    (tmp_path / "home").write_text("a file")

    with pytest.raises(ImproperlyConfigured, match=r"^TWIZA_HOME=.* cannot be used"):
        secret_key_in(tmp_path / "home")


def test_an_empty_secret_key_stops_the_start(tmp_path):
    (tmp_path / "secret_key").write_text("\n")

    with pytest.raises(ImproperlyConfigured, match="secret_key is empty"):
        secret_key_in(tmp_path)


def test_a_secret_key_is_never_read_half_written(tmp_path, monkeypatch):
    _fast_process_writes_first(tmp_path, monkeypatch)

    assert (secret_key_in(tmp_path), [one.name for one in tmp_path.iterdir()]) == ("theirs", ["secret_key"])


def _fast_process_writes_first(folder, monkeypatch):
    """Let another process write the key between our look and our writing."""
    random_bytes = os.urandom

    def slowly(count):
        (folder / "secret_key").write_text("theirs")
        return random_bytes(count)

    monkeypatch.setattr(os, "urandom", slowly)


def test_a_short_secret_key_stops_the_start_and_is_not_repeated(monkeypatch, tmp_path):
    monkeypatch.setenv("TWIZA_SECRET_KEY", "guess me")

    with pytest.raises(ImproperlyConfigured, match=r"^TWIZA_SECRET_KEY is too short: give 50 random characters"):
        env_secret_key("TWIZA_SECRET_KEY", home=tmp_path)
