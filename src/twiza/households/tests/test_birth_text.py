"""A birth is understood however people write it, and written back no better known than it was."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.conftest import TODAY
from twiza.households.birth_text import BirthNotUnderstood, age_said, birth_from, birth_written
from twiza.households.births import Birth
from twiza.households.models import Person

EIGHT_MONTHS = Birth(dt.date(2026, 3, 7), "age")
THIRTY_TWO = Birth(dt.date(1994, 5, 24), "age")


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("", Birth(None, "unknown")),
        ("09/03/2025", Birth(dt.date(2025, 3, 9), "day")),
        ("9.3.2025", Birth(dt.date(2025, 3, 9), "day")),
        ("2025-03-09", Birth(dt.date(2025, 3, 9), "day")),
        ("٠٩/٠٣/٢٠٢٥", Birth(dt.date(2025, 3, 9), "day")),
        ("03/2025", Birth(dt.date(2025, 3, 15), "month")),
        ("1994", Birth(dt.date(1994, 7, 1), "year")),
        ("32", THIRTY_TWO),
        ("32 ans", THIRTY_TWO),
        ("32 سنة", THIRTY_TWO),
        ("8 mois", EIGHT_MONTHS),
        ("8m", EIGHT_MONTHS),
        ("٨ أشهر", EIGHT_MONTHS),
        ("8 months", EIGHT_MONTHS),
    ],
)
def test_a_birth_is_understood(text: str, birth: Birth):
    assert birth_from(text, TODAY) == birth


@pytest.mark.parametrize("text", ["31/02/2025", "13/2025", "121", "beaucoup", "8 semaines", "9/3/25", "-3"])
def test_what_is_no_birth_is_refused_in_words(text: str):
    with pytest.raises(BirthNotUnderstood, match="is not understood: write a date"):
        birth_from(text, TODAY)


@pytest.mark.parametrize("text", ["09/03/2025", "03/2025", "1994"])
def test_a_birth_is_written_back_as_it_is_known(text: str):
    birth = birth_from(text, TODAY)

    assert birth_written(Person(born_on=birth.on, birth_known=birth.known)) == text


@pytest.mark.parametrize(
    ("text", "said"), [("", "–"), ("22/11/2025", "12 months"), ("23/10/2026", "0 months"), ("1994", "32 years")]
)
def test_an_age_is_said_in_months_then_in_years(text: str, said: str):
    birth = birth_from(text, TODAY)

    assert age_said(Person(born_on=birth.on, birth_known=birth.known), TODAY) == said
