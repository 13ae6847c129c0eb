"""Versions of rounds: what an absence moves, what it leaves, who says yes, and the way back."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.accounts.models import AuditEntry
from twiza.case_management.actions.versions import (
    NobodyAbsent,
    NothingBefore,
    VersionOutdated,
    accept_version,
    compute_again,
    go_back,
    start_replanning,
    store_proposal,
)
from twiza.case_management.moves import Move, moves_between
from twiza.case_management.order import date_of, day_of, order_again, visits_by_home
from twiza.case_management.queries.rounds import version_that_holds
from twiza.case_management.tests.conftest import FIRST_DAY
from twiza.conftest import NOW
from twiza.jobs.models import Job

WEDNESDAY = FIRST_DAY + dt.timedelta(days=2)
LATER = NOW + dt.timedelta(hours=1)


def absent(version, agent, *days):
    """Return the proposal for an absence."""
    absences = [(agent, on) for on in days]
    problem, answer = compute_again(version=version, absences=absences, report=lambda share: None)
    return store_proposal(
        version=version,
        absences=absences,
        problem=problem,
        answer=answer,
        made_by_id=version.made_by_id,
        job_id=None,
        at=LATER,
    )


def test_days_before_the_absence_stay_as_they_were(version):
    proposal = absent(version, "Aminata", WEDNESDAY)

    early = day_of(version.plan, WEDNESDAY)
    assert [one for one in proposal.rounds if one["day"] < early] == [
        one for one in version.rounds if one["day"] < early
    ]
    assert ("Aminata", early) not in {(one["agent"], one["day"]) for one in proposal.rounds}


def test_each_home_is_owed_what_it_has_not_had_no_sooner_than_its_gap(version):
    problem = order_again(version, [("Aminata", WEDNESDAY)])

    had = visits_by_home(one for one in version.rounds if one["day"] < 3)
    assert {entry["id"]: entry["visits"] for entry in problem["homes"]} == {
        home: 2 - had[home] for home in ("H1", "H2", "H3", "H4") if had[home] < 2
    }
    last = {home: one["day"] for one in version.rounds if one["day"] < 3 for home in one["homes"]}
    assert all(min(entry["days"]) >= max(3, last.get(entry["id"], 0) + 2) for entry in problem["homes"])


def test_nothing_moves_but_what_must(version):
    hers = next(one for one in version.rounds if one["agent"] == "Aminata")
    on = date_of(version.plan, hers["day"])

    moves = moves_between(version, absent(version, "Aminata", on))

    assert sorted(move.home for move in moves) == sorted(hers["homes"])
    assert {move.before for move in moves} == {(on, "Aminata")}


def test_a_move_says_where_a_visit_was_and_where_it_goes(version):
    other = absent(version, "Aminata", FIRST_DAY)
    version.rounds = [{"agent": "Aminata", "day": 1, "homes": ["H1", "H2"]}]
    other.rounds = [{"agent": "Fanta", "day": 2, "homes": ["H1", "H3"]}]

    assert moves_between(version, other) == [
        Move("H1", (FIRST_DAY, "Aminata"), (FIRST_DAY + dt.timedelta(days=1), "Fanta")),
        Move("H2", (FIRST_DAY, "Aminata"), None),
        Move("H3", None, (FIRST_DAY + dt.timedelta(days=1), "Fanta")),
    ]


def test_a_proposal_holds_only_once_a_person_accepts_it(version, bakary, acting):
    proposal = absent(version, "Aminata", WEDNESDAY)
    before = version_that_holds(version.plan)

    accept_version(version=proposal, actor=acting(bakary), at=LATER)

    assert (before, version_that_holds(version.plan)) == (version, proposal)
    assert proposal.accepted_by == bakary
    assert list(AuditEntry.objects.order_by("number").values_list("outcome", flat=True)) == [
        "asked",
        "planned",
        "replanned",
        "version_accepted",
    ]


def test_a_version_that_was_set_aside_can_be_accepted_again(version, bakary, acting):
    proposal = absent(version, "Aminata", WEDNESDAY)
    accept_version(version=proposal, actor=acting(bakary), at=LATER)

    back = go_back(plan=version.plan, actor=acting(bakary), at=LATER)
    proposal.refresh_from_db()
    accept_version(version=proposal, actor=acting(bakary), at=LATER)

    assert back == version
    assert version_that_holds(version.plan) == proposal


def test_a_proposal_made_from_a_version_that_holds_no_more_is_refused(version, bakary, acting):
    first, second = absent(version, "Aminata", WEDNESDAY), absent(version, "Fanta", WEDNESDAY)
    accept_version(version=first, actor=acting(bakary), at=LATER)

    with pytest.raises(VersionOutdated):
        accept_version(version=second, actor=acting(bakary), at=LATER)

    assert version_that_holds(version.plan) == first


def test_there_is_nothing_before_a_first_version(version, bakary, acting):
    with pytest.raises(NothingBefore):
        go_back(plan=version.plan, actor=acting(bakary), at=LATER)

    assert version_that_holds(version.plan) == version


def test_an_absence_adds_to_those_known(version, bakary, acting):
    first = absent(version, "Aminata", WEDNESDAY)
    accept_version(version=first, actor=acting(bakary), at=LATER)

    second = absent(first, "Fanta", WEDNESDAY + dt.timedelta(days=1))

    assert second.absences == [["Aminata", "2027-01-06"], ["Fanta", "2027-01-07"]]
    assert second.problem["absences"] == [{"agent": "Aminata", "day": 3}, {"agent": "Fanta", "day": 4}]


def test_an_absence_on_days_nobody_works_is_refused(version, bakary, acting):
    saturday = FIRST_DAY + dt.timedelta(days=5)

    with pytest.raises(NobodyAbsent):
        start_replanning(version=version, agent="Aminata", days=[saturday], actor=acting(bakary), at=NOW, id=None)

    assert Job.objects.count() == 0
