"""Everybody at every door: each route, with one's own and foreign ids, in every method and format."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, reverse

from twiza.accompaniment.tests.canaries import WORDS as ACCOMPANIED_WORDS
from twiza.accounts.actions import close_account
from twiza.accounts.decisions import NOBODY, Actor, Grant, decide
from twiza.accounts.policies import PUBLIC
from twiza.accounts.rules import Role
from twiza.activities.tests.canaries import OBJECTS as ACTIVITY_OBJECTS
from twiza.activities.tests.canaries import TOPIC_WORD
from twiza.activities.tests.canaries import WORDS as ACTIVITIES
from twiza.care_supply.tests.canaries import WORDS as CARE_SUPPLY
from twiza.case_management.tests.canaries import WORDS as REFERRED
from twiza.case_management.tests.canaries_supervisions import SUPERVISION_WORDS
from twiza.conftest import TODAY
from twiza.funding.tests.canaries import PUBLIC_WORD
from twiza.funding.tests.canaries import WORDS as CONVENTION
from twiza.households.tests.canaries import WORDS as FAMILY
from twiza.organisations.queries import actor_of
from twiza.outreach.tests.canaries_after import SORTS as AFTER_A_CARAVAN
from twiza.outreach.tests.canaries_after import WORDS as AFTER
from twiza.outreach.tests.canaries_preparation import CONTACTS, COSTS
from twiza.outreach.tests.canaries_preparation import ROUTES as BEFORE_A_CARAVAN
from twiza.outreach.tests.canaries_preparation import WORDS as BEFORE
from twiza.quality.tests.canaries import WORDS as NOTED
from twiza.web.tests.test_every_route import routes
from twiza.web.tests.walk import (
    ABOUT,
    ACCOMPANIED,
    ACCOMPANIMENTS,
    DOORS_OF_ALLAUTH,
    FAMILIES,
    NEVER_TAKEN,
    OURS,
    QUALITY_PHOTOS,
    QUALITY_ROUNDS,
    REFERRALS,
    RIGHTS,
    SUPERVISIONS,
    THEIRS,
    WAYS,
    addresses,
    answer_of,
    arguments_of,
    names,
    pairs_of,
    policy_at,
    words_in,
)
from twiza.web.tests.world import HERE, THERE, Maker, make_world, populated_country, queries_about

PLAN = {"plan", "equipe", "etape", "absence"}
FILE = {"dossier", "avis", "temoin", "piece"}
ROUNDS = {"tournee", "agente", "foyer"}
CARAVAN = {"caravane", "ecole", "medecin", "douar", *AFTER, *BEFORE}
SERIES = {"maladie", "delegation", "bulletin"}
SAID = {"sujet", "parole", "dit", "fonction", "nom", "reponse", "fait"}
SHARED = COSTS | CONVENTION | CARE_SUPPLY | FILE | PLAN | CARAVAN | SERIES | SAID
MADE = SHARED | CONTACTS | {"formule", "idee", "acces", "travail", "cas", "regle"}
# The words that each role reads, of Driss's world and of Chama's; every other one is kept from her.
READS = {
    "driss": (MADE | {"membre"}, set()),
    "manager": (SHARED | CONTACTS | NOTED | {"formule", "idee", "acces", "membre", "partie", "cas", "regle"}, set()),
    "planner_here": (SHARED | CONTACTS | {"formule", "idee", "acces", "membre", "cas", "regle"}, set()),
    "planner_elsewhere": (CONVENTION | SERIES | {"formule", "regle"}, set()),
    "coordinator": (SHARED | ACTIVITIES | NOTED | {TOPIC_WORD, "formule", "membre", "regle"}, set()),
    "professional": (FILE | SERIES | {TOPIC_WORD, "formule", "regle"}, set()),
    "agent": (SERIES | SAID | {TOPIC_WORD, "formule", "regle"}, set()),
    "supervisor": (
        FILE
        | SERIES
        | SAID
        | ROUNDS
        | CARAVAN
        | REFERRED
        | FAMILY
        | ACCOMPANIED_WORDS
        | {"famille", "visite"}
        | SUPERVISION_WORDS
        | ACTIVITIES
        | NOTED
        | {TOPIC_WORD, "formule", "membre", "regle"},
        set(),
    ),
    "technical_administrator": ({"membre", "partie", "regle", "formule"}, set()),
    "protection_officer": ({"regle", "formule"}, set()),
    "funder": ({"regle", "formule"}, set()),
    "auditor": ({"regle", "formule"}, set()),
    "chama": (set(), MADE),
    "manager_of_others": (set(), SHARED | CONTACTS | NOTED | {"formule", "idee", "acces", "partie", "cas", "regle"}),
    "was_planner": (set(), set()),
    "closed": (set(), set()),
    "nobody": (set(), set()),
}
WALKS_BOTH = {"driss", "chama", "manager_of_others"}
# Words of what may be on no page at all (a file brought in, a key), but then for its maker only.
OF_MAKERS = {f"{word}-{end}" for word in (OURS, THEIRS) for end in ("liste", "douars", "cle")}
# Words that their makers chose to show to everybody.
OF_ALL = {f"{word}-{PUBLIC_WORD}" for word in (OURS, THEIRS)}


@pytest.fixture
def places(db):
    return populated_country()


@pytest.fixture
def world(places, driss, acting, council):
    return make_world(Maker(driss, acting(driss), council, OURS), places)


@pytest.fixture
def world_of_others(places, chama, acting, other_association):
    return make_world(Maker(chama, acting(chama), other_association, THEIRS), places)


@pytest.fixture
def people(driss, manager, chama, technical_administrator, auditor, make_person, council, other_association):
    """Return everybody of KNOWN who has an account, and one more to be read about."""
    made = {
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
    make_person(f"{OURS}-membre", council, Role.FIELD_AGENT)
    made["was_planner"].memberships.update(valid_until=dt.date(2021, 1, 1))
    made["will_be_planner"].memberships.update(valid_from=dt.date(2999, 1, 1))
    return made


@pytest.fixture
def cast(people, browser_of):
    """Return a browser for everybody of KNOWN."""
    browsers = {name: browser_of(person) for name, person in people.items()}
    close_account(person=people["closed"])
    return browsers | {"nobody": Client()}


@pytest.fixture
def actors(cast, people):
    """Return how the rules know everybody of KNOWN."""
    return {name: actor_of(person, TODAY) for name, person in people.items()} | {"closed": NOBODY, "nobody": NOBODY}


MAKERS = {Role.PLANNER, Role.MANAGER}
READERS = MAKERS | {Role.COORDINATOR, Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT}
HEARERS = MAKERS | {Role.COORDINATOR, Role.SUPERVISOR, Role.FIELD_AGENT}
# Written by hand beside the rules: a rule that lets more people in than this fails here.
MAY_COME = {
    "public": {*Role, None},
    "accounts.own": {*Role, None},
    "jobs.view_own": {*Role, None},
    "jobs.cancel_own": {*Role, None},
    "territory.view": {*Role},
    "territory.import": MAKERS,
    "territory.import_series": MAKERS,
    "territory.view_series": READERS,
    "facilities.view": READERS,
    "facilities.propose": READERS,
    "facilities.keep": MAKERS,
    "access.view": READERS,
    "access.plan": MAKERS,
    "access.hear_needs": HEARERS,
    "access.answer_needs": HEARERS - {Role.FIELD_AGENT},
    "care_supply.view_plans": MAKERS | {Role.COORDINATOR},
    "care_supply.write_plans": MAKERS,
    "funding.view_conventions": MAKERS | {Role.COORDINATOR},
    "funding.keep_conventions": MAKERS,
    "outreach.view_plans": MAKERS | {Role.COORDINATOR},
    "outreach.make_plans": MAKERS,
    "outreach.view_caravans": READERS,
    "outreach.make_caravans": MAKERS,
    "outreach.keep_registers": {Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "case_management.plan_rounds": {Role.SUPERVISOR},
    "case_management.follow_referrals": {Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "households.keep_households": {Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "households.compare_persons": {Role.SUPERVISOR},
    "accompaniment.follow": {Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "case_management.follow_children": {Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "case_management.follow_protected": {Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "case_management.follow_caseloads": {Role.SUPERVISOR},
    "case_management.see_record_flags": {Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "case_management.see_whom_to_supervise": {Role.SUPERVISOR, Role.COORDINATOR},
    "case_management.supervise_agents": {Role.SUPERVISOR},
    "case_management.follow_supervisions": {Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "case_management.answer_alerts": {Role.SUPERVISOR, Role.PROFESSIONAL},
    "case_management.view_own_rounds": {Role.FIELD_AGENT},
    "social_protection.follow_rights": {Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "rulesets.view": {*Role},
    "rulesets.write": MAKERS | {Role.COORDINATOR},
    "rulesets.put_in_force": {Role.MANAGER, Role.COORDINATOR},
    "procedures.view_files": READERS,
    "procedures.open_files": MAKERS | {Role.COORDINATOR, Role.SUPERVISOR},
    "procedures.view_kinds": READERS | {Role.TECHNICAL_ADMINISTRATOR},
    "procedures.keep_kinds": {Role.TECHNICAL_ADMINISTRATOR},
    "organisations.list_members": {Role.MANAGER, Role.TECHNICAL_ADMINISTRATOR},
    "organisations.make": {Role.TECHNICAL_ADMINISTRATOR},
    "indicators.view": MAKERS | {Role.COORDINATOR, Role.SUPERVISOR},
    "indicators.read_published": MAKERS | {Role.COORDINATOR, Role.SUPERVISOR, Role.FUNDER},
    "indicators.see_small_figures": {Role.SUPERVISOR},
    "indicators.keep_figures": MAKERS | {Role.COORDINATOR},
    "accounts.read_audit": {Role.AUDITOR},
    "activities.record_sessions": {Role.COORDINATOR, Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "quality.view_rounds": MAKERS | {Role.COORDINATOR, Role.SUPERVISOR},
    "quality.hold_rounds": {Role.COORDINATOR, Role.SUPERVISOR},
    "activities.record_interviews": {Role.COORDINATOR, Role.SUPERVISOR, Role.PROFESSIONAL, Role.FIELD_AGENT},
    "activities.keep_topics": {Role.COORDINATOR, Role.SUPERVISOR},
    "activities.view_figures": READERS,
    "activities.keep_trainings": {Role.COORDINATOR, Role.SUPERVISOR},
}


def test_each_policy_opens_its_routes_to_these_roles_only():
    opens = {
        action: {role for role in [*Role, None] if decide(Actor(1, Grant(1, 1, role) if role else None), action)}
        for action in {route.callback.policy for route in routes()}
    }

    assert opens == MAY_COME
    assert {action for action in opens if decide(NOBODY, action)} == {PUBLIC}


def test_every_route_with_arguments_is_in_the_matrix(world):
    missing = []
    for route in routes():
        try:
            [reverse(route.name, kwargs=given) for given in arguments_of(route.name, world.arguments)]
        except NoReverseMatch:
            missing.append(route.name)

    assert set(missing) == DOORS_OF_ALLAUTH


def test_who_has_a_role_no_more_or_not_yet_is_known_alike(actors):
    assert (actors["was_planner"].grant, actors["will_be_planner"].grant) == (None, None)


# Walks as long as each other, so that several processes share them.
WALKS = 4


@pytest.mark.once
@pytest.mark.parametrize("walk", range(WALKS))
def test_everybody_reads_what_is_hers_to_read_and_no_word_more(world, world_of_others, cast, actors, walk):
    here, there = addresses(world), addresses(world_of_others)
    both = [*here, *there]
    walkers = sorted(READS)[walk::WALKS]

    read = {who: read_by(cast[who], actors[who], both if who in WALKS_BOTH else here) for who in walkers}

    kept = {who: {word.split("-")[0] for word in words & OF_MAKERS} for who, (words, _broken) in read.items()}
    assert {who: words - OF_MAKERS - OF_ALL for who, (words, _broken) in read.items()} == {
        who: beginning(OURS, READS[who][0]) | beginning(THEIRS, READS[who][1]) for who in walkers
    }
    assert kept == {who: {"driss": {OURS}, "chama": {THEIRS}}.get(who, set()) for who in walkers}
    assert {who for who, (words, _broken) in read.items() if f"{OURS}-{PUBLIC_WORD}" in words} == set(walkers)
    assert [broken for _words, broken in read.values() if broken] == []


def read_by(browser, actor, walk):
    """Return every canary that somebody's pages let out, and the answers that break a promise."""
    words, broken = set(), []
    for address in walked(walk, actor):
        answer = browser.get(address)
        words |= words_in(answer)
        if not keeps_promise(answer, actor, policy_at(address)):
            broken.append((actor, address, answer.status_code))
    return words, broken


