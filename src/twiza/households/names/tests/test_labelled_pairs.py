"""The comparing of persons, measured on labelled pairs that it has never read."""

import datetime as dt

import pytest

from twiza.households.names.blocking import blocking_keys
from twiza.households.names.candidates import CANDIDATE, Described, compared
from twiza.households.tests.name_pairs.generate import PAIRS, SEED, pairs_of

ANOTHER_SEED = 77


@pytest.fixture(scope="module", params=[SEED, ANOTHER_SEED])
def measured(request):
    """Return of each pair: is it one person, is it taken for one, is it compared at all."""
    found = []
    for pair in pairs_of(request.param, PAIRS):
        left, right = described(pair, "left"), described(pair, "right")
        is_met = not keys_of(left).isdisjoint(keys_of(right))
        found.append((pair["label"] == "same", compared(left, right).score >= CANDIDATE, is_met))
    return found


def described(pair, side):
    born_on = pair[f"{side}_born_on"]
    return Described(
        name=pair[f"{side}_name"],
        sex=pair[f"{side}_sex"],
        born_on=dt.date.fromisoformat(born_on) if born_on else None,
        is_birth_estimated=pair[f"{side}_is_estimated"] == "y",
    )


def keys_of(person):
    return blocking_keys(name=person.name, born_on=person.born_on, is_birth_estimated=person.is_birth_estimated)


def test_nineteen_in_twenty_of_the_pairs_that_are_one_person_are_found(measured):
    found = [is_taken for is_same, is_taken, _is_met in measured if is_same]

    assert sum(found) / len(found) >= 0.95


def test_nineteen_in_twenty_of_the_pairs_found_are_one_person(measured):
    right = [is_same for is_same, is_taken, _is_met in measured if is_taken]

    assert sum(right) / len(right) >= 0.95


def test_they_are_still_found_when_only_records_with_a_common_key_are_compared(measured):
    found = [is_taken and is_met for is_same, is_taken, is_met in measured if is_same]

    assert sum(found) / len(found) >= 0.95
