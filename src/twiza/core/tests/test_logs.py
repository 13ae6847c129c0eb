"""What a log may say of an error."""

import logging
import sqlite3
import sys

from twiza.core.logs import DiscreetFormatter


def test_an_error_is_logged_by_kind_and_place_without_what_it_quotes():
    typed = "zineb@example.org"
    try:
        try:
            int(typed)
        except ValueError as error:
            raise LookupError(typed) from error
    except LookupError:
        caught = sys.exc_info()
    record = logging.LogRecord("twiza", logging.ERROR, "", 0, "It broke.", (), caught)

    said = DiscreetFormatter("%(message)s").format(record)

    kinds = [line for line in said.splitlines() if line.startswith("builtins.")]
    assert (typed in said, "int(typed)" in said, kinds) == (
        False,
        True,
        ["builtins.ValueError", "builtins.LookupError"],
    )


def test_an_error_of_the_database_is_logged_with_its_code():
    try:
        sqlite3.connect(":memory:").execute("SELECT typed FROM nowhere")
    except sqlite3.OperationalError:
        caught = sys.exc_info()
    record = logging.LogRecord("twiza", logging.ERROR, "", 0, "It broke.", (), caught)

    said = DiscreetFormatter("%(message)s").format(record)

    assert said.splitlines()[-1] == "sqlite3.OperationalError (SQLITE_ERROR)"
