"""A facility that may be in the list already: shown before it is added, or proposed, a second time."""

from __future__ import annotations

from twiza.accounts.requests import Request
from twiza.facilities.facts_form import FactsForm
from twiza.facilities.models import Facility
from twiza.facilities.queries.duplicates import facilities_like


def likely_the_same(request: Request, form: FactsForm) -> list[Facility]:
    """Return the facilities like the new one that a form describes, until somebody says that it is another one."""
    return [] if "is_another" in request.POST else facilities_like(form.stated())