def walked(walk, actor):
    """Yield addresses, of those behind a door that is closed to somebody the first few: one rule shuts them all."""
    tried = Counter()
    for address in walk:
        action = policy_at(address)
        tried[action] += not decide(actor, action)
        if tried[action] <= CLOSED_DOORS_TRIED or actor.role in TRIES_EVERY_DOOR:
            yield address


CLOSED_DOORS_TRIED = 5
TRIES_EVERY_DOOR = {Role.FUNDER, Role.TECHNICAL_ADMINISTRATOR}


def keeps_promise(answer, actor, action):
    """Return whether an answer is one that the policy of its route has for somebody."""
    if action == PUBLIC or decide(actor, action):
        return answer.status_code in {200, 302, 404, 405, 422}
    if actor == NOBODY:
        return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
    return answer.status_code == 404


def beginning(word, ends):
    return {f"{word}-{end}" for end in ends}


ROUTES_OF_ROUNDS = {name for name, about in ABOUT.items() if about in {"rounds", "rounds_version"}} | {"rounds_export"}
ROUTES_OF_CARAVANS = {
    name
    for name, about in ABOUT.items()
    if about in {"caravan", "caravan_day", "register_line", "consultation", *AFTER_A_CARAVAN, *BEFORE_A_CARAVAN}
} | {"supplies_export"}
ROUTES_OF_ACCOMPANIMENTS = {*ACCOMPANIMENTS, *(name for named in ACCOMPANIED.values() for name in named)} - {
    "own_withdraw"
}
ROUTES_OF_SUPERVISIONS = {*SUPERVISIONS, "supervision_plan", "supervision_new", "supervision_reason"}
ROUTES_OF_QUALITY = {
    *QUALITY_ROUNDS,
    *QUALITY_PHOTOS,
    "quality_sheet",
    *("quality_evolution", "quality_evolution_export", "quality_attendance"),
}
ROUTES_OF_ACTIVITIES = {
    *(name for name, about in ABOUT.items() if about in ACTIVITY_OBJECTS),
    "training_people_export",
}
ROUTES_OF_SAID = {"expressed_need", "expressed_edit", "expressed_answer", "expressed_evidence", "expressed_move"}
ROUTES_OF_SERIES = {"health_series", "health_series_export"}
ROUTES_OF_RULES = {"ruleset", "ruleset_version", "ruleset_compare", "ruleset_try", "ruleset_export"}
STEPS_OF_RULES = {"ruleset_submit", "ruleset_withdraw", "ruleset_restore"}
DIRECTORY = {"facility", "facility_propose", "facility_history"}
KINDS_SHOWN = {"procedure_kind_version", "procedure_kind_export"}
ROUTES_OF_CONVENTIONS = {
    name
    for name, about in ABOUT.items()
    if about.startswith("convention") or about in {"amendment", "deadline", "proof", "committee", "meeting"}
}
ROUTES_OF_FILES = {name for name, about in ABOUT.items() if about.startswith("procedure_")}
# What these people may open all the same, because it is public matter, or theirs.
OPEN = {
    "chama": {*KINDS_SHOWN, *DIRECTORY, "place", "commune_needs", "place_needs"},
    "manager_of_others": {*KINDS_SHOWN, *DIRECTORY, "place", "commune_needs", "place_needs"},
    "planner_elsewhere": {
        *KINDS_SHOWN,
        *DIRECTORY,
        "need_formula",
        "need_formula_edit",
        "need_formula_export",
        *ROUTES_OF_CONVENTIONS,
        *ROUTES_OF_SERIES,
        *ROUTES_OF_RULES,
        *STEPS_OF_RULES,
    },
    "supervisor": {
        *ROUTES_OF_FILES,
        *DIRECTORY,
        "place",
        "commune_needs",
        "place_needs",
        *ROUTES_OF_SAID,
        "need_formula",
        "need_formula_export",
        *ROUTES_OF_SERIES,
        *ROUTES_OF_ROUNDS,
        *ROUTES_OF_CARAVANS,
        *REFERRALS,
        *FAMILIES,
        *ROUTES_OF_SUPERVISIONS,
        *ROUTES_OF_ACCOMPANIMENTS,
        *RIGHTS,
        *ROUTES_OF_QUALITY,
        *ROUTES_OF_ACTIVITIES,
        *ROUTES_OF_RULES,
    },
    "technical_administrator": {*KINDS_SHOWN, "place", "members", "member_end", "member_restore", *ROUTES_OF_RULES},
    "auditor": {"place", *ROUTES_OF_RULES},
    "funder": {"place", *ROUTES_OF_RULES},
    "was_planner": set(),
    "nobody": set(),
}
PUBLISHED = {
    "convention_page",
    "care_supply_page",
    "care_supply_page_pdf",
    "report_published",
    "report_published_pdf",
}
"""What everybody may open, whoever she is."""
READING, SENDING = WAYS[0], WAYS[4]
WAYS_OF = {"chama": WAYS, "planner_elsewhere": (READING, SENDING)}
"""Who may open every page of her own, so that each view must look at whose the thing is; the others read only."""


