"""Kinds whose rows say who sees their files: the rule and the database say the same, and everybody else sees none."""

from __future__ import annotations

import itertools

import pytest
from django.db.models import Q

from twiza.accounts.decisions import Actor, Grant, decide
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.core.errors import InputError
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.procedures import nearness
from twiza.procedures.actions.details import OwnerMissing, assign_owner, comment_on_file
from twiza.procedures.actions.files import FileNotYours, PartyTerms, open_file
from twiza.procedures.models import File
from twiza.procedures.queries.files import facts_of, files_apart, files_of, waiting_for
from twiza.procedures.queries.kinds import definition_of
from twiza.procedures.queries.people import possible_owners
from twiza.procedures.reading import kind_from_yaml
from twiza.procedures.rules import MOVE_FILE, SEE_FILE, STEER_FILE, WORK_ON_FILE
from twiza.procedures.tests.conftest import FREE, move_from
from twiza.procedures.writing import kind_to_yaml

READERS = """
keeps_owner: true
readers:
  - {role: supervisor, as: [organisation, own]}
  - {role: professional, as: [own, party]}
  - {role: field_agent, as: [own]}
"""
SECRET = (
    FREE.replace("notice", "secret").replace("NOTE", "SECR").replace("[planner", "[field_agent, planner") + READERS
)


@pytest.fixture
def secret(activate):
    return activate(SECRET)


@pytest.fixture
def open_secret(secret):
    """Return what opens a restricted file for a person, of hers unless somebody else is named."""

    def open_one(
        person: Person, *, place_path: str = "", owner: Person | None = None, parties: tuple[int, ...] = ()
    ) -> File:
        return open_file(
            kind="secret",
            title="X-1",
            opened_on=TODAY,
            anchor_on=None,
            actor=actor_of(person, TODAY),
            at=NOW,
            id=new_id(),
            owner=owner or person,
            parties=[PartyTerms(one, part="authority") for one in parties],
            place_path=place_path,
        )

    return open_one


@pytest.fixture
def _near_to_nobody():
    """Forget after a test who was said to be near."""
    yield
    nearness._answering.pop("test", None)


def test_a_restricted_kind_is_read_back_as_it_was_written(secret):
    kind = definition_of(secret)

    assert kind_from_yaml(kind_to_yaml(kind)) == kind == kind_from_yaml(SECRET)
    assert (secret.is_restricted, secret.keeps_owner) == (True, True)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{role: king, as: [own]}", "readers[1].role"),
        ("{role: manager, as: []}", "readers[1].as"),
        ("{role: manager, as: [friend]}", "readers[1].as"),
        ("{role: manager, as: [own]}\n  - {role: manager, as: [party]}", "manager"),
    ],
)
def test_readers_that_make_no_sense_are_refused(written, sentence):
    with pytest.raises(InputError) as refused:
        kind_from_yaml(f"{FREE}readers:\n  - {written}\n")

    assert sentence in str(refused.value)


def test_the_rule_and_the_database_agree_on_every_file_and_everybody(
    open_secret, open_for, notice, association, council, other_association, make_person, aminata, bakary, driss
):
    agent = make_person("Amina", association, Role.FIELD_AGENT)
    for person, place, owner, parties in itertools.product(
        (aminata, bakary), ("", "XX/1"), (None, agent), ((), (council.pk,))
    ):
        open_secret(person, place_path=place, owner=owner, parties=parties)
    open_for(driss)
    open_for(driss, parties=(PartyTerms(association.pk),), place_path="XX/1")
    everybody = [
        Actor(person.pk, Grant(0, organisation.pk, role, territory))
        for person, organisation, role, territory in itertools.product(
            (aminata, agent, driss), (association, council, other_association), Role, ((), ("XX/2",), ("XX/1",))
        )
    ]
    files = File.objects.select_related("version", "step")

    for actor in everybody:
        allowed = {file.pk for file in files if decide(actor, SEE_FILE, facts_of(file, actor))}
        ours, others = files_apart(actor)
        assert set(files_of(actor).values_list("pk", flat=True)) == allowed, actor
        assert {file.pk for part in (ours, others) for file in part} == allowed, actor
        assert ours.count() + others.count() == len(allowed)


def test_who_owns_or_opened_a_file_or_supervises_where_it_lies_sees_it_and_nobody_else(
    open_secret, aminata, bakary, chama, driss, manager, esther, technical_administrator, auditor, make_person,
    association, council, acting
):  # fmt: skip
    owner = make_person("Amina", association, Role.FIELD_AGENT)
    others = [
        bakary, chama, driss, manager, esther, technical_administrator, auditor, owner,
        make_person("Brahim", association, Role.SUPERVISOR, ("XX/2",)),
        make_person("Ghita", association, Role.PLANNER), make_person("Malak", association, Role.MANAGER),
        make_person("Fatima", association, Role.COORDINATOR), make_person("Salma", association, Role.PROFESSIONAL),
        make_person("Samir", council, Role.PROFESSIONAL), make_person("Sanae", council, Role.FIELD_AGENT),
    ]  # fmt: skip
    file = open_secret(aminata, place_path="XX/1", owner=owner, parties=(council.pk,))

    seeing = [one.name for one in (aminata, *others) if file in files_of(acting(one))]

    assert seeing == ["Aminata", "Bakary", "Amina", "Samir"]


