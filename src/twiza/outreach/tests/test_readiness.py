"""How ready a caravan is, as its records say; cancelled here or in its file, it is cancelled everywhere."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from twiza.conftest import NOW, TODAY
from twiza.core.evidence import Evidence
from twiza.core.ids import new_id
from twiza.facilities.models import Facility, FacilityType
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.caravan import (
    CaravanCancelled,
    CaravanUnderWay,
    NoSuchCaravan,
    add_member,
    cancel_caravan,
    take_back_cancelling,
)
from twiza.outreach.actions.information import PublicTerms, write_information
from twiza.outreach.actions.register import record_line
from twiza.outreach.actions.site import write_site_sheet
from twiza.outreach.actions.supplies import add_supply
from twiza.outreach.actions.tasks import add_task, remove_task, tick, tick_usual
from twiza.outreach.actions.team import MemberTerms, describe_member, keep_answer
from twiza.outreach.models import Caravan
from twiza.outreach.public_words import is_authorised
from twiza.outreach.queries.cancelled import IS_CANCELLED, is_cancelled, why_cancelled
from twiza.outreach.queries.nearby import nearest_facilities
from twiza.outreach.readiness import readiness_of
from twiza.outreach.register_line import understand_line
from twiza.outreach.supply_terms import SupplyTerms
from twiza.procedures.actions.files import move_file
from twiza.procedures.actions.kinds import activate_version, load_kinds
from twiza.procedures.loaders import shipped_kinds
from twiza.procedures.models import KindVersion


@pytest.fixture
def who(driss):
    return {"actor": actor_of(driss, TODAY), "at": NOW}


@pytest.fixture
def procedure(technical_administrator):
    """Put the shipped steps of caravans in force."""
    load_kinds(kinds=shipped_kinds(), at=NOW)
    version = KindVersion.objects.get(kind__code="caravan")
    activate_version(version=version, actor=actor_of(technical_administrator, TODAY), at=NOW)


@pytest.fixture
def hospital(council, make_caravan_on):
    """Return a listed hospital some 33 km north of the caravan of `make_caravan_on`, and a closed one beside it."""
    kind = FacilityType.objects.create(
        code="CHP", country="XX", level=2, names={"fr": "Hôpital"}, type_evidence=Evidence.DESIGN
    )
    place = make_caravan_on().area
    said = {"organisation": council, "type": kind, "place": place, "lon": 0.0, "source": "test", "updated_at": NOW}
    Facility.objects.create(names={"fr": "Fermé"}, lat=place.lat + 0.1, status="closed", **said)
    return Facility.objects.create(names={"fr": "Hôpital provincial"}, lat=place.lat + 0.3, **said)


def test_what_is_still_to_do_shrinks_as_records_come(make_caravan_on, hospital, who):
    caravan = make_caravan_on()
    begun = [one.sentence for one in readiness_of(caravan).remaining]

    for post in caravan.posts.all():
        member = add_member(caravan=caravan, name="Dr", task="care", specialty=post.specialty, **who)
        keep_answer(member=member, state="confirmed", answered_on=TODAY, told_by="", **who)
        terms = MemberTerms("care", post.specialty, "1", TODAY, "Conseil")
        describe_member(member=member, terms=terms, **who)
    lot = SupplyTerms("A", expires_on=TODAY + dt.timedelta(days=400))
    add_supply(caravan=caravan, terms=lot, id=new_id(), **who)
    write_site_sheet(day=caravan.days.get(), said={"hospital": hospital, "ambulance": "Commune"}, **who)
    write_information(caravan=caravan, terms=PublicTerms(dt.time(9), None, True, {}, {}), **who)

    assert len(begun) == 6
    assert list(readiness_of(caravan).remaining) == []


def test_the_record_stands_beside_what_the_file_asks_for_and_confirms_nothing(procedure, make_caravan_on, who):
    caravan = make_caravan_on()
    specialty = caravan.posts.get(number=1).specialty
    add_member(caravan=caravan, name="Dr", task="care", specialty=specialty, **who)

    with override("fr"):
        evidence = {one.requirement.code: (one.is_met, record) for one, record in readiness_of(caravan).evidence}

    assert set(evidence) == {
        "request_letter", "doctors_list", "medicines_list", "insurance", "doctors_registered",
        "delegation_agreement", "authorities_informed", "lots_valid", "referral_slots", "waste_plan",
        "emergency_plan", "consent_notice",
    }  # fmt: skip
    assert evidence["doctors_registered"] == (False, "0 sur 1 numéro d’Ordre vérifié")
    assert evidence["lots_valid"] == (False, "aucun médicament listé pour l’instant")


def test_a_box_is_ticked_and_unticked_and_taken_out(make_caravan_on, aminata, who):
    caravan, hers = make_caravan_on(), {"actor": actor_of(aminata, TODAY), "at": NOW}
    task = add_task(caravan=caravan, text="Keys", id=new_id(), **who)

    done = tick(task=task, **hers).done_by
    tick_usual(caravan=caravan, code="poster_shown", **hers)
    usual = tick_usual(caravan=caravan, code="poster_shown", **hers)
    remove_task(task=task, **who)

    assert (done, usual.done_at) == (aminata, None)
    assert [box.label for box in readiness_of(caravan).boxes if not box.code] == []


def test_the_nearest_listed_hospital_is_shown_with_its_distance(make_caravan_on, hospital, driss):
    day = make_caravan_on().days.get()
    day.lat, day.lon = day.commune.lat, day.commune.lon

    hospitals, others = nearest_facilities(day, actor_of(driss, TODAY))

    assert [(one.facility, round(one.km)) for one in hospitals] == [(hospital, 33)]
    assert others == []


def test_a_poster_is_authorised_once_the_file_comes_to_the_preparation(procedure, make_caravan_on):
    caravan = make_caravan_on()
    before = is_authorised(caravan)

    caravan.file.step = caravan.file.version.steps.get(code="stocks")

    assert (before, is_authorised(caravan)) == (False, True)


def test_cancelling_a_caravan_moves_its_file_and_can_be_taken_back(procedure, make_caravan_on, who):
    caravan = make_caravan_on()

    cancel_caravan(caravan=caravan, why="Storm", **who)

    cancelled = Caravan.objects.filter(IS_CANCELLED).select_related("file__step").get()
    assert (cancelled.file.step.code, is_cancelled(cancelled), why_cancelled(cancelled)) == (
        "cancelled",
        True,
        "Storm",
    )
    take_back_cancelling(caravan=caravan, **who)
    back = Caravan.objects.exclude(IS_CANCELLED).select_related("file__step").get()
    assert (back.file.step.code, is_cancelled(back), why_cancelled(back)) == ("need", False, "")


def test_a_caravan_whose_file_was_cancelled_refuses_its_register(
    procedure, make_caravan_on, driss, aminata, browser_of
):
    caravan = make_caravan_on()
    move = caravan.file.version.moves.get(from_step=caravan.file.step, to_step__code="cancelled")
    said = {"seen_turn": caravan.file.turn, "happened_on": TODAY, "reason": "Snow", "at": NOW}
    move_file(file=caravan.file, move=move, actor=actor_of(driss, TODAY), **said)
    line = understand_line("f34 1", posts=[1, 2, 3], localities=set())

    with pytest.raises(CaravanCancelled):
        record_line(day=caravan.days.get(), line=line, actor=actor_of(aminata, TODAY), at=NOW)

    browser = browser_of(driss)
    assert "badge-bad" in browser.get("/en/caravans/").content.decode()
    assert "Snow" in browser.get(f"/en/caravans/{caravan.pk}/").content.decode()
    assert browser.get(f"/en/caravans/{caravan.pk}/supplies/").context["may_change"] is False


def test_a_caravan_is_not_cancelled_without_a_reason_nor_once_it_took_place(procedure, make_caravan_on, who):
    caravan = make_caravan_on()
    with pytest.raises(NoSuchCaravan):
        cancel_caravan(caravan=caravan, why=" ", **who)
    caravan.file.step = caravan.file.version.steps.get(code="report")
    caravan.file.save()

    with pytest.raises(CaravanUnderWay):
        cancel_caravan(caravan=caravan, why="Storm", **who)

    assert not Caravan.objects.filter(IS_CANCELLED).exists()
