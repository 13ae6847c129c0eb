"""A real province, loaded once for each test that asks for it."""

import pytest
from django.utils import translation

from twiza.territory.models import Place
from twiza.territory.tests.small_country import AZILAL, load_provinces


@pytest.fixture(autouse=True)
def _in_english():
    """Begin each test in English: a page asked for in Arabic leaves its language behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def azilal(db) -> Place:
    """Return the province of Azilal, with all it contains in the database."""
    load_provinces(AZILAL)
    return Place.objects.get(code=AZILAL)
