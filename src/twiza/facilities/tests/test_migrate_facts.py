from importlib import import_module

from django.apps import apps

from twiza.conftest import NOW, TODAY
from twiza.facilities.models import Facility, FacilityChange, FacilityService, Service
from twiza.facilities.queries.history import state_at
from twiza.facilities.queries.states import state_of

migration = import_module("twiza.facilities.migrations.0004_facts_of_what_is_there")


def test_nothing_that_was_said_is_lost(make_facility):
    made = make_facility(
        "Centre", code="A", doctors=2.0, nurses=0.0, lat=31.66, lon=-6.4, verified_by="Délégation", verified_on=TODAY
    )
    FacilityService.objects.create(facility=made, service=Service.objects.get(code="vaccination"), supply=0.5)
    before = Facility.objects.values().get()

    migration.write_what_is_there(apps, None)

    facility = Facility.objects.get()
    assert Facility.objects.values().get() == before
    assert state_of(facility) == {
        "name_fr": "Centre",
        "code": "A",
        "type": "CSR1",
        "place": "MA/05/05.081/05.081.03.09",
        "position": [31.66, -6.4],
        "is_mobile": False,
        "status": "open",
        "service.vaccination": {"supply": 0.5},
        "post.doctor": {"in_post": 2.0, "norm": None},
        "post.nurse": {"in_post": 0.0, "norm": None},
    }
    assert state_at(facility, NOW) == state_of(facility)
    assert set(facility.facts.values_list("field", "source", "verified_by", "verified_on")) == {
        (field, "Tournée de mai", "Délégation", TODAY)
        for field in ("identity", "place", "status", "service.vaccination", "post.doctor", "post.nurse")
    }
    assert FacilityChange.objects.get().happened_on == TODAY
