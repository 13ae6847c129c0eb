import dataclasses
import datetime as dt

import pytest

from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.documents.evidence import EvidenceFile
from twiza.facilities.actions.facts import Origin, write_facts
from twiza.facilities.actions.merges import merge_facilities
from twiza.facilities.actions.proposals import (
    AlreadyAnswered,
    FactChangedMeanwhile,
    NothingProposed,
    OwnProposal,
    Proposer,
    ReasonMissing,
    TrueLater,
    WhyMissing,
    accept_proposal,
    propose_change,
    propose_facility,
    refuse_proposal,
    withdraw_proposal,
)
from twiza.facilities.models import ChangeProposal, Facility, FacilityChange, ProposalState
from twiza.facilities.queries.proposals import (
    keeping_organisations,
    own_proposals,
    proposals_to_answer,
    readable_proposals,
    seen_token,
)
from twiza.facilities.queries.states import state_of

pytestmark = pytest.mark.usefixtures("facility_types")
TABANT = "MA/05/05.081/05.081.03.09"
TWO_DOCTORS = {"post.doctor": {"in_post": 2.0, "norm": None}}


@pytest.fixture
def facility(make_facility):
    return make_facility("Centre de Tabant")


@pytest.fixture
def proposer(aminata, association):
    evidence = EvidenceFile("affiche.jpg", "image/jpeg", b"picture")
    return Proposer(aminata, association, "L'affiche le dit.", "J'y suis allée", TODAY, evidence)


@pytest.fixture
def propose(facility, proposer, acting):
    def proposed(stated=TWO_DOCTORS, by=proposer):
        return propose_change(facility=facility, stated=stated, proposer=by, actor=acting(by.person), at=NOW)

    return proposed


@pytest.fixture
def accept(acting):
    def accepted(proposal, by, seen=None):
        changes = {fact.field: fact.new for fact in proposal.facts.all()}
        state = state_of(proposal.facility) if proposal.facility else {}
        return accept_proposal(
            proposal=proposal,
            seen=seen or seen_token(changes, state),
            by=by,
            verified_by=by.name,
            actor=acting(by),
            at=NOW,
        )

    return accepted


def test_a_proposal_changes_nothing_until_it_is_accepted(propose, facility, accept, driss):
    before = state_of(facility)

    proposal = propose({**TWO_DOCTORS, "status": "closed"})

    assert state_of(facility) == before
    assert {fact.field: (fact.old, fact.new) for fact in proposal.facts.all()} == {
        "status": ("open", "closed"),
        "post.doctor": (None, {"in_post": 2.0, "norm": None}),
    }
    accept(proposal, driss)
    assert state_of(Facility.objects.get()) == {**before, **TWO_DOCTORS, "status": "closed"}


def test_what_was_accepted_says_who_said_it_and_who_verified_it(propose, facility, accept, driss):
    accept(propose(), driss)

    fact, change, proposal = facility.facts.get(), FacilityChange.objects.get(), ChangeProposal.objects.get()
    assert (fact.field, fact.source, fact.verified_by, fact.verified_on) == (
        "post.doctor",
        "J'y suis allée",
        "Driss",
        TODAY,
    )
    assert (change.field, change.old, change.new, change.proposal) == (
        "post.doctor",
        None,
        {"in_post": 2.0, "norm": None},
        proposal,
    )
    assert (proposal.state, proposal.decided_by) == (ProposalState.ACCEPTED, driss)
    facility.refresh_from_db()
    assert facility.doctors == 2.0


def test_what_is_true_since_today_is_proposed_in_the_first_hour_of_the_day(proposer, acting, facility):
    after_midnight = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    today = dataclasses.replace(proposer, happened_on=dt.date(2026, 11, 23))

    proposal = propose_change(
        facility=facility, stated=TWO_DOCTORS, proposer=today, actor=acting(proposer.person), at=after_midnight
    )

    assert proposal.happened_on == dt.date(2026, 11, 23)


def test_a_facility_that_is_missing_is_added_once_accepted(proposer, acting, council, places, accept, driss):
    stated = {"name_fr": "Dispensaire", "type": "DR", "place": TABANT, "is_mobile": False, "status": "open"}
    proposal = propose_facility(
        organisation=council,
        place=places["05.081.03.09"],
        stated=stated,
        proposer=proposer,
        actor=acting(proposer.person),
        at=NOW,
    )
    assert Facility.objects.count() == 0

    added = accept(proposal, driss)

    assert (added.organisation, state_of(Facility.objects.get())) == (council, stated)


def test_what_changed_meanwhile_is_not_written_over_unseen(propose, facility, accept, driss):
    proposal = propose()
    seen = seen_token(TWO_DOCTORS, state_of(facility))
    origin = Origin("Un appel", TODAY, driss.pk)
    write_facts(facility=facility, stated={"post.doctor": {"in_post": 1.0, "norm": None}}, origin=origin, at=NOW)

    with pytest.raises(FactChangedMeanwhile):
        accept(proposal, driss, seen)

    assert state_of(facility)["post.doctor"]["in_post"] == 1.0
    assert ChangeProposal.objects.get().state == ProposalState.PROPOSED


