import datetime as dt
import json

import pytest

from twiza.conftest import NOW, TODAY
from twiza.facilities.facts import FACT_OF_FIELD, LINE_TOPICS
from twiza.facilities.freshness import Freshness, freshness, months_before
from twiza.facilities.models import Facility, FacilityFact, FacilityPost, FactPeriod, Profession
from twiza.facilities.queries.facility import FacilityFilter, facilities_asked
from twiza.facilities.queries.freshness import (
    cut_offs,
    facilities_to_verify,
    most_people_first,
    oldest_first,
)
from twiza.facilities.queries.norms import below_norm, staff_against_norm, type_norms, without_norm
from twiza.rulesets.models import Ruleset, RulesetVersion
from twiza.territory.models import PopulationCount, Sex, Source, Universe


@pytest.fixture
def verified(make_facility):
    def made(name, **verified_on):
        facility = make_facility(name)
        for field, day in verified_on.items():
            fact = field.replace("_", ".")
            FacilityFact.objects.create(
                facility=facility,
                topic=fact.partition(".")[0],
                field=fact,
                source="Visite",
                verified_by="Driss" if day else "",
                verified_on=day,
            )
        return facility

    return made


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 2, dt.date(2025, 11, 15)),
        (dt.date(2024, 2, 29), 12, dt.date(2023, 2, 28)),
        (dt.date(2026, 5, 5), 0, dt.date(2026, 5, 5)),
    ],
)
def test_months_before_a_day_end_in_a_month_there_is(day, months, before):
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("verified_on", "cut_off", "expected"),
    [
        (None, TODAY, Freshness.NEVER),
        (TODAY, TODAY, Freshness.FRESH),
        (TODAY - dt.timedelta(days=1), TODAY, Freshness.STALE),
        (dt.date(1990, 1, 1), None, Freshness.FRESH),
    ],
)
def test_a_fact_is_fresh_stale_or_was_never_verified(verified_on, cut_off, expected):
    assert freshness(verified_on, cut_off) == expected


def test_how_long_each_topic_holds_is_ours_to_propose_and_nobody_elses_word_yet(facility_types):
    periods = FactPeriod.objects.order_by("topic").values_list("topic", "evidence")

    assert dict(periods) == dict.fromkeys({*FACT_OF_FIELD.values(), *LINE_TOPICS}, "design")


def test_what_is_oldest_or_concerns_most_people_comes_first(verified, facility_types, places):
    long_ago, before = TODAY - dt.timedelta(days=4_000), TODAY - dt.timedelta(days=300)
    old = verified("Ancien", status=long_ago)
    never = verified("Jamais", status=TODAY, post_doctor=None)
    stale = verified("Vieux", status=before, identity=before)
    verified("Frais", status=TODAY, identity=before)
    Facility.objects.filter(pk=stale.pk).update(place=places["05.081.03.13"])
    source = Source.objects.create(code="test", title="Essai", licence="–", attribution="–", vintage="2024")
    PopulationCount.objects.create(
        place=places["05.081.03.13"], year=2024, universe=Universe.LEGAL, sex=Sex.ALL, people=900, source=source
    )

    rows = facilities_to_verify(Facility.objects.all(), TODAY)

    assert [row.facility_id for row in oldest_first(rows)] == [never.pk, old.pk, stale.pk]
    assert most_people_first(rows)[0].facility_id == stale.pk
    told = {row.facility_id: (row.stale_count, row.never_count, row.oldest, row.people) for row in rows}
    assert told == {
        never.pk: (0, 1, None, None),
        old.pk: (1, 0, long_ago, None),
        stale.pk: (1, 0, before, 900),
    }


def test_a_topic_whose_period_is_not_set_never_goes_stale(verified, facility_types):
    verified("Ancien", status=dt.date(1990, 1, 1))
    FactPeriod.objects.filter(topic="status").update(months=None)

    assert "status" not in cut_offs(TODAY)
    assert facilities_to_verify(Facility.objects.all(), TODAY) == []


def test_the_list_is_asked_for_what_is_old_below_norm_or_without_authority(verified, make_facility, facility_types):
    old, never = verified("A", status=TODAY - dt.timedelta(days=4_000)), verified("B", status=None)
    expired, valid = make_facility("C", doctors=0.0), make_facility("D", doctors=1.0, nurses=3.0)
    mobile = make_facility("E", type=facility_types["UMM"])
    expired.authorisations.create(number="1", valid_until=TODAY - dt.timedelta(days=1))
    valid.authorisations.create(number="1", valid_until=TODAY)
    valid.authorisations.create(number="0", valid_until=TODAY - dt.timedelta(days=900))

    def found(**asked):
        return set(facilities_asked(Facility.objects.all(), FacilityFilter(TODAY, **asked)))

    assert found(age="stale") == {old}
    assert found(age="never") == {never}
    assert found(authority="expired") == {expired}
    assert found(authority="not_said") == {old, never, mobile}
    assert found(norm="below") == {expired}
    assert found(norm="not_set") == {mobile}


def test_a_norm_of_its_own_comes_before_the_norm_of_its_type(make_facility, facility_types):
    facility = make_facility("Centre", doctors=1.0)
    FacilityPost.objects.create(
        facility=facility, profession=Profession.objects.get(code="doctor"), in_post=1.0, norm=2.0
    )
    state = {"post.doctor": {"in_post": 1.0, "norm": 2.0}, "post.driver": {"in_post": 1.0, "norm": None}}

    norms = type_norms(None, TODAY)

    lines = staff_against_norm(state, norms[facility.type_id])

    assert [(line.profession, line.in_post, line.norm and line.norm.posts, line.missing) for line in lines] == [
        ("doctor", 1.0, 2.0, 1.0),
        ("nurse", None, 3.0, None),
        ("driver", 1.0, None, None),
    ]
    assert [line.norm.is_validated for line in lines if line.norm] == [True, False]
    assert list(below_norm(Facility.objects.all(), norms)) == [facility]
    assert list(without_norm(Facility.objects.all(), norms)) == []


def test_norms_of_the_rules_in_force_come_before_our_proposals(make_facility, facility_types, council, manager):
    facility = make_facility("Centre", doctors=1.0, nurses=3.0)
    put_norms_in_force(council.pk, manager, {"CSR1": {"medecin": 2, "infirmier": None}})

    norms = type_norms(council.pk, TODAY)

    assert {code: one.posts for code, one in norms[facility.type_id].items()} == {"doctor": 2.0}
    assert norms[facility.type_id]["doctor"].is_validated
    assert list(below_norm(Facility.objects.all(), norms)) == [facility]
    assert {code: one.posts for code, one in type_norms(None, TODAY)[facility.type_id].items()}["nurse"] == 3.0


def put_norms_in_force(organisation_id, by, staff):
    """Put a ruleset of types of facilities in force for an organisation."""
    types = [{"code": code, "staff_min": posts, "ev": "seen_primary"} for code, posts in staff.items()]
    ruleset = Ruleset.objects.create(
        organisation_id=organisation_id, code="facility_types", country="INT", names={"fr": "Types"}, search_text=""
    )
    RulesetVersion.objects.create(
        ruleset=ruleset,
        number=1,
        version="1",
        state="active",
        content_text=json.dumps({"types": types}),
        content_hash="0",
        made_at=NOW,
        validated_by="Ministère",
        activated_by=by,
        activated_at=NOW,
        activation_reason="Arrêté",
        in_force_from=TODAY,
    )
