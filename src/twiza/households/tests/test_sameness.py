"""Two records are found to be one, and found to be two again, exactly as they were."""

from __future__ import annotations

import pytest

from twiza.conftest import NOW
from twiza.core.ids import new_id
from twiza.households.actions.keeping import HouseholdNotYours
from twiza.households.actions.sameness import (
    AlreadyFound,
    ReasonMissing,
    keep_apart,
    merge_households,
    merge_persons,
    undo_merge_of_households,
    undo_merge_of_persons,
)
from twiza.households.models import Alias, Different, Household, Member, Person, PersonConsent, PersonMerge
from twiza.households.queries.households import HouseholdFilter, households_asked, households_of, people_in
from twiza.households.tests.conftest import a_head


@pytest.fixture
def twins(register) -> list[Person]:
    """Return one woman registered three times."""
    for name in ("Kadidia Keïta", "Kadidiatou Keita", "خديجة كيتا"):
        register(a_head(name))
    return list(Person.objects.order_by("made_at", "pk"))


def everything() -> list[list[tuple[object, ...]]]:
    """Return every row of the tables that a merge might touch."""
    return [list(model.objects.order_by("pk").values_list()) for model in (Person, Member, Alias, PersonConsent)]


def test_a_merge_is_undone_without_a_trace_in_the_records(twins, supervisor):
    before = everything()

    merge = merge_persons(id=new_id(), kept=twins[0], found=twins[1], reason="Same", actor=supervisor, at=NOW)
    between = everything()
    undo_merge_of_persons(merge=merge, reason="Sisters", actor=supervisor, at=NOW)

    assert between != before
    assert everything() == before
    assert PersonMerge.objects.get().undone_reason == "Sisters"


def test_a_merge_of_what_was_merged_is_undone_one_at_a_time(twins, supervisor):
    first, second, third = twins
    merge_persons(id=new_id(), kept=second, found=third, reason="Same", actor=supervisor, at=NOW)
    over = merge_persons(id=new_id(), kept=first, found=second, reason="Same", actor=supervisor, at=NOW)
    both = [one.merged_into for one in Person.objects.order_by("made_at", "pk")]

    undo_merge_of_persons(merge=over, reason="No", actor=supervisor, at=NOW)

    assert both == [None, first, first]
    assert [one.merged_into for one in Person.objects.order_by("made_at", "pk")] == [None, None, second]


def test_a_merge_sent_twice_is_one(twins, supervisor):
    sent = {
        "id": new_id(), "kept": twins[0], "found": twins[1], "reason": "Same", "actor": supervisor, "at": NOW
    }  # fmt: skip

    assert merge_persons(**sent) == merge_persons(**sent)
    with pytest.raises(AlreadyFound):
        merge_persons(**sent | {"found": twins[2]})


def test_what_was_found_to_be_another_is_not_found_again(twins, supervisor):
    first, second, third = twins
    merge_persons(id=new_id(), kept=first, found=second, reason="Same", actor=supervisor, at=NOW)
    second.refresh_from_db()

    for kept, found in ((second, third), (third, second), (third, third)):
        with pytest.raises(AlreadyFound):
            merge_persons(id=new_id(), kept=kept, found=found, reason="Same", actor=supervisor, at=NOW)


def test_only_the_supervisor_decides_and_says_why(twins, agent, outsider, supervisor):
    first, second, _third = twins

    for actor in (agent, outsider):
        with pytest.raises(HouseholdNotYours):
            merge_persons(id=new_id(), kept=first, found=second, reason="Same", actor=actor, at=NOW)
        with pytest.raises(HouseholdNotYours):
            keep_apart(one=first, other=second, reason="Sisters", actor=actor, at=NOW)
    with pytest.raises(ReasonMissing):
        merge_persons(id=new_id(), kept=first, found=second, reason=" ", actor=supervisor, at=NOW)

    assert [PersonMerge.objects.count(), Different.objects.count()] == [0, 0]


def test_two_who_look_alike_are_kept_apart_once(twins, supervisor):
    first, second, _third = twins

    keep_apart(one=second, other=first, reason="Cousins", actor=supervisor, at=NOW)
    keep_apart(one=first, other=second, reason="Sisters", actor=supervisor, at=NOW)

    assert [one.reason for one in Different.objects.all()] == ["Sisters"]


def test_two_households_become_one_and_two_again(register, supervisor, agent):
    kept, found = register(), register(a_head("Sira Koné"))

    merge = merge_households(id=new_id(), kept=kept, found=found, reason="One yard", actor=supervisor, at=NOW)
    together = [one.person.name for one in people_in(kept)], list(listed(agent))
    undo_merge_of_households(merge=merge, reason="Two doors", actor=supervisor, at=NOW)

    assert together == (["Fatoumata Diarra", "Moussa Diarra", "Sira Koné"], [kept])
    assert set(listed(agent)) == {kept, found}
    assert Household.objects.filter(merged_into=None).count() == 2


def listed(actor) -> list[Household]:
    """Return the households that a list shows."""
    return list(households_asked(households_of(actor), HouseholdFilter()))
