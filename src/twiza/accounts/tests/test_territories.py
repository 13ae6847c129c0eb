"""Lying within a territory means the same to the rule and to the database."""

from __future__ import annotations

import pytest

from twiza.accounts.decisions import Actor, Facts, Grant
from twiza.accounts.models import AuditEntry
from twiza.accounts.rules import Role, is_within_territory
from twiza.accounts.territories import within
from twiza.conftest import NOW

PATHS = ("XX", "XX/1", "XX/1/2", "XX/11", "YY/1")


@pytest.mark.parametrize("territory", [(), ("XX",), ("XX/1",), ("XX/1", "YY"), ("ZZ",), ("",)])
def test_the_condition_holds_for_the_paths_that_the_rule_allows(db, territory):
    for number, path in enumerate(PATHS, start=1):
        AuditEntry.objects.create(number=number, at=NOW, action=path, outcome="-", previous_hash="0", hash="0")
    actor = Actor(1, Grant(1, 1, Role.PLANNER, tuple(part for part in territory if part)))

    found = set(AuditEntry.objects.filter(within(territory, "action")).values_list("action", flat=True))

    assert found == {path for path in PATHS if is_within_territory(actor, Facts(place_path=path))}
