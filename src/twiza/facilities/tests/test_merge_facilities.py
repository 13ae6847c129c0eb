import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twiza.conftest import NOW, TODAY
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin, verify_facts, write_facts
from twiza.facilities.actions.imports import store_import
from twiza.facilities.actions.merges import (
    MergedAlready,
    SameFacility,
    UndoneAlready,
    differing_fields,
    keep_apart,
    merge_facilities,
    unmerge_facilities,
)
from twiza.facilities.finding import sounds_asked
from twiza.facilities.models import DifferentPair, Facility, FacilityFact, FacilityMerge
from twiza.facilities.queries.duplicates import likely_pairs
from twiza.facilities.queries.facility import FacilityFilter, facilities_asked, facilities_of, sites_of_care
from twiza.facilities.queries.merges import ids_answered_for, survivor_of
from twiza.facilities.queries.states import state_of
from twiza.facilities.tests.stated import FULL, SOME, TABANT

BASE = {"name_fr": "Centre de Tabant", "type": "CSR1", "place": TABANT, "is_mobile": False, "status": "open"}


@pytest.fixture
def add(council, driss, acting, places, facility_types):
    def added(source="Délégation", organisation=council, **stated):
        origin = Origin(source, TODAY, driss.pk)
        said = {**BASE, **stated}
        return add_facility(organisation=organisation, stated=said, origin=origin, actor=acting(driss), at=NOW)

    return added


@pytest.fixture
def merge(driss, acting):
    def merged(kept, hidden, *from_hidden):
        return merge_facilities(
            kept=kept,
            hidden=hidden,
            from_hidden=from_hidden,
            reason="Vu sur place",
            by=driss,
            actor=acting(driss),
            at=NOW,
        )

    return merged


@pytest.fixture
def unmerge(driss, acting):
    return lambda merge: unmerge_facilities(merge=merge, by=driss, actor=acting(driss), at=NOW)


def again(facility):
    return Facility.objects.get(pk=facility.pk)


def everything():
    """Return all that is kept of facilities but the history of it and when it was written."""
    facilities = {row.pop("id"): row for row in Facility.objects.order_by("id").values()}
    for row in facilities.values():
        row.pop("updated_at")
    facts = set(FacilityFact.objects.values_list("facility", "field", "source", "verified_by", "verified_on"))
    return facilities, facts, {key: state_of(Facility.objects.get(pk=key)) for key in facilities}


def test_one_is_kept_with_the_values_chosen_and_the_other_hidden(add, merge):
    two_doctors = {"post.doctor": {"in_post": 2.0, "norm": None}}
    kept, hidden = add(beds=4), add("Association", name_fr="CS Tabant", **two_doctors)

    merge(kept, hidden, "post.doctor")

    assert state_of(again(kept)) == {**BASE, "beds": 4, **two_doctors}
    assert (again(kept).doctors, again(hidden).merged_into) == (2.0, kept)
    assert again(kept).facts.get(field="post.doctor").source == "Association"
    assert again(kept).facts.get(field="beds").source == "Délégation"


def test_what_is_hidden_is_in_no_list_and_found_through_the_one_kept(add, merge, acting, driss):
    kept = add(code="A", position=[31.66, -6.4])
    hidden = add(name_fr="Dispensaire Aguerd", code="B", position=[31.66, -6.4])
    first = add(name_fr="Poste ancien")
    merge(hidden, first)
    merge(kept, hidden)

    listed = facilities_of(acting(driss))
    asked = FacilityFilter(TODAY, words=sounds_asked("Agerd"))

    assert list(listed) == list(facilities_asked(listed, asked)) == [kept]
    assert list(sites_of_care("MA", levels=range(3))) == [kept]
    assert set(ids_answered_for(kept)) == {kept.pk, hidden.pk, first.pk}
    assert survivor_of(again(first)) == kept


def test_what_is_seen_of_a_hidden_one_verifies_the_one_kept(add, merge):
    kept, hidden = add(), add()
    merge(kept, hidden)

    verify_facts(facility=again(hidden), fields=["status"], source="Caravane", by="Driss", on=TODAY)

    assert kept.facts.get(field="status").verified_by == "Driss"


def test_a_list_that_names_what_is_hidden_updates_the_one_kept(add, merge, begin, driss, acting):
    kept, hidden = add(code="A"), add(code="B")
    merge(kept, hidden)
    draft = begin("code,nom,type,code_commune,lits,médecins\nB,Centre,CSR1,05.081.03.09,3,2\n")
    draft.decisions = {"all": "update"}
    draft.columns["doctors"] = "médecins"
    draft.save()

    store_import(draft=draft, actor=acting(driss), at=NOW)

    assert (again(kept).doctors, again(kept).beds, again(kept).code) == (2.0, 3, "A")
    assert (again(hidden).doctors, again(hidden).beds) == (None, None)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=SOME, other=SOME, chosen=st.sets(st.sampled_from([*FULL, "opening.3", "post.nurse", "equipment.oxygen"])))
def test_a_merge_taken_back_leaves_both_as_they_were(add, merge, unmerge, one, other, chosen):
    kept, hidden = add(**one | {"code": None}), add("Association", **other | {"code": None})
    verify_facts(facility=hidden, fields=["status"], source="Visite", by="Aminata", on=TODAY)
    before = everything()

    stays = unmerge(merge(again(kept), again(hidden), *chosen))

    assert (stays, everything()) == ([], before)
    FacilityMerge.objects.all().delete()
    Facility.objects.all().delete()


def test_what_changed_since_the_merge_stays_as_it_is(add, merge, unmerge):
    kept, hidden = add(), add(beds=8, status="closed")
    merged = merge(kept, hidden, "beds", "status")
    at = NOW + dt.timedelta(days=1)
    write_facts(facility=again(kept), stated={"beds": 12}, origin=Origin("Appel", TODAY, None), at=at)

    stays = unmerge(merged)

    assert stays == ["beds"]
    assert state_of(again(kept)) == {**BASE, "beds": 12}
    assert state_of(again(hidden)) == {**BASE, "beds": 8, "status": "closed"}


def test_two_people_decide_of_the_same_pair(add, merge, unmerge):
    kept, hidden = add(), add()
    merged = merge(kept, hidden)

    with pytest.raises(MergedAlready):
        merge(hidden, kept)
    with pytest.raises(SameFacility):
        merge(kept, kept)
    unmerge(merged)
    with pytest.raises(UndoneAlready):
        unmerge(merged)

    assert FacilityMerge.objects.count() == 1


def test_pairs_are_alike_by_name_nearby_or_by_code_and_asked_about_once(add, driss, acting, other_association):
    one = add(position=[31.66, -6.4])
    near = add(name_fr="Centre de Tabbant", position=[31.661, -6.4])
    coded = add(name_fr="Autre", code="A", position=[31.9, -6.4])
    foreign = add(name_fr="Différent", code="A", position=[31.7, -6.4], organisation=other_association)
    add(position=[31.8, -6.4])

    def pairs():
        return {frozenset({pair.first, pair.second}) for pair in likely_pairs(Facility.objects.all())}

    assert pairs() == {frozenset({one.pk, near.pk}), frozenset({coded.pk, foreign.pk})}
    keep_apart(one=near, other=one, by=driss, actor=acting(driss), at=NOW)
    keep_apart(one=one, other=near, by=driss, actor=acting(driss), at=NOW)

    assert pairs() == {frozenset({coded.pk, foreign.pk})}
    assert DifferentPair.objects.count() == 1


def test_the_code_is_never_chosen():
    assert differing_fields({"code": "A", "beds": 1}, {"code": "B", "beds": 2}) == ["beds"]
