import datetime as dt
import io
import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW, TODAY
from twiza.facilities.actions.facts import Origin, write_facts
from twiza.facilities.models import ChangeProposal, DifferentPair, Facility, FacilityMerge, ProposalState
from twiza.facilities.queries.states import state_of
from twiza.facilities.tests.stated import FULL

pytestmark = pytest.mark.usefixtures("places", "facility_types")
GIVEN = {
    "name_fr": "Centre",
    "type": "CSR1",
    "place_code": "05.081.03.09",
    "status": "open",
    "post_doctor_in_post": "2",
    "why": "L'affiche le dit.",
    "source": "J'y suis allée",
    "happened_on": TODAY.isoformat(),
}


@pytest.fixture
def facility(make_facility):
    return make_facility("Centre")


@pytest.fixture
def propose(browser_of, aminata, facility):
    def sent(person=aminata, **more):
        given = {**GIVEN, "keeper": facility.organisation_id, "shown_at": facility.updated_at.isoformat(), **more}
        return browser_of(person).post(reverse("facility_propose", args=[facility.pk]), given)

    return sent


@pytest.fixture
def answer(browser_of, driss):
    def sent(person=driss, **given):
        proposal = ChangeProposal.objects.get()
        page = browser_of(person).get(reverse("facility_proposal", args=[proposal.pk]))
        seen = page.context["seen"] if page.context else ""
        address = reverse("facility_proposal_answer", args=[proposal.pk])
        return browser_of(person).post(address, {"seen": seen, **given})

    return sent


def photograph():
    content = io.BytesIO()
    Image.new("RGB", (9, 9)).save(content, "PNG")
    return ContentFile(content.getvalue(), name="affiche.png")


def test_somebody_proposes_with_her_evidence_and_reads_what_became_of_it(
    propose, answer, browser_of, aminata, facility
):
    propose(evidence=photograph())
    answer(accept="1")

    proposal = ChangeProposal.objects.get()
    page = browser_of(aminata).get(reverse("own_facility_proposals"))
    assert (list(page.context["page"]), proposal.state) == ([proposal], ProposalState.ACCEPTED)
    assert (proposal.evidence_name, proposal.evidence_type) == ("affiche.png", "image/jpeg")
    assert {fact.field for fact in proposal.facts.all()} == {"post.doctor"}
    assert state_of(Facility.objects.get())["post.doctor"] == {"in_post": 2.0, "norm": None}
    fact = Facility.objects.get().facts.get()
    assert (fact.verified_by, fact.verified_on) == ("Driss (Conseil provincial)", TODAY)


def test_a_refusal_without_a_reason_changes_nothing_and_says_so(propose, answer):
    propose()

    again = answer(reason="")

    assert again.status_code == 422
    assert "Say why: the person who proposed it will read it." in again.content.decode()
    assert ChangeProposal.objects.get().state == ProposalState.PROPOSED


def test_the_second_verifier_is_told_kindly(propose, answer, manager):
    propose()
    answer(accept="1")

    again = answer(manager, reason="Non")

    assert again.status_code == 422
    assert "Driss answered this proposal already: Accepted." in again.content.decode()


def test_what_changed_since_is_shown_beside_what_was(propose, browser_of, driss, facility):
    propose(status="closed")
    origin = Origin("Appel", TODAY, driss.pk)
    write_facts(facility=facility, stated={"status": "without_staff"}, origin=origin, at=NOW)

    page = browser_of(driss).get(reverse("facility_proposal", args=[ChangeProposal.objects.get().pk]))

    row = next(row for row in page.context["rows"] if row.label == "Status")
    assert (row.old, row.now, row.new, row.has_changed) == ("Open", "Without staff", "Closed", True)


def test_an_answer_to_what_is_no_more_shown_is_asked_again(propose, browser_of, driss, facility):
    propose()
    proposal = ChangeProposal.objects.get()

    again = browser_of(driss).post(
        reverse("facility_proposal_answer", args=[proposal.pk]), {"seen": "old", "accept": "1"}, follow=True
    )

    assert "has changed since this page was shown" in again.content.decode()
    assert ChangeProposal.objects.get().state == ProposalState.PROPOSED


