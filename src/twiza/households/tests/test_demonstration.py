"""The families of a demonstration are the same for one seed, nobody's, and hold what people get wrong."""

from __future__ import annotations

from twiza.conftest import NOW
from twiza.households.actions.demonstration import make_families
from twiza.households.jobs import compare_people
from twiza.households.models import Household, Person
from twiza.households.queries.alike import pairs_to_decide


def test_the_same_seed_makes_the_same_families_once(quarter, agent):
    sent = {"number": 3, "places": [quarter], "actor": agent, "at": NOW, "seed": 1}

    first, again = make_families(**sent), make_families(**sent)

    assert again == first
    assert Household.objects.count() == 3
    assert all("(démonstration)" in one.landmark for one in first)


def test_the_twelfth_family_is_registered_twice_and_found(quarter, agent, supervisor):
    families = make_families(number=12, places=[quarter], actor=agent, at=NOW, seed=2)
    compare_people(NOW)

    twice = [set(one.members.values_list("person", flat=True)) for one in families[-2:]]
    found = [{pair.first.pk, pair.second.pk} for pair in pairs_to_decide(supervisor)]

    assert len(families) == 13
    assert any(one & twice[0] and one & twice[1] for one in found)
    assert not Person.objects.filter(name="").exists()
