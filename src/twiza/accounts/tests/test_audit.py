"""The audit chain: what is changed, removed or added by hand is found."""

import pytest
from django.core.management import CommandError, call_command

from twiza.accounts.audit import first_broken_entry, record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW

SOMEBODY = Actor(person_id=5)


@pytest.fixture
def chain(db):
    return [record_audit(actor=SOMEBODY, action="tests.act", at=NOW, object_id=number) for number in range(3)]


def test_each_entry_carries_the_hash_of_the_one_before(chain):
    assert [entry.previous_hash for entry in chain] == ["0" * 64, chain[0].hash, chain[1].hash]
    assert first_broken_entry() is None


def test_an_empty_chain_holds(db):
    assert first_broken_entry() is None


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_entry_is_named(chain, number):
    AuditEntry.objects.filter(number=number).update(outcome="denied")

    assert first_broken_entry() == number


@pytest.mark.parametrize(("removed", "named"), [(1, 1), (2, 2), (3, 3)])
def test_a_removed_entry_is_named(chain, removed, named):
    AuditEntry.objects.filter(number=removed).delete()

    assert first_broken_entry() == named


def test_an_entry_added_by_hand_is_named(chain):
    AuditEntry.objects.create(number=4, at=NOW, action="tests.act", previous_hash=chain[2].hash, hash="f" * 64)

    assert first_broken_entry() == 4


def test_the_command_says_where_the_chain_breaks_and_exits_with_1(chain):
    AuditEntry.objects.filter(number=2).update(action="tests.other")

    with pytest.raises(CommandError, match="broken at entry 2") as refusal:
        call_command("audit", "verify")

    assert refusal.value.returncode == 1
