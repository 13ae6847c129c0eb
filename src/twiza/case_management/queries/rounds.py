"""Questions about rounds: which ones an actor may see, which version holds, where homes lie."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Prefetch, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.case_management.models import RoundsAgent, RoundsHome, RoundsPlan, RoundsVersion
from twiza.case_management.rules import PLAN_ROUNDS, VIEW_OWN_ROUNDS
from twiza.case_management.terms import SPAN_DAYS_MAX
from twiza.core.text import sounds_asked
from twiza.organisations.models import Membership
from twiza.organisations.queries import not_over
from twiza.territory.models import Place
from twiza.territory.queries.communes_at import commune_shapes, communes_at
from twiza.territory.queries.places import communes_in, is_within

HEAVY = ("problem", "answer", "rounds", "missed", "absences")
"""What only the page of one version needs."""


def rounds_of(actor: Actor) -> QuerySet[RoundsPlan]:
    """Return the rounds that an actor may see, the newest first, without the deleted ones."""
    return ours(actor).filter(deleted_at__isnull=True).order_by("-made_at", "-id")


def deleted_rounds_of(actor: Actor) -> QuerySet[RoundsPlan]:
    """Return the rounds that were deleted and can be brought back."""
    return ours(actor).filter(deleted_at__isnull=False).order_by("-deleted_at", "-id")


def ours(actor: Actor) -> QuerySet[RoundsPlan]:
    """Return the rounds, deleted or not, that the rule of planning allows this actor."""
    if actor.grant is None or not decide(actor, PLAN_ROUNDS):
        return RoundsPlan.objects.none()
    kept = RoundsPlan.objects.filter(organisation=actor.grant.organisation_id).select_related("area")
    if not actor.grant.territory:
        return kept
    return kept.filter(reduce(or_, (is_within(path, through="area__") for path in actor.grant.territory)))


def rounds_found(plans: QuerySet[RoundsPlan], text: str) -> QuerySet[RoundsPlan]:
    """Return the rounds with all words of a text in what is searched of them."""
    for sound in sounds_asked(text):
        plans = plans.filter(search_text__contains=sound)
    return plans


def with_versions_that_hold(plans: QuerySet[RoundsPlan]) -> QuerySet[RoundsPlan]:
    """Return the rounds with the versions accepted and not set aside in `held`, the newest first."""
    held = that_hold(RoundsVersion.objects.defer(*HEAVY))
    return plans.select_related("made_by").prefetch_related(Prefetch("versions", held, to_attr="held"))


def that_hold(versions: QuerySet[RoundsVersion]) -> QuerySet[RoundsVersion]:
    """Return the versions that were accepted and not set aside since, the newest first."""
    return versions.filter(accepted_at__isnull=False, set_aside_at__isnull=True).order_by("-accepted_at", "-number")


def version_that_holds(plan: RoundsPlan) -> RoundsVersion | None:
    """Return the version that holds: the last one accepted and not set aside."""
    return that_hold(plan.versions.all()).first()


def facts_of(plan: RoundsPlan) -> Facts:
    """Return what the rules need to know of rounds."""
    return Facts(organisation_id=plan.organisation_id, place_path=plan.area.path if plan.area else None)


def commune_of(points: Sequence[tuple[float, float]]) -> Place | None:
    """Return the commune that holds most of these points (lat, lon), of any country loaded; None in no commune."""
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    found: Counter[int] = Counter()
    for country in Place.objects.filter(kind__rank=0).order_by("path").values_list("country", flat=True):
        if commune_shapes(country).communes:
            found.update(one.place_id for one in communes_at(country, lats, lons) if one)
    return Place.objects.get(pk=found.most_common(1)[0][0]) if found else None


def commune_for_sample(actor: Actor) -> Place | None:
    """Return a commune of the actor's territory where homes can be invented: the first rural one, else the first."""
    if actor.grant is None:
        return None
    roots = actor.grant.territory or ("",)
    communes = communes_in(roots[0]).filter(lat__isnull=False)
    return communes.filter(setting=Place.Setting.RURAL).first() or communes.first()


def agents_with_accounts(actor: Actor, on: dt.date) -> QuerySet[Person]:
    """Return who is a field agent of the actor's organisation on a day, and may be given her own lists."""
    if actor.grant is None:
        return Person.objects.none()
    agents = Membership.objects.filter(
        not_over(on), valid_from__lte=on, organisation=actor.grant.organisation_id, role=Role.FIELD_AGENT
    )
    return Person.objects.filter(memberships__in=agents, is_active=True).distinct().order_by("name", "id")


def own_places_of(actor: Actor, on: dt.date) -> QuerySet[RoundsAgent]:
    """
    Return where an agent is one of a team, in rounds of the organisation she acts for that may not be over on a day.

    Each plan has the versions that hold in `held` and its homes in `kept_homes`.
    """
    if actor.grant is None or not decide(actor, VIEW_OWN_ROUNDS):
        return RoundsAgent.objects.none()
    mine = RoundsAgent.objects.filter(
        person=actor.person_id,
        plan__organisation=actor.grant.organisation_id,
        plan__deleted_at__isnull=True,
        plan__starts_on__gt=on - dt.timedelta(days=SPAN_DAYS_MAX),
    )
    held = Prefetch("plan__versions", that_hold(RoundsVersion.objects.all()), to_attr="held")
    homes = Prefetch("plan__homes", RoundsHome.objects.order_by("id"), to_attr="kept_homes")
    return mine.select_related("plan").prefetch_related(held, homes).order_by("plan__starts_on", "id")
