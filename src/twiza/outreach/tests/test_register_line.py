"""What is typed from a paper register is understood in few keys, or refused with what is wrong."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from twiza.outreach.register_line import LineNotUnderstood, TypedLine, TypedPost, understand_line

POSTS, LOCALITIES = (1, 2, 3, 5), (1, 2, 3, 4)
KEYS_MAX = 8


def understood(text):
    return understand_line(text, posts=POSTS, localities=LOCALITIES)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("f34 1", TypedLine(None, "female", 34, None, (TypedPost(1),), None)),
        ("H 61 2", TypedLine(None, "male", 61, None, (TypedPost(2),), None)),
        ("h8m 1", TypedLine(None, "male", 0, 8, (TypedPost(1),), None)),
        ("f14m 1", TypedLine(None, "female", 1, 14, (TypedPost(1),), None)),
        ("f34 13", TypedLine(None, "female", 34, None, (TypedPost(1), TypedPost(3)), None)),
        ("f34 1-2", TypedLine(None, "female", 34, None, (TypedPost(1, not_seen_why=2),), None)),
        ("f34 1>5", TypedLine(None, "female", 34, None, (TypedPost(1, referred_for=5),), None)),
        ("57: f34 1 3-2 @4", TypedLine(57, "female", 34, None, (TypedPost(1), TypedPost(3, 2)), 4)),
        ("1.34.1", TypedLine(None, "female", 34, None, (TypedPost(1),), None)),
        ("2 7 1", TypedLine(None, "male", 7, None, (TypedPost(1),), None)),
        ("أ٣٤ ١", TypedLine(None, "female", 34, None, (TypedPost(1),), None)),
        ("ذ٨ش ٢", TypedLine(None, "male", 0, 8, (TypedPost(2),), None)),
    ],
)
def test_a_line_is_understood(text, line):
    assert understood(text) == line


@pytest.mark.parametrize("text", ["f34 1", "h7 13", "f34 1-2", "f34 1>5", "1.34.1", "h8m 1"])
def test_a_usual_line_takes_eight_keys_with_enter(text):
    understood(text)

    assert len(text) + 1 <= KEYS_MAX


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("34 1", "“34 1”: begin with the sex and the age, such as f34 or h8m (8 months)."),
        ("", "“”: begin with the sex and the age, such as f34 or h8m (8 months)."),
        ("f341", "An age of 341 years is not possible."),
        ("f30m 1", "30 months: from 24 months on, type the age in years."),
        ("f34", "Say which post she came for: 1, 2, 3, 5."),
        ("f34 4", "There is no post 4: 1, 2, 3, 5."),
        ("f34 1>4", "There is no post 4: 1, 2, 3, 5."),
        ("f34 1-9", "There is no reason 9: 1, 2, 3, 4, 5, 6."),
        ("f34 1 1", "Post 1 is typed twice."),
        ("f34 x", "“x”: a post is one digit; 3-2 is not seen at post 3 for reason 2, 3>5 referred for post 5."),
        ("f34 1 @9", "There is no locality 9: 1, 2, 3, 4."),
        ("0: f34 1", "Numbers begin at 1."),
    ],
)
def test_a_line_that_is_not_understood_says_what_is_wrong(text, sentence):
    with override("en"), pytest.raises(LineNotUnderstood) as refused:
        understood(text)

    assert str(refused.value) == sentence


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_line_or_a_sentence(text):
    try:
        line = understood(text)
    except LineNotUnderstood:
        return

    assert line.posts
