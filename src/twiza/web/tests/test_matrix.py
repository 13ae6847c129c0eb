"""Everybody at every door: each route, with one's own and foreign ids, in every method and format."""

from __future__ import annotations

import datetime as dt
import io
import re
import uuid

import pypdf
import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, reverse

from twiza.accounts.actions import close_account
from twiza.accounts.rules import Role
from twiza.web.tests.test_every_route import routes
from twiza.web.tests.world import HERE, THERE, make_world, text_in

KANARI = re.compile(r"kanari-[a-z]+")
METHODS = ("get", "head", "options", "put", "patch", "delete", "post")
KINDS = ("xlsx", "csv", "geojson", "pdf", "exe")

PLANS = {"plan", "plan_again", "plan_delete", "plan_restore", "plan_xlsx", "plan_geojson", "plan_pdf", "plan_answer",
         "plan_problem"}  # fmt: skip
SCENARIOS = {"scenario", "scenario_change", "scenario_copy", "scenario_plan", "scenario_stops", "scenario_stop_new",
             "scenario_stops_propose", "scenario_team_new"}  # fmt: skip
# What each route that takes arguments is about (web/tests/world.py); a new route fails the test until it is here.
ABOUT = {
    **dict.fromkeys(PLANS, "plan"),
    **dict.fromkeys(SCENARIOS, "scenario"),
    **dict.fromkeys({"scenario_delete", "scenario_restore"}, "spare"),
    **dict.fromkeys({"scenario_team", "scenario_team_remove"}, "team"),
    **dict.fromkeys({"access_scenario", "access_scenario_values", "access_scenario_delete"}, "access"),
    **dict.fromkeys({"need_formula", "need_formula_edit", "need_formula_export"}, "formula"),
    **dict.fromkeys({"facility", "facility_edit"}, "facility"),
    **dict.fromkeys({"facility_import", "facility_import_give_up"}, "facility_import"),
    **dict.fromkeys({"locality_review", "locality_import", "locality_forget"}, "locality_import"),
    **dict.fromkeys({"job_progress", "job_cancel", "plan_running"}, "job"),
    **dict.fromkeys({"place", "commune_needs"}, "place"),
    "members": "members",
    "member_end": "membership",
    "needs_shapes": "edition",
}
OF_KINDS = {"access_scenario_export": "access", "needs_export": None, "facilities_export": None}
OF_LAYERS = {"plan_layer": "plan"}
LAYERS = ("areas", "values", "waiting", "routes", "visits", "never")
DOORS_OF_ALLAUTH = {"account_reset_password_from_key"}

PLAN_WORDS = {"kanari-plan", "kanari-equipe", "kanari-etape"}
KNOWN = {
    "driss": PLAN_WORDS | {"kanari-formule", "kanari-acces", "kanari-liste", "kanari-douars", "kanari-travail"},
    "manager": PLAN_WORDS | {"kanari-formule", "kanari-acces", "kanari-membre"},
    "planner_here": PLAN_WORDS | {"kanari-formule", "kanari-acces"},
    "planner_elsewhere": {"kanari-formule"},
    "coordinator": PLAN_WORDS | {"kanari-formule"},
    "professional": {"kanari-formule"},
    "agent": {"kanari-formule"},
    "supervisor": {"kanari-formule"},
    "technical_administrator": {"kanari-membre"},
    "protection_officer": set(),
    "funder": set(),
    "auditor": set(),
    "chama": set(),
    "manager_of_others": set(),
    "was_planner": set(),
    "will_be_planner": set(),
    "closed": set(),
    "nobody": set(),
}
# Words that live in files or in the past of an object, where no page need show them.
UNSHOWN = {"kanari-liste", "kanari-douars"}


@pytest.fixture
def world(driss, acting, council):
    return make_world(driss, acting(driss), council)


@pytest.fixture
def cast(driss, manager, chama, technical_administrator, auditor, make_person, council, other_association, browser_of):
    """Return a browser for everybody of KNOWN."""
    people = {
        "driss": driss,
        "manager": manager,
        "chama": chama,
        "technical_administrator": technical_administrator,
        "auditor": auditor,
        "planner_here": make_person("Ghita", council, Role.PLANNER, (HERE,)),
        "planner_elsewhere": make_person("Hamid", council, Role.PLANNER, (THERE,)),
        "coordinator": make_person("Fatima", council, Role.COORDINATOR),
        "professional": make_person("Salma", council, Role.PROFESSIONAL),
        "agent": make_person("Amina", council, Role.FIELD_AGENT),
        "supervisor": make_person("Brahim", council, Role.SUPERVISOR),
        "protection_officer": make_person("Nadia", council, Role.PROTECTION_OFFICER),
        "funder": make_person("Edith", council, Role.FUNDER),
        "manager_of_others": make_person("Mounia", other_association, Role.MANAGER),
        "was_planner": make_person("Wafae", council, Role.PLANNER),
        "will_be_planner": make_person("Walid", council, Role.PLANNER),
        "closed": make_person("Clara", council, Role.PLANNER),
    }
    make_person("kanari-membre", council, Role.FIELD_AGENT)
    people["was_planner"].memberships.update(valid_until=dt.date(2021, 1, 1))
    people["will_be_planner"].memberships.update(valid_from=dt.date(2999, 1, 1))
    browsers = {name: browser_of(person) for name, person in people.items()}
    close_account(person=people["closed"])
    return browsers | {"nobody": Client()}


