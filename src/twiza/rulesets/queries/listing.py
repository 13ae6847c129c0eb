"""Questions of the pages: the list of rulesets, their versions in order, the sources that a content cites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from twiza.accounts.decisions import Actor
from twiza.core.text import sounds_asked
from twiza.rulesets.evaluation.evidence import Content, sources_cited
from twiza.rulesets.models import Ruleset, RulesetUpload, RulesetVersion, RuleSource, State
from twiza.rulesets.queries.versions import rulesets_of, versions_of

# What a list of versions shows needs no content.
HEAVY = ("content_text", "note", "activation_reason")


def rulesets_asked(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Ruleset]:
    """Return the rulesets that the actor may read and asks for, her organisation's first, with their versions."""
    found = rulesets_of(actor)
    for sound in sounds_asked(asked.get("q") or ""):
        found = found.filter(search_text__contains=sound)
    if asked.get("country"):
        found = found.filter(country=asked["country"])
    if asked.get("state"):
        found = found.filter(versions__state=asked["state"]).distinct()
    versions = RulesetVersion.objects.defer(*HEAVY).order_by("-number")
    return found.prefetch_related(Prefetch("versions", queryset=versions)).order_by(
        "-organisation_id", "country", "code"
    )


def countries_of(actor: Actor) -> list[str]:
    """Return the countries of the rulesets that the actor may read."""
    return list(rulesets_of(actor).order_by("country").values_list("country", flat=True).distinct())


def version_shown_first(versions: Sequence[RulesetVersion]) -> RulesetVersion | None:
    """Return the version that stands for a ruleset: the active one, else the newest that was not withdrawn."""
    active = (one for one in versions if one.state == State.ACTIVE)
    open_ones = (one for one in versions if one.state != State.WITHDRAWN)
    return next(active, None) or next(open_ones, None) or next(iter(versions), None)


def versions_beside(actor: Actor, version: RulesetVersion) -> QuerySet[RulesetVersion]:
    """Return the other versions of the same rules that the actor may read, her organisation's and Twiza's."""
    alike = versions_of(actor).filter(ruleset__code=version.ruleset.code, ruleset__country=version.ruleset.country)
    return alike.exclude(pk=version.pk).order_by("ruleset__organisation_id", "-number")


def sources_of(content: Content, organisation_id: int | None) -> list[RuleSource]:
    """Return the sources that a content cites and that are known, by code."""
    cited = {code for _path, code in sources_cited({key: one for key, one in content.items() if key != "sources"})}
    citable = Q(organisation_id__isnull=True) | Q(organisation_id=organisation_id)
    return list(RuleSource.objects.filter(citable, code__in=cited).order_by("code"))


def uploads_of(actor: Actor) -> QuerySet[RulesetUpload]:
    """Return the files that the actor sent for her organisation and looks at."""
    if actor.grant is None:
        return RulesetUpload.objects.none()
    return RulesetUpload.objects.filter(organisation_id=actor.grant.organisation_id, made_by_id=actor.person_id)
