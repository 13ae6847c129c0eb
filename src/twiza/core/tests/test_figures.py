"""Numbers are rounded, never cut, and written as the language writes them."""

import pytest
from django.utils import translation

from twiza.core.figures import rounded


@pytest.mark.parametrize(
    ("language", "number", "decimals", "written"),
    [
        ("en", 79.77, 0, "80"),
        ("en", 0.096, 1, "0.1"),
        ("fr", 36828330.6, 0, "36\xa0828\xa0331"),
        ("fr", 12.345, 2, "12,35"),
        ("en", -1.96, 1, "-2.0"),
        ("en", 5, 1, "5.0"),
    ],
)
def test_a_number_is_rounded_and_written_as_the_language_does(language, number, decimals, written):
    with translation.override(language):
        assert rounded(number, decimals) == written
