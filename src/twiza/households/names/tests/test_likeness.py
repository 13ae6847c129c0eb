"""Likeness of names, on names that stand in no list of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.households.names.candidates import CANDIDATE
from twiza.households.names.likeness import WordPair, likeness_of_names

LETTERS = "abcdefghijklmnopqrstuvwxyzéèïɛɔɲ' ابتجحدرزسشصعفقكلمنهوية"
NAMES = st.text(LETTERS, min_size=1, max_size=24)
WORDS = st.lists(st.text("abdefghiklmnorstuyz", min_size=2, max_size=9), min_size=2, max_size=3, unique=True)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Noureddine Belkacem", "نور الدين بلقاسم"),
        ("Nour Eddine Bel Kacem", "NOUREDDINE BELKACEM"),
        ("Cheikhna Doucouré", "Dukure Cheikna"),
        ("Hawa Gnegné", "Awa Ɲɛɲɛ"),
        ("Tidiane Djikiné", "Tijani Jikine"),
        ("Lalla Zahra Touhami", "للا زهرة التهامي"),
        ("Salaheddine Ziani", "صلاح الدين الزياني"),
        ("Abou Traoré", "Traore Abu"),
        ("Soumaïla Sylla", "Sumayila Sila"),
        ("Nouhoum Thiam", "Nuhun Cam"),
        ("Ghita Guessous", "غيثة جسوس"),
        ("Jaafar Mernissi", "جعفر المرنيسي"),
        ("Abdelhadi Skalli", "عبد الهادي الصقلي"),
        ("Rokhaya dite Penda Wane", "Rokhaya Wane"),
        ("Mohamed Ben Yahya", "محمد بن يحيى"),
    ],
)
def test_two_writings_of_one_name_are_alike(left, right):
    assert likeness_of_names(left, right).score >= CANDIDATE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Loubna Skalli", "Loubaba Skalli"),
        ("Yaya Goïta", "Yaya Goro"),
        ("Madani Haïdara", "Mahdi Haïdara"),
        ("Fouad Ziani", "Souad Ziani"),
        ("Anas Touhami", "إيناس التهامي"),
        ("Binta Ba", "Penda Ba"),
        ("Abdelhadi Skalli", "Abdelhak Skalli"),
        ("Abdelhadi Skalli", "Hadi Skalli"),
        ("Nouhoum Thiam", "Mariam Thiam"),
    ],
)
def test_two_names_that_are_near_are_not_alike(left, right):
    assert likeness_of_names(left, right).score < CANDIDATE


def test_each_word_is_named_with_the_one_that_answers_it():
    found = likeness_of_names("Ziani Karima", "Karim Ziani")

    assert found.words == (WordPair("Ziani", "Ziani", 1.0, False), WordPair("Karima", "Karim", 0.867, True))
    assert (found.is_turned, found.has_initial) == (True, False)


@pytest.mark.parametrize(("left", "right"), [("", ""), ("123", "123"), ("", "Ali"), ("چ", "ڤ")])
def test_what_has_no_letters_to_hear_is_like_nothing(left, right):
    assert likeness_of_names(left, right).score == 0


@given(left=NAMES, right=NAMES)
def test_likeness_is_the_same_from_both_sides_and_within_its_bounds(left, right):
    there, back = likeness_of_names(left, right), likeness_of_names(right, left)

    assert there.score == pytest.approx(back.score, abs=1e-6)
    assert 0 <= there.score <= 1


@given(name=NAMES)
def test_a_name_with_letters_is_wholly_like_itself(name):
    score = likeness_of_names(name, name).score

    assert score == (1 if any(letter.isalpha() for letter in name) else 0)


@given(words=WORDS)
def test_the_order_of_plain_words_changes_nothing(words):
    name, turned = " ".join(f"T{word}" for word in words), " ".join(f"T{word}" for word in reversed(words))

    assert likeness_of_names(name, turned).score == 1


@given(name=NAMES)
def test_capitals_and_spaces_change_nothing(name):
    assert likeness_of_names(name, f"  {name.upper()} ").score == likeness_of_names(name, name).score