def test_a_proposal_and_its_evidence_are_there_for_nobody_else(propose, browser_of, chama, bakary, driss, aminata):
    propose(evidence=photograph())
    proposal = ChangeProposal.objects.get()
    addresses = [reverse(name, args=[proposal.pk]) for name in ("facility_proposal", "facility_evidence")]

    statuses = {
        person.name: [browser_of(person).get(address).status_code for address in addresses]
        for person in (aminata, driss, bakary, chama)
    }

    assert statuses == {"Aminata": [200, 200], "Driss": [200, 200], "Bakary": [404, 404], "Chama": [404, 404]}
    answer = browser_of(chama).post(reverse("facility_proposal_answer", args=[proposal.pk]), {"accept": "1"})
    withdrawal = browser_of(chama).post(reverse("facility_proposal_withdraw", args=[proposal.pk]))
    assert (answer.status_code, withdrawal.status_code) == (404, 404)
    assert ChangeProposal.objects.get().state == ProposalState.PROPOSED
    assert AuditEntry.objects.filter(outcome="evidence read").count() == 2


def test_an_outsider_proposes_too_and_withdraws(propose, browser_of, chama):
    propose(chama)
    proposal = ChangeProposal.objects.get()

    browser_of(chama).post(reverse("facility_proposal_withdraw", args=[proposal.pk]))

    assert ChangeProposal.objects.get().state == ProposalState.WITHDRAWN


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"post_doctor_in_post": ""}, "Nothing differs"),
        ({"why": ""}, "required"),
        ({"happened_on": "2999-01-01"}, "future"),
        ({"evidence": ContentFile(b"<script>", name="photo.jpg")}, "not a photograph"),
        ({"place_code": "99"}, "No place has this code"),
        ({"shown_at": "2020-01-01T00:00:00+00:00"}, "changed this facility while you wrote"),
    ],
)
def test_a_proposal_that_makes_no_sense_says_why_and_keeps_nothing(propose, wrong, error):
    page = propose(**wrong)

    assert (page.status_code, error in page.content.decode()) == (422, True)
    assert ChangeProposal.objects.count() == 0


def test_a_missing_facility_is_proposed_to_who_keeps_the_list_there(browser_of, aminata, facility, answer):
    given = {**GIVEN, "name_fr": "Dispensaire", "type": "DR", "keeper": facility.organisation_id}

    browser_of(aminata).post(reverse("facility_propose_new"), given)
    answer(accept="1")

    added = Facility.objects.exclude(pk=facility.pk).get()
    assert (added.names, added.organisation, added.doctors) == ({"fr": "Dispensaire"}, facility.organisation, 2.0)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_proposals_ask_as_often_for_one_as_for_three(
    browser_of, driss, aminata, propose, count, django_assert_num_queries
):
    for _number in range(count):
        propose()
    verifier, proposer = browser_of(driss), browser_of(aminata)

    with django_assert_num_queries(8):
        queue = verifier.get(reverse("facility_proposals"))
    with django_assert_num_queries(7):
        mine = proposer.get(reverse("own_facility_proposals"))

    assert len(queue.context["page"]) == len(mine.context["page"]) == count


def test_the_page_of_a_facility_says_what_is_there_what_is_missing_and_who_said_so(browser_of, driss, add):
    facility = add({**FULL, "code": "T9"})
    page = browser_of(driss).get(reverse("facility", args=[facility.pk]))

    shown = page.context["shown"]
    assert [(row.name, row.line.in_post, row.line.missing) for row in shown.staff] == [
        ("Doctors", 1.0, 1.0),
        ("Nurses", None, None),
        ("Midwives", None, None),
        ("Drivers", None, None),
    ]
    assert shown.openings[0] == ("Monday", "08:30-12:00, 14:00-16:30")
    assert shown.visits == [("Aït Abbas", "weeks 2, 15, 28")]
    assert [row.is_expired for row in shown.authorisations] == [True]
    assert {row.source for row in shown.facts} == {"Tournée de mai"}
    assert shown.worst == "never"
    assert "Doctors: 1 missing against the norm." in shown.missing
    assert "Its authorisation has run out." in shown.missing


def test_who_keeps_a_facility_says_that_she_saw_it(browser_of, driss, chama, add):
    facility = add()
    given = {"facts": ["status", "post.doctor"], "source": "Visite", "verified_on": TODAY.isoformat()}
    address = reverse("facility_verify", args=[facility.pk])

    refused = browser_of(chama).post(address, given)
    browser_of(driss).post(address, given)
    browser_of(driss).post(address, given | {"facts": ["beds"], "verified_on": "2999-01-01"})

    assert refused.status_code == 404
    verified = facility.facts.filter(verified_on=TODAY).values_list("field", "verified_by")
    assert set(verified) == {
        ("status", "Driss (Conseil provincial)"),
        ("post.doctor", "Driss (Conseil provincial)"),
    }