def addresses(world):
    """Return the address of every guarded route, with the ids of what Driss made."""
    found = []
    for route in routes():
        if route.name and route.name not in DOORS_OF_ALLAUTH:
            found += [reverse(route.name, kwargs=given) for given in arguments_of(route.name, world.arguments)]
    return [*dict.fromkeys(found), *world.queries]


def arguments_of(name, known):
    """Return the arguments of a route, in each of its formats."""
    if name in OF_KINDS:
        return [{**known.get(OF_KINDS[name], {}), "kind": kind} for kind in KINDS]
    if name in OF_LAYERS:
        return [{**known[OF_LAYERS[name]], "layer": layer} for layer in LAYERS]
    return [known[ABOUT[name]]] if name in ABOUT else [{}]


def absent(arguments):
    """Return arguments like these, of what never was."""
    made = {"UUID": uuid.uuid4(), "int": 987_654_321, "str": None}
    return {
        name: {key: made[type(value).__name__] or value for key, value in given.items()}
        for name, given in arguments.items()
    }


def words_in(answer):
    """Return the canaries that an answer lets out: in its body, its headers, its cookies."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = pdf_text(body) if body.startswith(b"%PDF") else text_in(body)
    return set(KANARI.findall(f"{text} {dict(answer.headers)} {answer.cookies.output()}"))


def pdf_text(content):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_every_route_with_arguments_is_in_the_matrix(world):
    missing = []
    for route in routes():
        try:
            [reverse(route.name, kwargs=given) for given in arguments_of(route.name, world.arguments)]
        except NoReverseMatch:
            missing.append(route.name)

    assert set(missing) == DOORS_OF_ALLAUTH


def test_everybody_reads_what_is_hers_to_read_and_no_word_more(world, cast):
    seen, broken = {who: set() for who in cast}, []
    for who, browser in cast.items():
        for address in addresses(world):
            answer = browser.get(address)
            seen[who] |= words_in(answer)
            if answer.status_code not in {200, 302, 404, 405, 422}:
                broken.append((who, address, answer.status_code))

    assert {who: words - UNSHOWN for who, words in seen.items()} == {
        who: words - UNSHOWN for who, words in KNOWN.items()
    }
    assert {who for who, words in seen.items() if words & UNSHOWN} == {"driss"}
    assert broken == []


# What these people may open all the same, because it is public matter, or theirs.
OPEN = {
    "chama": {"facility", "place", "commune_needs"},
    "manager_of_others": {"facility", "place", "commune_needs"},
    "planner_elsewhere": {"facility", "need_formula", "need_formula_edit", "need_formula_export"},
    "supervisor": {"facility", "place", "commune_needs", "need_formula", "need_formula_export"},
    "technical_administrator": {"place", "members", "member_end"},
    "auditor": {"place"},
    "funder": {"place"},
    "was_planner": set(),
    "nobody": set(),
}


@pytest.mark.parametrize("who", OPEN)
def test_what_is_foreign_answers_in_every_method_as_what_never_was(world, cast, who):
    browser, before = cast[who], everything_kept()

    told_apart = [
        (name, method)
        for name, there, nowhere in pairs_of(world.arguments)
        if name not in OPEN[who]
        for method in METHODS
        if answer_of(browser, method, there) != answer_of(browser, method, nowhere)
    ]

    assert told_apart == []
    assert everything_kept() == before


def pairs_of(arguments):
    """Return each route that takes arguments, with the address of what Driss made and of what never was."""
    strange = absent(arguments)
    for name in sorted({*ABOUT, *OF_KINDS, *OF_LAYERS}):
        for mine, never in zip(arguments_of(name, arguments), arguments_of(name, strange), strict=True):
            if any(isinstance(value, uuid.UUID | int) for value in mine.values()):
                yield name, reverse(name, kwargs=mine), reverse(name, kwargs=never)


def answer_of(browser, method, address):
    """Return all that somebody can tell of an answer, but for what differs each time."""
    answer = getattr(browser, method)(address)
    text = answer.content.decode(errors="replace").replace(address.removeprefix("/fr"), "ADDRESS")
    headers = {name: value for name, value in answer.headers.items() if name not in {"Content-Length", "Location"}}
    headers["Content-Security-Policy"] = "nonce" in headers.get("Content-Security-Policy", "")
    where = answer.headers.get("Location", "").replace(address, "ADDRESS")
    return answer.status_code, re.sub(r'(nonce="|value="|X-CSRFToken": ")[^"]*"', "", text), headers, where


def everything_kept():
    """Return every row of every table but what any visit may write."""
    left_out = {"accounts.AuditEntry", "accounts.AuditHead", "sessions.Session", "core.CacheEntry"}
    models = [model for model in apps.get_models() if model._meta.label not in left_out]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def test_no_form_is_taken_without_its_token(world, driss):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(driss)
    before = everything_kept()

    answers = {
        name: browser.post(reverse(name, kwargs=given)).status_code
        for route in routes()
        if (name := route.name) and name not in DOORS_OF_ALLAUTH
        for given in arguments_of(name, world.arguments)
    }

    assert {name: status for name, status in answers.items() if status not in {403, 404, 405}} == {}
    assert everything_kept() == before
    assert sum(status == 403 for status in answers.values()) > 30