@pytest.mark.once
@pytest.mark.parametrize("walk", range(WALKS))
def test_what_is_foreign_answers_in_every_way_as_what_never_was(world, cast, walk):
    before = everything_kept()

    told_apart = [
        (who, name, *way)
        for who in sorted(OPEN)[walk::WALKS]
        for name, there, nowhere in pairs_of(world)
        if name not in OPEN[who] | PUBLISHED
        for way in WAYS_OF.get(who, (READING,))
        if answer_of(cast[who], way, there) != answer_of(cast[who], way, nowhere)
    ]

    assert told_apart == []
    assert everything_kept() == before


def test_what_is_foreign_hides_beside_ones_own_too(world, world_of_others, cast):
    own, foreign, never = world_of_others.asked, world.asked, dict.fromkeys(world.asked, uuid.uuid4())

    told_apart = [
        there
        for key in own
        for there, nowhere in zip(
            queries_about(**own | {key: foreign[key]}), queries_about(**own | {key: never[key]}), strict=True
        )
        # Where nothing foreign is asked for, a workbook made twice tells the second it was made in.
        if there != nowhere
        and told_of(cast["chama"], there, foreign[key]) != told_of(cast["chama"], nowhere, never[key])
    ]

    assert told_apart == []


def told_of(browser, address, asked):
    """Return all that somebody can tell of an answer, but for what she asked."""
    return repr(answer_of(browser, WAYS[0], address)).replace(str(asked), "ASKED")