def test_a_facility_is_shown_as_it_was(browser_of, driss, add):
    facility = add()
    later = NOW + dt.timedelta(days=3)
    write_facts(facility=facility, stated={"beds": 9}, origin=Origin("Appel", later.date(), driss.pk), at=later)
    browser, address = browser_of(driss), reverse("facility_history", args=[facility.pk])

    beds = {
        day: (browser.get(address, {"on": day.isoformat()}).context["state"] or {}).get("beds")
        for day in (TODAY - dt.timedelta(days=1), TODAY, TODAY + dt.timedelta(days=3))
    }

    assert list(beds.values()) == [None, 6, 9]
    assert browser.get(address, {"on": "hier"}).status_code == 422
    whole = browser.get(address)
    assert (whole.context["rows"][0].label, whole.context["rows"][0].old, whole.context["rows"][0].new) == (
        "Beds",
        "6",
        "9",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_as_it_was_asks_as_often_for_one_as_for_three(
    browser_of,
    driss,
    add,
    count,
    django_assert_num_queries,
):
    for number in range(count):
        add({**FULL, "code": f"T{number}"})
    browser = browser_of(driss)

    with django_assert_num_queries(14):
        page = browser.get(reverse("facilities_on"), {"on": TODAY.isoformat(), "q": "tabbant", "type": "CSR2"})

    assert [one.name for one in page.context["page"]] == ["Centre de Tabant"] * count
    assert list(browser.get(reverse("facilities_on"), {"on": "2020-01-01"}).context["page"]) == []


def test_the_map_gets_its_points_as_they_are_asked_for(browser_of, driss, add):
    facility = add()
    browser = browser_of(driss)

    points = {
        name: [one["properties"]["key"] for one in json.loads(browser.get(reverse(name), asked).content)["features"]]
        for name, asked in (
            ("facilities_points", {"q": "tabant"}),
            ("facilities_on_points", {"on": TODAY.isoformat(), "status": "open"}),
        )
    }

    assert points == {name: [str(facility.pk)] for name in points}
    assert json.loads(browser.get(reverse("facilities_points"), {"status": "closed"}).content)["features"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_to_verify_asks_as_often_for_one_as_for_three(
    browser_of,
    driss,
    add,
    count,
    django_assert_num_queries,
):
    for number in range(count):
        add({**FULL, "code": f"T{number}"})
    browser = browser_of(driss)

    with django_assert_num_queries(10):
        page = browser.get(reverse("facilities_to_verify"), {"sort": "people"})

    assert [row.never_count for row, _facility in page.context["rows"]] == [13] * count


def test_an_empty_list_is_not_said_to_be_fresh(browser_of, driss):
    page = browser_of(driss).get(reverse("facilities_to_verify"))

    assert (page.context["rows"], page.context["has_facilities"]) == ([], False)


@pytest.fixture
def pair(add, facility):
    one, other = add({**FULL, "code": "T1"}), add({**FULL, "code": "T2", "beds": 9})
    facility.delete()
    return reverse("facility_pair", args=[one.pk, other.pk]), one, other


def test_a_pair_is_merged_as_chosen_and_taken_back(browser_of, driss, pair, django_assert_num_queries):
    (address, one, other), browser = pair, browser_of(driss)
    with django_assert_num_queries(11):
        listed = browser.get(reverse("facility_duplicates"))

    browser.get(address)
    browser.post(address, {"decision": "first", "value_beds": "second", "reason": "Vu"})

    assert [{first, second} for _pair, first, second in listed.context["rows"]] == [{one, other}]
    assert Facility.objects.get(pk=one.pk).beds == 9
    browser.post(reverse("facility_unmerge", args=[FacilityMerge.objects.get().pk]))
    assert (Facility.objects.get(pk=one.pk).beds, Facility.objects.get(pk=other.pk).merged_into) == (6, None)


def test_a_pair_that_is_different_is_asked_about_no_more(browser_of, driss, pair):
    browser = browser_of(driss)

    browser.post(pair[0], {"decision": "different"})

    assert DifferentPair.objects.count() == 1
    assert browser.get(reverse("facility_duplicates")).context["rows"] == []


def test_nobody_else_decides_of_our_pairs(browser_of, chama, driss, pair):
    statuses = [browser_of(chama).get(pair[0]).status_code, browser_of(chama).post(pair[0]).status_code]

    assert statuses == [404, 404]
    assert browser_of(chama).get(reverse("facility_duplicates")).context["rows"] == []


def test_one_hides_only_what_is_of_ones_own_list(browser_of, driss, pair, other_association):
    address, one, other = pair
    Facility.objects.filter(pk=other.pk).update(organisation=other_association)
    browser = browser_of(driss)

    browser.post(address, {"decision": "first"})
    browser.post(address, {"decision": "second", "value_beds": "first"})
    assert FacilityMerge.objects.count() == 0

    browser.post(address, {"decision": "second", "value_beds": "second"})
    assert Facility.objects.get(pk=one.pk).merged_into_id == other.pk
