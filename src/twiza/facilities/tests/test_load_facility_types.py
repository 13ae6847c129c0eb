from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import FacilityType, Service


def test_loaded_twice_is_loaded_once(db):
    first = load_shipped_types()

    again = load_shipped_types()

    assert again == first == {"facility_types": 20, "services": 55}


def test_a_type_that_extends_another_offers_what_it_offers_and_more(facility_types):
    basic = set(facility_types["CSR1"].services.values_list("code", flat=True))

    larger = set(facility_types["CSR2"].services.values_list("code", flat=True))

    assert larger - basic == {
        "accouchement",
        "urgences_medicales_proximite",
        "laboratoire_base",
        "echographie_base",
        "dentaire",
    }
    assert basic - larger == set()


def test_a_norm_that_nobody_set_is_empty(facility_types):
    rural_centre, cscom = facility_types["CSR1"], facility_types["CSCOM"]

    assert (rural_centre.norm_people, rural_centre.norm_radius_km, rural_centre.norm_evidence) == (None, None, "")
    assert (cscom.norm_people, cscom.norm_radius_km, cscom.norm_evidence) == (5000, 15, "seen_secondary")


def test_every_type_and_service_speaks_french_arabic_and_english(facility_types):
    named = [*FacilityType.objects.all(), *Service.objects.all()]

    lacking = [one.code for one in named if set(one.names) != {"fr", "ar", "en"} or not all(one.names.values())]

    assert lacking == []
