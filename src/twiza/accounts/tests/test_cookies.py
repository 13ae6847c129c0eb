"""Cookies know no ports: installations on one computer must not sign each other out."""

import os
import subprocess
import sys

PRINT_NAMES = """
from twiza import settings
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
"""


def cookie_names(home, **set_too):
    """Return the names that cookies have in a home, in a process of its own: settings are read once."""
    surroundings = {**os.environ, "TWIZA_HOME": str(home), "TWIZA_HOSTS": "", "DATABASE_URL": "", **set_too}
    command = [sys.executable, "-c", PRINT_NAMES]
    return set(subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True).stdout.split())


def test_two_homes_have_no_cookie_in_common_and_each_keeps_its_own(tmp_path):
    one, other, again = (cookie_names(tmp_path / name) for name in ("one", "other", "one"))

    assert (one & other, one == again, len(one)) == (set(), True, 3)


def test_two_processes_of_one_installation_share_their_cookies(tmp_path):
    key = {"TWIZA_SECRET_KEY": "k" * 60}

    assert cookie_names(tmp_path / "one", **key) == cookie_names(tmp_path / "other", **key)


def test_under_a_public_name_cookies_are_bound_to_it(tmp_path):
    names = cookie_names(tmp_path, TWIZA_HOSTS="twiza.example")

    assert {name.split("-twiza-")[0] for name in names} == {"__Host"}
