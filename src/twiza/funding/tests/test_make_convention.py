"""Opening a convention, changing it, signing it."""

import dataclasses
import datetime as dt

import pytest

from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.funding.actions.changing import AmendmentNeeded, ConventionNotYours, ConventionOver
from twiza.funding.actions.convention import (
    AlreadyRenewed,
    AlreadySigned,
    NoSuchConvention,
    NothingPublic,
    change_terms,
    choose_public_lines,
    make_convention,
    publish_convention,
    record_signature,
    renew_convention,
    take_back_signature,
)
from twiza.funding.actions.lines import add_line
from twiza.funding.models import Axis, Convention, ConventionParty
from twiza.funding.queries.conventions import ConventionFilter, conventions_asked, conventions_of, listed
from twiza.funding.tests.conftest import TERMS
from twiza.procedures.actions.files import NoActiveVersion, move_file
from twiza.procedures.models import File, Move


def test_a_convention_is_opened_once_with_its_file_and_its_first_party(kind_in_force, manager, acting, council):
    asked = {"terms": TERMS, "actor": acting(manager), "at": NOW, "id": new_id()}

    first, again = make_convention(**asked), make_convention(**asked)

    assert first == again
    assert (first.file.number, first.file.step.code) == ("CONV-2026-0001", "draft")
    assert [(party.organisation, party.part) for party in first.parties.all()] == [(council, "Signatory")]
    assert AuditEntry.objects.filter(object_kind="convention", outcome="opened").count() == 1


@pytest.mark.parametrize(
    "terms",
    [
        dataclasses.replace(TERMS, title="  "),
        dataclasses.replace(TERMS, purpose=""),
        dataclasses.replace(TERMS, ends_on=dt.date(2025, 1, 1)),
    ],
)
def test_a_convention_that_cannot_be_is_refused_and_nothing_is_stored(kind_in_force, manager, acting, terms):
    with pytest.raises(NoSuchConvention):
        make_convention(terms=terms, actor=acting(manager), at=NOW, id=new_id())

    assert (Convention.objects.count(), File.objects.count()) == (0, 0)


def test_without_an_active_kind_no_convention_is_opened(manager, acting):
    with pytest.raises(NoActiveVersion):
        make_convention(terms=TERMS, actor=acting(manager), at=NOW, id=new_id())

    assert Convention.objects.count() == 0


def test_an_agent_opens_no_convention(kind_in_force, aminata, acting):
    with pytest.raises(ConventionNotYours):
        make_convention(terms=TERMS, actor=acting(aminata), at=NOW, id=new_id())


def test_every_party_sees_a_convention_and_nobody_else(convention, partner, manager, ghita, chama, aminata, acting):
    seen = {one.name: list(conventions_of(acting(one))) for one in (manager, ghita, chama, aminata)}

    assert seen == {"Malika": [convention], "Ghita": [convention], "Chama": [], "Aminata": []}


def test_a_party_sees_a_convention_and_does_not_change_it(convention, partner, ghita, acting):
    with pytest.raises(ConventionNotYours):
        change_terms(convention=convention, terms=TERMS, actor=acting(ghita), at=NOW)


def test_a_convention_is_found_by_its_parties_however_they_are_written(convention, partner, manager, acting):
    asked = ConventionFilter(sounds=(" tazart", " ifri")), ConventionFilter(sounds=(" tazart",))

    found = [list(conventions_asked(conventions_of(acting(manager)), one)) for one in asked]

    assert found == [[], [convention]]


def test_the_terms_change_freely_until_the_signature(convention, manager, acting):
    actor, later = acting(manager), dataclasses.replace(TERMS, title="Vallée et plaine")

    change_terms(convention=convention, terms=later, actor=actor, at=NOW)
    record_signature(convention=convention, signed_on=TODAY, actor=actor, at=NOW)

    with pytest.raises(AmendmentNeeded):
        change_terms(convention=convention, terms=TERMS, actor=actor, at=NOW)
    convention.refresh_from_db()
    assert convention.file.title == "Vallée et plaine"


def test_the_signature_answers_what_the_file_asks_for_and_is_taken_back(convention, manager, acting):
    record_signature(convention=convention, signed_on=TODAY, actor=acting(manager), at=NOW)

    assert [one.text for one in convention.file.values_given.all()] == ["2026-11-22"]
    with pytest.raises(AlreadySigned):
        record_signature(convention=convention, signed_on=TODAY, actor=acting(manager), at=NOW)
    assert take_back_signature(convention=convention, actor=acting(manager), at=NOW).signed_on is None


def test_a_signature_to_come_is_refused(convention, manager, acting):
    with pytest.raises(NoSuchConvention):
        record_signature(convention=convention, signed_on=TODAY + dt.timedelta(days=1), actor=acting(manager), at=NOW)


def test_a_convention_that_was_given_up_is_not_changed(convention, manager, acting):
    give_up = Move.objects.get(from_step=convention.file.step_id, to_step__code="given_up")
    move_file(
        file=convention.file,
        move=give_up,
        seen_turn=1,
        happened_on=TODAY,
        reason="Sans suite",
        actor=acting(manager),
        at=NOW,
    )

    with pytest.raises(ConventionOver):
        change_terms(convention=convention, terms=TERMS, actor=acting(manager), at=NOW)


def test_a_page_without_a_line_is_not_opened_to_the_public(convention, manager, acting):
    with pytest.raises(NothingPublic):
        publish_convention(convention=convention, actor=acting(manager), at=NOW)

    choose_public_lines(convention=convention, chosen={convention.pk}, actor=acting(manager), at=NOW)
    assert publish_convention(convention=convention, actor=acting(manager), at=NOW).published_at == NOW


def test_a_renewal_opens_the_next_convention_with_the_same_parties_and_axes(convention, partner, manager, acting):
    line = Axis(convention=convention, pillar="1", axis="1.2", action="1.2.3", text="Unités mobiles")
    add_line(line=line, actor=acting(manager), at=NOW)
    later = dataclasses.replace(TERMS, starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2027, 12, 31))
    asked = {"convention": convention, "terms": later, "actor": acting(manager), "at": NOW}

    following = renew_convention(**asked, id=new_id())
    again = renew_convention(**asked, id=following.pk)

    assert again == following
    assert following.renews == convention
    assert [one.part for one in following.parties.order_by("position")] == ["Signatory", "Opérateur"]
    assert [(one.pillar, one.axis, one.action, one.text) for one in following.axes.all()] == [
        ("1", "1.2", "1.2.3", "Unités mobiles")
    ]
    with pytest.raises(AlreadyRenewed):
        renew_convention(**asked, id=new_id())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_convention_as_for_three(
    open_convention, manager, acting, django_assert_num_queries, count
):
    for _number in range(count):
        open_convention(manager)
    actor = acting(manager)

    with django_assert_num_queries(2):
        found = [
            (one.file.step.code, [party.organisation.names for party in one.parties.all()], one.late_count)
            for one in listed(conventions_of(actor), TODAY)
        ]

    assert len(found) == count
    assert ConventionParty.objects.count() == count
