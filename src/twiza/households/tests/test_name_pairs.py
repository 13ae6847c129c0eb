"""The labelled pairs of names are those that their generator writes."""

from collections import Counter

from twiza.households.tests.name_pairs.generate import PAIRS, SEED, pairs_of, text_of
from twiza.households.tests.name_pairs.people import HERE


def test_the_generator_with_its_seed_gives_the_committed_pairs_byte_for_byte():
    written = text_of(pairs_of(SEED, PAIRS)).encode()

    assert written == (HERE / "pairs.csv").read_bytes()


def test_half_of_the_pairs_are_of_one_person():
    labels = Counter(pair["label"] for pair in pairs_of(SEED, PAIRS))

    assert labels == {"same": PAIRS // 2, "different": PAIRS // 2}


def test_two_writings_of_one_person_are_never_the_very_same_text():
    pairs = pairs_of(SEED, PAIRS)

    assert [pair["id"] for pair in pairs if pair["label"] == "same" and pair["left_name"] == pair["right_name"]] == []