def test_what_is_foreign_is_chosen_in_no_form(world, world_of_others, cast):
    before = everything_kept()
    own, foreign = world_of_others.arguments, world.arguments
    forms = [
        (reverse("plan_new"), "need_formula", foreign["formula"]["formula_id"]),
        (reverse("scenario_change", kwargs=own["scenario"]), "need_formula", foreign["formula"]["formula_id"]),
        (reverse("choose_membership"), "membership", foreign["membership"]["membership_id"]),
        (reverse("scenario_team_remove", kwargs=own["team"] | {"team_id": foreign["team"]["team_id"]}), "team", ""),
        (reverse("scenario_team", kwargs=own["team"] | {"team_id": foreign["team"]["team_id"]}), "name", "mine"),
    ]

    answers = [cast["chama"].post(address, {field: value}) for address, field, value in forms]

    assert [(answer.status_code, words_in(answer) & beginning(OURS, MADE)) for answer in answers] == [
        (422, set()),
        (422, set()),
        (404, set()),
        (404, set()),
        (404, set()),
    ]
    assert everything_kept() == before


def everything_kept():
    """Return every row of every table but what any visit may write."""
    left_out = {"accounts.AuditEntry", "accounts.AuditHead", "sessions.Session", "core.CacheEntry"}
    models = [model for model in apps.get_models() if model._meta.label not in left_out]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def test_no_route_takes_another_method_than_a_browser_sends(world, cast, actors):
    before = everything_kept()

    wrong = [
        (who, method, address, answer.status_code)
        for who in ("driss", "nobody")
        for address in addresses(world)
        for method in NEVER_TAKEN
        for answer in [getattr(cast[who], method)(address)]
        if answer.status_code != refusal_of(actors[who], policy_at(address))
    ]

    assert wrong == []
    assert everything_kept() == before


def refusal_of(actor, action):
    """Return the status by which a method that is never taken is refused."""
    if action == PUBLIC or decide(actor, action):
        return 405
    return 302 if actor == NOBODY else 404


def test_no_form_is_taken_without_its_token(world, driss):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(driss)
    before = everything_kept()

    answers = {
        name: browser.post(reverse(name, kwargs=given)).status_code
        for name in names()
        for given in arguments_of(name, world.arguments)
    }

    assert {name: status for name, status in answers.items() if status not in {403, 404, 405}} == {}
    assert everything_kept() == before
    assert sum(status == 403 for status in answers.values()) > 30
