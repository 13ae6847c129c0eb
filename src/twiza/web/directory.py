"""Who acts for which organisation, told to the files that stand below organisations and hold their ids only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from twiza.accounts.decisions import Actor
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import grant_from, not_over
from twiza.procedures.directory import Colleague, Names, use_directory


class OrganisationsDirectory:
    """Answers from the organisations of this server."""

    def names_of(self, organisation_ids: Collection[int]) -> Mapping[int, Names]:
        """Return the names of some organisations."""
        return dict(Organisation.objects.filter(pk__in=organisation_ids).values_list("pk", "names"))

    def organisations(self) -> Mapping[int, Names]:
        """Return the names of every organisation, the oldest first."""
        return dict(Organisation.objects.order_by("pk").values_list("pk", "names"))

    def colleagues_of(self, organisation_ids: Collection[int], on: dt.date) -> Collection[Colleague]:
        """Return who acts for some organisations on a day, by name."""
        held = Membership.objects.filter(
            not_over(on), valid_from__lte=on, organisation__in=organisation_ids, person__is_active=True
        )
        return [
            Colleague(name=one.person.name, actor=Actor(person_id=one.person_id, grant=grant_from(one)))
            for one in held.select_related("person").order_by("person__name", "id")
        ]


use_directory(OrganisationsDirectory())
