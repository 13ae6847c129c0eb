"""Places, census and formulas for the tests of this house."""

from __future__ import annotations

import pytest

from twiza.access.loaders import rules_in
from twiza.facilities.tests.places import make_small_country
from twiza.territory.models import CensusIndicator, Place


@pytest.fixture
def places(db) -> dict[str, Place]:
    """Return a small country, by code."""
    return make_small_country()


@pytest.fixture
def indicators(db) -> dict[str, CensusIndicator]:
    """Return the columns of the census that the shipped formula reads, by code."""
    read = {row["of"] for row in rules_in("need_formula.json")["terms"] if row["counted"] in ("share", "rest")}
    return {
        code: CensusIndicator.objects.create(code=code, names={"fr": code}, unit="percent") for code in sorted(read)
    }
