import pytest

from twiza.accounts.rules import Role
from twiza.conftest import NOW
from twiza.rulesets.actions.content import keep_version
from twiza.rulesets.tests.rows import small_ruleset


@pytest.fixture
def fatima(make_person, council):
    """Return the coordinator of Driss's council: the second pair of eyes."""
    return make_person("Fatima", council, Role.COORDINATOR)


@pytest.fixture
def draft(council, driss):
    """Return a draft that Driss made for his council."""
    return keep_version(content=small_ruleset(), organisation_id=council.pk, based_on=None, made_by=driss, at=NOW)
