"""Where a post could be put beside the caravans of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.access.models import SitingPost
from twiza.access.queries.sitings import sitings_of
from twiza.access.siting_words import post_name
from twiza.accounts.decisions import Actor
from twiza.accounts.territories import within
from twiza.core.names import name_in
from twiza.outreach.models import Plan

SITED_MOST = 100


@dataclass(frozen=True, slots=True)
class PostPlace:
    """A place where a post could be, and what it was taken from."""

    key: str
    group: Promise
    name: str
    lat: float
    lon: float


def post_places(plan: Plan, actor: Actor, language: str) -> list[PostPlace]:
    """Return where a post could be: the plan's communes, places that the siting assistant chose, candidate stops."""
    return [*communes(plan, language), *sited(plan, actor), *stops(plan, language)]


def communes(plan: Plan, language: str) -> Iterator[PostPlace]:
    """Yield the communes of a plan whose position is known."""
    for area in plan.areas.filter(commune__lat__isnull=False).select_related("commune").order_by("commune__path"):
        place = area.commune
        name = name_in(place.names, language)
        yield PostPlace(f"area-{place.code}", _("Communes"), name, place.lat or 0.0, place.lon or 0.0)


def sited(plan: Plan, actor: Actor) -> Iterator[PostPlace]:
    """Yield the places in the plan's area that the actor's siting answers chose, the newest answer first."""
    posts = SitingPost.objects.filter(
        within((plan.area.path,), "commune__path"), siting__in=sitings_of(actor).values("pk")
    )
    for post in posts.select_related("commune").order_by("-siting__made_at", "rank")[:SITED_MOST]:
        yield PostPlace(f"sited-{post.pk}", _("Found by the siting assistant"), post_name(post), post.lat, post.lon)


def stops(plan: Plan, language: str) -> Iterator[PostPlace]:
    """Yield the candidate stops of a plan."""
    for stop in plan.problem["stops"]:
        name = name_in(plan.snapshot["stops"][stop["id"]]["names"], language)
        yield PostPlace(f"stop-{stop['id']}", _("Candidate stops"), name, stop["lat"], stop["lon"])
