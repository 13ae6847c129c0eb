"""Whether members of schemes that ask for contributions are paid up, for indicators."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from twiza.accounts.territories import within
from twiza.core.tallies import Tally
from twiza.social_protection.measures.families import OF_FAMILY, Families
from twiza.social_protection.models import Contribution, OpenRight


def paid_up_on_last_day(families: Families) -> list[Tally]:
    """
    Return of each family with a right that asks for contributions on the last day whether it is paid up (UTM_COTIS).

    It is when a contribution paid by then pays that day; of several such rights one that is paid is enough.
    """
    end = families.span.end
    paid = Contribution.objects.filter(right=OuterRef("pk"), paid_on__lte=end, paid_until__gte=end)
    rights = OpenRight.objects.filter(
        Q(until=None) | Q(until__gt=end),
        within(families.span.areas, "enrolment__household__place__path"),
        enrolment__household__organisation=families.span.organisation_id,
        enrolment__scheme__is_contributory=True,
        since__lte=end,
    )
    members: dict[UUID, bool] = {}
    for family, merged_into, is_paid in rights.order_by("pk").values_list(*OF_FAMILY, Exists(paid)):
        member = merged_into or family
        members[member] = members.get(member, False) or is_paid
    return [families.tally(member, is_paid, 1) for member, is_paid in members.items()]
