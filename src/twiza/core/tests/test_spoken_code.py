"""A code of eight figures: the same for the same referral, and found however somebody types it."""

from __future__ import annotations

import uuid

import pytest

from twiza.core.spoken_code import code_of, in_halves, to_scan

ID = uuid.UUID(int=7 * 10**20 + 12_345)


def test_a_code_has_eight_figures_in_two_halves():
    assert code_of(ID) == "0001\u00a02345"
    assert to_scan(code_of(ID)) == "0001 2345"


@pytest.mark.parametrize("typed", ["00012345", "0001-2345", "0001 2345", " 0001\u00a02345"])
def test_a_code_is_the_same_however_it_is_typed(typed):
    assert in_halves(typed) == code_of(ID)


@pytest.mark.parametrize("typed", ["", "0001", "REF-2026-0001", "²²²²²²²²"])
def test_what_is_no_code_stays_as_it_is(typed):
    assert in_halves(typed) == typed
