"""Kinds are written as YAML, drafted, activated by a named person; what is wrong in them is said with its place."""

import pytest

from twiza.conftest import NOW
from twiza.core.names import LANGUAGES
from twiza.procedures.actions.kinds import (
    NotADraft,
    NothingChanged,
    NotYoursToKeep,
    PrefixTaken,
    activate_version,
    draft_version,
    forget_draft,
)
from twiza.procedures.checking import ImpossibleKind
from twiza.procedures.loaders import load_shipped_kinds, shipped_kinds
from twiza.procedures.models import Kind, KindVersion, Requirement
from twiza.procedures.queries.kinds import definition_of
from twiza.procedures.reading import KindUnreadable, kind_from_yaml
from twiza.procedures.tests.conftest import PERMIT


@pytest.fixture
def keeper(technical_administrator, acting):
    return acting(technical_administrator)


def test_shipped_kinds_are_loaded_once_as_drafts(db):
    first, again = load_shipped_kinds({}), load_shipped_kinds({})

    assert (first["drafts"], again["drafts"]) == (len(shipped_kinds()), 0)
    assert set(KindVersion.objects.values_list("number", "state")) == {(1, "draft")}


def test_shipped_kinds_speak_three_languages_everywhere(db):
    load_shipped_kinds({})

    named = [*KindVersion.objects.all(), *Requirement.objects.all()]
    for version in KindVersion.objects.all():
        named += [*version.steps.all(), *version.moves.all(), *version.parts.all()]
    lacking = [one for one in named if set(one.names) != set(LANGUAGES) or not all(one.names.values())]

    assert lacking == []


def test_the_seven_blocking_checks_of_a_caravan_stand_before_its_day(db):
    load_shipped_kinds({})

    asked = Requirement.objects.filter(version__kind__code="caravan", is_blocking=True, step__position__lte=9)

    wanted = {"doctors_registered", "delegation_agreement", "lots_valid", "referral_slots", "waste_plan",
              "emergency_plan", "consent_notice"}  # fmt: skip
    assert wanted <= set(asked.values_list("code", flat=True))


def test_what_is_written_is_read_back(keeper):
    kind = kind_from_yaml(PERMIT)

    version = draft_version(kind=kind, actor=keeper, at=NOW)

    assert definition_of(version) == kind


def test_a_second_draft_takes_the_place_of_the_first(keeper):
    draft_version(kind=kind_from_yaml(PERMIT), actor=keeper, at=NOW)

    draft_version(kind=kind_from_yaml(PERMIT.replace("Essai", "Autre")), actor=keeper, at=NOW)

    assert list(KindVersion.objects.values_list("source", "state")) == [("Autre", "draft")]


def test_the_same_text_is_no_new_draft(keeper):
    draft_version(kind=kind_from_yaml(PERMIT), actor=keeper, at=NOW)

    with pytest.raises(NothingChanged):
        draft_version(kind=kind_from_yaml(PERMIT), actor=keeper, at=NOW)


def test_two_kinds_do_not_share_a_prefix(keeper):
    draft_version(kind=kind_from_yaml(PERMIT), actor=keeper, at=NOW)

    with pytest.raises(PrefixTaken):
        draft_version(kind=kind_from_yaml(PERMIT.replace("kind: permit", "kind: other")), actor=keeper, at=NOW)

    assert Kind.objects.count() == 1


def test_an_active_version_is_neither_activated_again_nor_forgotten(permit, keeper):
    with pytest.raises(NotADraft):
        activate_version(version=permit, actor=keeper, at=NOW)
    with pytest.raises(NotADraft):
        forget_draft(version=permit, actor=keeper, at=NOW)

    assert KindVersion.objects.get() == permit


@pytest.mark.parametrize("who", ["driss", "manager", "aminata", "chama"])
def test_who_does_not_keep_kinds_changes_none(permit, acting, who, request):
    actor = acting(request.getfixturevalue(who))

    with pytest.raises(NotYoursToKeep):
        draft_version(kind=kind_from_yaml(PERMIT.replace("Essai", "Autre")), actor=actor, at=NOW)
    with pytest.raises(NotYoursToKeep):
        activate_version(version=permit, actor=actor, at=NOW)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("ar: ترخيص, ", "", "At “names”: write the name in fr, ar and en."),
        ("prefix: PERM", "prefix: perm", "At “prefix”: write one to eight capital letters or digits, such as CONV."),
        ("role: planner}", "role: king}", "At “steps[1].owner.role”: write one of "),
        ("{days: 10}", "{days: ten}", "At “steps[1].days”: write a number of days from 0 to 3650."),
        ("{days: 10}", "{days: 10, from_anchor: 3}", "At “steps[1].due”: write either days or from_anchor."),
        ("sort: check", "sort: chek", "At “steps[2].needs[2].sort”: write one of piece, check, value."),
        ("value: number, ", "", "At “steps[2].needs[3]”: “value” says what an answer is"),
        ("end: true", "fin: true", "At “steps[3]”: “fin” is not known here."),
        ("roles: [planner], ", "", "At “moves[1].roles”: write a list of "),
        ("source: Essai", "source: [", "is not written as YAML"),
        ("source: Essai", "source: &a Essai\nevidence: *a", "References (& and *) are not taken"),
    ],
)
def test_what_is_not_understood_is_said_with_its_place(old, new, sentence):
    with pytest.raises(KindUnreadable) as refused:
        kind_from_yaml(PERMIT.replace(old, new, 1))

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("to: examined", "to: nowhere", "A move names the step “nowhere”: no step has this code."),
        ("part: authority", "part: judge", "A step names the part “judge”: no part has this code."),
        ("code: granted", "code: asked", "A move names the step “granted”: no step has this code."),
        ("code: checked", "code: letter", "Two things have the code “letter”: give each its own."),
        ("to: granted", "to: asked", "The move “examined → asked” is written twice."),
        ("end: true, ", "", "No step is an end: write “end: true” at one of them."),
        ("from: examined, to: granted", "from: granted, to: asked", "No move leads to the step “granted”."),
        (
            "anchor: {fr: Jour J, ar: اليوم, en: Day}",
            "",
            "Some steps are due from a date: name it at “anchor”.",
        ),
    ],
)
def test_a_kind_in_which_files_get_lost_is_refused(old, new, sentence):
    with pytest.raises(ImpossibleKind) as refused:
        kind_from_yaml(PERMIT.replace(old, new, 1))

    assert str(refused.value) == sentence