def test_what_only_some_see_is_opened_by_those_only(secret, driss, manager, acting, open_secret):
    for person in (driss, manager):
        with pytest.raises(FileNotYours):
            open_secret(person)

    assert File.objects.count() == 0


def test_who_does_not_see_a_file_neither_works_on_it_nor_steers_nor_moves_it(
    open_secret, aminata, make_person, association, acting
):
    file, ghita = open_secret(aminata), acting(make_person("Ghita", association, Role.PLANNER))

    facts = facts_of(file, ghita)

    assert [bool(decide(ghita, action, facts)) for action in (WORK_ON_FILE, STEER_FILE, MOVE_FILE)] == [False] * 3
    with pytest.raises(FileNotYours):
        comment_on_file(file=file, text="Kanari", actor=ghita, at=NOW)


def test_what_is_somebodys_waits_for_her_and_nobody_else(
    open_secret, aminata, bakary, make_person, association, acting
):
    owner = make_person("Amina", association, Role.FIELD_AGENT)
    file = open_secret(aminata, owner=owner)

    waiting = {one.name: list(waiting_for(acting(one))) for one in (aminata, bakary, owner)}

    assert waiting == {"Aminata": [], "Bakary": [], "Amina": [file]}


def test_a_file_that_always_is_somebodys_stays_hers_when_it_moves(open_secret, move_to, aminata):
    file = open_secret(aminata)

    move_to(aminata, file, "examined")

    file.refresh_from_db()
    assert (file.step.code, file.owner) == ("examined", aminata)


def test_a_file_that_always_is_somebodys_is_not_made_nobodys(open_secret, aminata, acting):
    file = open_secret(aminata)

    with pytest.raises(OwnerMissing):
        assign_owner(file=file, owner=None, actor=acting(aminata), at=NOW)

    assert File.objects.get().owner == aminata


def test_owners_offered_are_those_who_would_see_it(open_secret, aminata, bakary, make_person, association, council):
    make_person("Amina", association, Role.FIELD_AGENT)
    make_person("Ghita", association, Role.PLANNER)
    make_person("Samir", council, Role.PROFESSIONAL)
    make_person("Sanae", council, Role.FIELD_AGENT)
    file = open_secret(aminata, parties=(council.pk,))

    assert [one.name for one in possible_owners(file, TODAY)] == ["Amina", "Aminata", "Bakary", "Samir"]


@pytest.mark.usefixtures("_near_to_nobody")
def test_a_house_above_says_who_is_near_to_a_file(open_secret, aminata, make_person, other_association, acting):
    file, near = open_secret(aminata), make_person("Nora", other_association, Role.FIELD_AGENT)
    before = list(files_of(acting(near)))

    nearness.use_nearness("test", lambda actor: Q(title="X-1") if actor.person_id == near.pk else Q(pk__in=[]))

    actor = acting(near)
    assert (before, list(files_of(actor))) == ([], [file])
    assert bool(decide(actor, MOVE_FILE, facts_of(file, actor)))


def test_a_planner_finds_a_restricted_file_on_no_page(browser_of, open_secret, aminata, make_person, association):
    file, browser = open_secret(aminata), browser_of(make_person("Ghita", association, Role.PLANNER))
    pages = ["", "?q=X-1", "?kind=secret", "waiting/", "delays/?kind=secret", "file.csv", "delays/file.csv"]

    said = [browser.get(f"/en/files/{page}").content.decode() for page in pages]

    assert [page for page, text in zip(pages, said, strict=True) if file.number in text or "X-1<" in text] == []
    assert browser.get(f"/en/files/{file.pk}/").status_code == 404
    assert 'value="secret"' not in browser.get("/en/files/new/").content.decode()


def test_an_agent_finds_what_waits_for_her(browser_of, open_secret, aminata):
    file = open_secret(aminata)

    page = browser_of(aminata).get("/en/files/waiting/").content.decode()

    assert file.number in page
    assert browser_of(aminata).get(f"/en/files/{file.pk}/").status_code == 200


def test_a_stranger_moves_nothing(browser_of, open_secret, chama, aminata):
    file = open_secret(aminata)

    answer = browser_of(chama).post(
        f"/en/files/{file.pk}/move/", {"move": move_from(file, "examined").pk, "turn": 1, "happened_on": TODAY}
    )

    file.refresh_from_db()
    assert (answer.status_code, file.step.code) == (404, "asked")
