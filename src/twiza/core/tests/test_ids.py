"""Ids that sort by birth."""

import time

from twiza.core.ids import new_id


def test_an_id_is_a_uuid_of_version_7_of_the_rfc_variant():
    made = new_id()

    assert (made.version, made.variant) == (7, "specified in RFC 4122")


def test_an_id_says_when_it_was_made():
    before = time.time_ns() // 1_000_000
    made = new_id()
    after = time.time_ns() // 1_000_000

    assert before <= made.int >> 80 <= after


def test_ids_made_one_after_the_other_sort_so():
    made = [new_id() for _time in range(1000)]

    assert made == sorted(made)
