import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twiza.conftest import NOW, TODAY
from twiza.core.errors import InputError
from twiza.facilities.actions.facility import ChangedMeanwhile, VerifiedInTheFuture, change_facility
from twiza.facilities.actions.facts import Origin, UnknownFact, verify_facts, write_facts
from twiza.facilities.facts import applied, changed_fields
from twiza.facilities.models import Facility, FacilityChange, FacilityFact
from twiza.facilities.queries.history import LISTED, listed_states_at, state_at
from twiza.facilities.queries.states import state_of
from twiza.facilities.tests.stated import ABBAS, FULL, SAID, SOME


def again(facility):
    return Facility.objects.get(pk=facility.pk)


def test_all_that_is_said_of_a_facility_is_kept_and_read_again(add):
    facility = add()

    assert state_of(again(facility)) == FULL
    assert (again(facility).doctors, again(facility).nurses) == (1.0, None)
    assert {fact.field for fact in facility.facts.all()} == {
        "identity",
        "place",
        "status",
        "beds",
        "service.vaccination",
        "service.accouchement",
        "post.doctor",
        "post.driver",
        "equipment.ambulance",
        "opening",
        "visit",
        "catchment",
        "authorisation.12/2019",
    }


def test_what_changes_is_kept_with_what_it_was(add):
    facility = add()

    write_facts(
        facility=facility,
        stated={"post.doctor": None, "beds": 8, "equipment.ambulance": None, "status": "open", "visit." + ABBAS: None},
        origin=Origin("Appel", TODAY, None),
        at=NOW,
    )

    assert list(FacilityChange.objects.exclude(field="").order_by("id").values_list("field", "old", "new")) == [
        ("beds", 6, 8),
        ("post.doctor", {"in_post": 1.0, "norm": 2.0}, None),
        ("equipment.ambulance", {"number": 2, "working": 1}, None),
        ("visit." + ABBAS, {"weeks": [2, 15, 28]}, None),
    ]
    assert (again(facility).doctors, facility.equipment.count(), facility.visits.count()) == (None, 0, 0)
    assert not facility.facts.filter(field__in=["post.doctor", "equipment.ambulance", "visit"]).exists()
    assert facility.facts.get(field="status").source == "Tournée de mai"
    assert facility.facts.get(field="beds").source == "Appel"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_fr": None, "name_ar": None},
        {"status_since": "2999-01-01"},
        {"equipment.ambulance": {"number": 1, "working": 2}},
        {"opening.1": {"hours": [["12:00", "08:30"]]}},
        {"opening.1": {"hours": [["08:30", "12:00"], ["11:00", "13:00"]]}},
        {"authorisation.9": {"given_by": "", "valid_from": "2024-01-01", "valid_until": "2023-01-01"}},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept_of_it(add, wrong):
    facility = add()
    before = list(FacilityChange.objects.values())

    with pytest.raises(InputError):
        write_facts(facility=facility, stated={**wrong, "beds": 99}, origin=SAID, at=NOW)

    assert (state_of(again(facility)), list(FacilityChange.objects.values())) == (FULL, before)


def test_who_wrote_last_is_not_written_over_unseen(add, driss, acting):
    facility = add()
    late = {"shown_at": NOW - dt.timedelta(minutes=1), "actor": acting(driss), "at": NOW}
    tomorrow = Origin("Visite", TODAY, None, "Driss", TODAY + dt.timedelta(days=1))

    with pytest.raises(ChangedMeanwhile):
        change_facility(facility=facility, stated={"beds": 9}, origin=SAID, **late)
    with pytest.raises(VerifiedInTheFuture):
        change_facility(facility=facility, stated={"beds": 9}, origin=tomorrow, **late | {"shown_at": NOW})

    assert state_of(again(facility)) == FULL


def test_a_caravan_that_passes_verifies_what_it_saw(add):
    facility = add()
    facility.facts.filter(field="beds").update(verified_by="Malika", verified_on=TODAY + dt.timedelta(days=1))

    renewed = verify_facts(
        facility=facility,
        fields=["status", "post", "beds", "service.dentaire"],
        source="Caravane",
        by="Driss",
        on=TODAY,
    )

    assert [fact.field for fact in renewed] == ["status", "post.doctor", "post.driver"]
    verified = FacilityFact.objects.filter(verified_by="Driss", verified_on=TODAY, source="Caravane")
    assert {fact.field for fact in verified} == {"status", "post.doctor", "post.driver"}
    assert facility.facts.get(field="beds").verified_by == "Malika"
    assert state_of(again(facility)) == FULL
    with pytest.raises(UnknownFact):
        verify_facts(facility=facility, fields=["mood"], source="Caravane", by="Driss", on=TODAY)


def test_a_fact_nobody_had_a_source_for_is_verified_all_the_same(make_facility):
    facility = make_facility("Centre")

    verify_facts(facility=facility, fields=["status"], source="Caravane", by="Driss", on=TODAY)

    assert list(facility.facts.values_list("field", "verified_on")) == [("status", TODAY)]


def in_post(state):
    """Return what lists show of a state: of posts, those that are filled."""
    shown = {field: state[field] for field in LISTED if field in state}
    posts = {field: value["in_post"] if "post." in field else value for field, value in shown.items()}
    return {field: value for field, value in posts.items() if value is not None}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(SOME, min_size=1, max_size=5))
def test_the_changes_up_to_a_day_give_what_was_said_on_that_day(add, steps):
    facility, said = add({**FULL, "code": None}), {}
    said[NOW] = state_of(again(facility))
    for day, step in enumerate(steps, start=1):
        at = NOW + dt.timedelta(days=day)
        write_facts(facility=again(facility), stated=step, origin=SAID, at=at)
        said[at] = state_of(again(facility))

    replayed = {at: state_at(facility, at + dt.timedelta(hours=3)) for at in said}

    assert replayed == said
    listed = {at: listed_states_at(at + dt.timedelta(hours=3))[facility.pk] for at in said}
    assert {at: in_post(state) for at, state in listed.items()} == {at: in_post(state) for at, state in said.items()}
    assert listed_states_at(NOW - dt.timedelta(seconds=1)) == {}
    assert state_at(facility, NOW - dt.timedelta(seconds=1)) is None
    facility.changes.all().delete()
    again(facility).delete()


@given(before=SOME, after=SOME)
def test_what_changed_makes_of_one_state_the_other(before, after):
    before, after = applied({}, before), applied({}, after)

    assert applied(before, changed_fields(before, after)) == after
