"""Dates and numbers as each language's readers write them."""

import datetime as dt

import pytest
from django.utils.formats import date_format, number_format
from django.utils.translation import override

WHEN = dt.datetime(2026, 3, 9, 17, 5)  # noqa: DTZ001 -- how it is written, not when it is


@pytest.mark.parametrize(
    ("language", "day", "moment", "number"),
    [
        ("fr", "09/03/2026", "09/03/2026 17:05", "36\u00a0828\u00a0330,5"),
        ("ar", "09/03/2026", "09/03/2026 17:05", "36\u00a0828\u00a0330,5"),
        ("en", "09/03/2026", "09/03/2026 17:05", "36,828,330.5"),
    ],
)
def test_a_day_a_moment_and_a_number_are_written_in_each_language(language, day, moment, number):
    with override(language):
        written = (
            date_format(WHEN, "SHORT_DATE_FORMAT"),
            date_format(WHEN, "SHORT_DATETIME_FORMAT"),
            number_format(36828330.5, use_l10n=True, force_grouping=True),
        )

    assert written == (day, moment, number)
