"""The facilities that a demonstration lists: something to verify, to decide and to answer."""

from __future__ import annotations

from twiza.conftest import NOW, TODAY
from twiza.facilities.actions.demonstration import list_facilities
from twiza.facilities.models import ChangeProposal, Facility
from twiza.facilities.queries.duplicates import likely_pairs
from twiza.organisations.queries import actor_of
from twiza.territory.models import Place


def test_each_is_marked_and_one_of_each_thing_waits_for_somebody(places, facility_types, council, driss, aminata):
    communes = list(Place.objects.filter(kind__code="commune").order_by("path"))

    listed = list_facilities(
        organisation=council,
        communes=[*communes, communes[0]],
        agent=aminata.memberships.get(),
        actor=actor_of(driss, TODAY),
        at=NOW,
    )

    assert [one.pk for one in Facility.objects.order_by("pk")] == [one.pk for one in listed]
    assert {"(démonstration)" in one.names["fr"] for one in listed} == {True}
    assert [one.status for one in listed] == ["open", "open", "without_staff", "closed", "unknown", "open"]
    assert [{pair.first, pair.second} for pair in likely_pairs(Facility.objects.all())] == [
        {listed[0].pk, listed[4].pk}
    ]
    assert [proposal.facility_id for proposal in ChangeProposal.objects.all()] == [listed[1].pk]
