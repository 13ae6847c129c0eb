"""What this house opens from the pages of families."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from twiza.case_management.rules import FOLLOW_CHILDREN
from twiza.households.births import is_child_on
from twiza.households.doors import Door, open_from_person
from twiza.households.models import Household, Person


def open_doors() -> None:
    """Open the follow-up at home from the page of every child."""
    open_from_person(Door("child", _("Follow-up at home"), FOLLOW_CHILDREN, is_living_child))


def is_living_child(of: Household | Person) -> bool:
    """Return whether somebody is a child who can be visited."""
    return isinstance(of, Person) and of.died_on is None and is_child_on(of, timezone.localdate())