def test_the_second_of_two_verifiers_is_told_who_was_first(propose, accept, driss, manager, acting):
    proposal = propose()
    accept(proposal, driss)
    changes = FacilityChange.objects.count()

    with pytest.raises(AlreadyAnswered, match="Driss answered this proposal already: Accepted"):
        accept(proposal, manager)
    with pytest.raises(AlreadyAnswered):
        refuse_proposal(proposal=proposal, reason="Non", by=manager, actor=acting(manager), at=NOW)

    assert FacilityChange.objects.count() == changes


def test_a_refusal_has_a_reason(propose, driss, acting, facility):
    proposal = propose()

    with pytest.raises(ReasonMissing):
        refuse_proposal(proposal=proposal, reason=" ", by=driss, actor=acting(driss), at=NOW)
    refuse_proposal(proposal=proposal, reason="Le poste est vacant.", by=driss, actor=acting(driss), at=NOW)

    kept = ChangeProposal.objects.get()
    assert (kept.state, kept.reason) == (ProposalState.REFUSED, "Le poste est vacant.")
    assert "post.doctor" not in state_of(facility)


def test_nobody_verifies_her_own_proposal_unless_she_is_alone(propose, council, driss, accept, make_person):
    own = Proposer(driss, council, "Vu", "Visite", TODAY)
    alone = propose({"beds": 4}, own)
    accept(alone, driss)
    malika = make_person("Malika", council, Role.MANAGER)
    not_alone = propose(TWO_DOCTORS, own)

    with pytest.raises(OwnProposal):
        accept(not_alone, driss)

    accept(not_alone, malika)
    assert list(ChangeProposal.objects.values_list("state", flat=True)) == ["accepted", "accepted"]


def test_somebody_who_verifies_elsewhere_leaves_her_alone(propose, council, driss, accept, make_person):
    make_person("Hamid", council, Role.PLANNER, ("MA/08",))
    proposal = propose({"beds": 4}, Proposer(driss, council, "Vu", "Visite", TODAY))

    accept(proposal, driss)

    assert ChangeProposal.objects.get().state == ProposalState.ACCEPTED


def test_one_takes_back_what_nobody_answered(propose, aminata, acting, accept, driss):
    proposal = propose()
    withdraw_proposal(proposal=proposal, by=aminata, actor=acting(aminata), at=NOW)

    with pytest.raises(AlreadyAnswered):
        accept(proposal, driss)


def test_what_was_proposed_of_one_that_was_merged_since_is_written_in_the_one_kept(
    propose, make_facility, facility, driss, acting
):
    proposal, kept = propose(), make_facility("Centre de santé de Tabant")
    merge_facilities(kept=kept, hidden=facility, from_hidden=(), reason="Vu", by=driss, actor=acting(driss), at=NOW)

    written = accept_proposal(
        proposal=proposal,
        seen=seen_token(TWO_DOCTORS, state_of(kept)),
        by=driss,
        verified_by="Driss",
        actor=acting(driss),
        at=NOW,
    )

    assert (written, Facility.objects.get(pk=kept.pk).doctors) == (kept, 2.0)
    assert Facility.objects.get(pk=facility.pk).doctors is None


@pytest.mark.parametrize(
    ("stated", "changed", "error"),
    [
        ({"status": "open"}, {}, NothingProposed),
        (TWO_DOCTORS, {"why": " "}, WhyMissing),
        (TWO_DOCTORS, {"source": ""}, WhyMissing),
        (TWO_DOCTORS, {"happened_on": TODAY.replace(year=2999)}, TrueLater),
    ],
)
def test_a_proposal_without_ground_is_refused(propose, aminata, association, stated, changed, error):
    given = {"why": "Vu", "source": "Visite", "happened_on": TODAY} | changed

    with pytest.raises(error):
        propose(stated, Proposer(aminata, association, **given))

    assert ChangeProposal.objects.count() == 0


def test_who_proposed_and_who_keeps_the_list_read_a_proposal_and_nobody_else(
    propose, aminata, bakary, chama, driss, manager, make_person, council, acting
):
    proposal = propose()
    here = make_person("Ghita", council, Role.PLANNER, ("MA/05",))
    elsewhere = make_person("Hamid", council, Role.PLANNER, ("MA/08",))
    agent = make_person("Amina", council, Role.FIELD_AGENT)

    read = {
        person.name: list(readable_proposals(acting(person))) == [proposal]
        for person in (aminata, bakary, chama, driss, manager, here, elsewhere, agent)
    }

    assert read == {
        "Aminata": True,
        "Bakary": False,
        "Chama": False,
        "Driss": True,
        "Malika": True,
        "Ghita": True,
        "Hamid": False,
        "Amina": False,
    }
    assert (list(own_proposals(acting(driss))), list(proposals_to_answer(acting(aminata)))) == ([], [])


def test_a_new_facility_goes_to_those_who_keep_a_list_there(facility, council, driss, chama, other_association):
    assert keeping_organisations(TABANT, TODAY) == [council]

    Facility.objects.all().delete()

    assert set(keeping_organisations(TABANT, TODAY)) == {council, other_association}
