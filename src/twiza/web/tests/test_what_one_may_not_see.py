"""What one may not see does not exist: every route that takes no id, for the whole cast."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from twiza.accounts.decisions import decide
from twiza.accounts.models import AuditEntry
from twiza.accounts.policies import OWN, PUBLIC
from twiza.web.tests.test_every_route import routes

CAST = ["aminata", "bakary", "chama", "driss", "esther", "manager", "technical_administrator", "auditor"]


def guarded_routes():
    """Return (name, action) of each route that a role must open and that takes no id."""
    found = []
    for route in routes():
        action = getattr(route.callback, "policy", None)
        if route.name and action not in {PUBLIC, OWN, None} and takes_no_id(route.name):
            found.append((route.name, action))
    return found


def takes_no_id(name):
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


def without_what_differs(body, path):
    text = re.sub(r'(nonce="|value="|X-CSRFToken": ")[^"]*"', "", body.decode())
    # Its own address, not that of a door below it.
    return re.sub(rf"{re.escape(path)}(?!\w)", "PATH", text)


@pytest.mark.parametrize("who", CAST)
def test_a_refused_page_looks_like_one_that_never_was(who, request, browser_of, acting):
    person = request.getfixturevalue(who)
    browser = browser_of(person)
    refused = [name for name, action in guarded_routes() if not decide(acting(person), action)]
    never_was = browser.get("/fr/never-was/")

    answers = {name: browser.get(reverse(name)) for name in refused}

    expected = (404, without_what_differs(never_was.content, "/never-was/"))
    told_apart = [
        name
        for name, answer in answers.items()
        if (answer.status_code, without_what_differs(answer.content, reverse(name).removeprefix("/fr"))) != expected
    ]
    assert told_apart == []
    assert AuditEntry.objects.filter(outcome="denied", person_id=person.pk).count() == len(refused)


def test_some_pages_are_refused_to_everybody_but_a_few(request, acting):
    people = [request.getfixturevalue(who) for who in CAST]

    open_to = {action: sum(bool(decide(acting(one), action)) for one in people) for _name, action in guarded_routes()}

    assert min(open_to.values()) == 1


def test_a_stranger_is_asked_to_sign_in_everywhere(client, db):
    answers = [client.get(reverse(name)) for name, _action in guarded_routes()]

    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url.split("?")[0] for answer in answers} == {"/fr/account/login/"}
