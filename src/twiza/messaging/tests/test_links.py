"""Signed links say what we wrote, to those we made them for, for as long as we said."""

import datetime as dt

import pytest
from django.utils import translation

from twiza.messaging.links import LinkExpired, LinkNotValid, read_link, sign_link

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
CONTENT = {"meeting": 7}


@pytest.fixture
def token():
    return sign_link(purpose="answer", content=CONTENT, at=NOW)


def read(token, *, purpose="answer", at=NOW):
    with translation.override("en"):
        return read_link(token, purpose=purpose, max_age=DAY, at=at)


def test_a_link_says_what_was_written(token):
    assert read(token, at=NOW + DAY) == CONTENT


def test_an_old_link_is_refused(token):
    with pytest.raises(LinkExpired, match=r"This link is too old: ask for a new one\."):
        read(token, at=NOW + DAY + dt.timedelta(seconds=1))


def test_a_link_made_for_something_else_is_refused(token):
    with pytest.raises(LinkNotValid, match=r"This link is not valid"):
        read(token, purpose="unsubscribe")


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "x" + token, lambda token: ""])
def test_a_changed_link_is_refused(token, change):
    with pytest.raises(LinkNotValid):
        read(change(token))
