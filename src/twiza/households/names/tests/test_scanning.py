"""Doubles of a whole register."""

import datetime as dt

from twiza.households.names.candidates import Described, compared
from twiza.households.names.scanning import likely_pairs, pairs_to_compare

REGISTER = {
    1: Described("Aminata Sangaré", "f", dt.date(1990, 3, 7)),
    2: Described("SANGARE Aminatou", "f", dt.date(1992, 7, 1), is_birth_estimated=True),
    3: Described("أميناتا سنغاري", "", None),
    4: Described("Aminata Sangaré", "f", dt.date(2015, 3, 7)),
    5: Described("Amadou Sangaré", "m", dt.date(1990, 3, 7)),
    6: Described("Khadija Skalli", "f", dt.date(1990, 3, 7)),
}


def test_every_two_records_that_are_perhaps_one_person_are_found_once():
    found = [tuple(sorted((left, right))) for left, right, _candidate in likely_pairs(REGISTER)]

    assert sorted(found) == [(1, 2), (1, 3), (2, 3), (3, 4)]


def test_a_pair_comes_with_its_reasons():
    ((left, right, candidate),) = likely_pairs({one: REGISTER[one] for one in (1, 2)})

    assert candidate == compared(REGISTER[left], REGISTER[right])


def test_nobody_is_compared_whose_sex_or_birth_forbids_it_or_whose_name_is_far():
    pairs = {tuple(sorted(pair)) for pair in pairs_to_compare(REGISTER)}

    assert pairs & {(1, 4), (1, 5), (1, 6), (4, 6)} == set()


def test_a_register_of_one_or_of_nobody_has_no_doubles():
    assert [list(likely_pairs({})), list(likely_pairs({1: REGISTER[1]}))] == [[], []]
