"""Figures of places as the readers of each language write them."""

import pytest
from django.utils.translation import override

from twiza.territory.wording import change


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (-0.07, "\N{MINUS SIGN}7,0\N{NO-BREAK SPACE}%"),
        (0.07, "+7,0\N{NO-BREAK SPACE}%"),
        (0.0, "0,0\N{NO-BREAK SPACE}%"),
        (None, "—"),
    ],
)
def test_a_change_has_its_sign(share, said):
    with override("fr"):
        assert change(share) == said
