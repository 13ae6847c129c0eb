"""What is due: proved, accepted, given up, and each taken back."""

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.errors import DomainError
from twiza.funding.actions.changing import ConventionNotYours
from twiza.funding.actions.deadlines import (
    AlreadyDecided,
    AlreadyHandedIn,
    NotPossible,
    ProofMissing,
    accept_proof,
    give_up_deadline,
    hand_in_proof,
    reopen_deadline,
    restore_proof,
    withdraw_proof,
)
from twiza.funding.actions.lines import add_line, remove_line
from twiza.funding.models import ConventionParty, Deadline, Proof
from twiza.funding.queries.deadlines import (
    DeadlineFilter,
    deadlines_asked,
    deadlines_of,
    figures_by_party,
    kept_by,
    with_words,
)
from twiza.funding.schedule import Kept, Standing
from twiza.funding.tests.conftest import a_pdf


@pytest.fixture
def handed(deadline, ghita, acting) -> Proof:
    """Return the proof that the partner handed in, three weeks late."""
    return hand_in_proof(deadline=deadline, upload=a_pdf(), handed_on=TODAY, actor=acting(ghita), at=NOW)


def test_a_proof_waits_for_another_party_who_accepts_it(handed, ghita, manager, acting):
    with pytest.raises(ConventionNotYours):
        accept_proof(deadline=handed.deadline, actor=acting(ghita), at=NOW)

    done = accept_proof(deadline=handed.deadline, actor=acting(manager), at=NOW)

    assert (done.outcome, done.handed_on, done.decided_by, done.decided_at) == ("done", TODAY, manager, NOW)


def test_who_owes_to_nobody_with_an_account_accepts_her_own_proof(convention, manager, acting):
    actor, party = acting(manager), convention.parties.get()
    from_amal = ConventionParty(convention=convention, name="Fondation Amal", part="Bailleur")
    add_line(line=from_amal, actor=actor, at=NOW)
    line = party.obligations.model(convention=convention, owed_by=party, text="Rapport", due_on=TODAY)
    due = add_line(line=line, actor=actor, at=NOW).deadlines.get()
    hand_in_proof(deadline=due, upload=a_pdf(), handed_on=TODAY, actor=actor, at=NOW)

    assert accept_proof(deadline=due, actor=actor, at=NOW).outcome == "done"


def test_nothing_is_accepted_without_a_proof(deadline, manager, acting):
    with pytest.raises(ProofMissing):
        accept_proof(deadline=deadline, actor=acting(manager), at=NOW)

    assert Deadline.objects.get().outcome == "open"


@pytest.mark.parametrize("who", ["chama", "aminata", "esther"])
def test_a_stranger_hands_in_nothing(deadline, acting, request, who):
    with pytest.raises(ConventionNotYours):
        hand_in_proof(
            deadline=deadline,
            upload=a_pdf(),
            handed_on=TODAY,
            actor=acting(request.getfixturevalue(who)),
            at=NOW,
        )

    assert Proof.objects.count() == 0


def test_the_same_document_is_handed_in_once(handed, ghita, acting):
    with pytest.raises(AlreadyHandedIn):
        hand_in_proof(deadline=handed.deadline, upload=a_pdf(), handed_on=TODAY, actor=acting(ghita), at=NOW)

    assert Proof.objects.count() == 1


@pytest.mark.parametrize("name", ["rapport.exe", "rapport.pdf"])
def test_what_is_no_document_is_refused(deadline, ghita, acting, name):
    upload = a_pdf(name)
    upload.file.seek(0)
    upload.file.write(b"MZ")
    upload.file.seek(0)

    with pytest.raises(DomainError):
        hand_in_proof(deadline=deadline, upload=upload, handed_on=TODAY, actor=acting(ghita), at=NOW)

    assert Proof.objects.count() == 0


def test_a_day_to_come_is_refused(deadline, ghita, acting):
    tomorrow = TODAY + dt.timedelta(days=1)

    with pytest.raises(NotPossible):
        hand_in_proof(deadline=deadline, upload=a_pdf(), handed_on=tomorrow, actor=acting(ghita), at=NOW)


def test_a_withdrawn_proof_makes_it_due_again_and_comes_back(handed, ghita, manager, acting):
    accept_proof(deadline=handed.deadline, actor=acting(manager), at=NOW)

    open_again = withdraw_proof(proof=handed, actor=acting(ghita), at=NOW)
    assert (open_again.outcome, open_again.handed_on, open_again.decided_by) == ("open", None, None)

    back = restore_proof(proof=handed, actor=acting(ghita), at=NOW)
    assert (back.outcome, back.handed_on) == ("open", TODAY)


def test_giving_up_needs_a_reason_and_is_taken_back(deadline, manager, ghita, acting):
    with pytest.raises(NotPossible):
        give_up_deadline(deadline=deadline, reason=" ", actor=acting(manager), at=NOW)
    with pytest.raises(ConventionNotYours):
        give_up_deadline(deadline=deadline, reason="Sans objet", actor=acting(ghita), at=NOW)

    given_up = give_up_deadline(deadline=deadline, reason="Sans objet", actor=acting(manager), at=NOW)
    with pytest.raises(AlreadyDecided):
        hand_in_proof(deadline=given_up, upload=a_pdf(), handed_on=TODAY, actor=acting(ghita), at=NOW)

    reopened = reopen_deadline(deadline=given_up, actor=acting(manager), at=NOW)
    assert (reopened.outcome, reopened.reason) == ("open", "")


def test_what_is_late_is_listed_by_party_with_what_was_kept(owe, manager, ghita, acting):
    in_time = owe("À temps").deadlines.get()
    hand_in_proof(deadline=in_time, upload=a_pdf(), handed_on=dt.date(2026, 10, 30), actor=acting(ghita), at=NOW)
    accept_proof(deadline=in_time, actor=acting(manager), at=NOW)
    late = owe("En retard", dt.date(2026, 11, 12)).deadlines.get()
    owe("À faire aujourd’hui", TODAY)
    owe("À venir", dt.date(2026, 12, 31))
    removed = owe("Retirée")
    remove_line(line=removed, actor=acting(manager), at=NOW)
    seen = deadlines_of(acting(manager))

    [figures] = figures_by_party(seen, TODAY)

    assert list(deadlines_asked(seen, DeadlineFilter(standing=Standing.LATE), TODAY)) == [late]
    assert (figures.late, figures.most_days, figures.kept) == (1, 10, Kept(in_time=1, due=2))
    assert kept_by(seen, TODAY) == Kept(in_time=1, due=2)
    assert list(deadlines_of(acting(ghita)).order_by("pk")) == list(seen.order_by("pk"))


def test_a_stranger_sees_nothing_that_is_due(deadline, chama, acting):
    assert list(deadlines_of(acting(chama))) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_what_is_due_asks_once(owe, manager, acting, django_assert_num_queries, count):
    for number in range(count):
        owe(f"Rapport {number}")
    actor = acting(manager)

    with django_assert_num_queries(1):
        found = [
            (one.obligation.convention.file.title, one.obligation.owed_by.organisation.names)
            for one in with_words(deadlines_of(actor))
        ]

    assert len(found) == count
