"""Loading the rulesets that came with Twiza, as drafts; a changed one goes beside those that are in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from twiza.rulesets.actions.content import hash_of_content, keep_version
from twiza.rulesets.checking.content import refuse_problems
from twiza.rulesets.evaluation.evidence import Content, Plain
from twiza.rulesets.models import RulesetVersion, RuleSource
from twiza.rulesets.yaml_files import content_from_yaml

SOURCES_FILE = "sources.yml"


@transaction.atomic
def load_shipped_rulesets(*, folder: Path, at: dt.datetime) -> list[RulesetVersion]:
    """
    Bring in every ruleset of a folder that is not in as it stands, and return the new drafts. All or nothing.

    What is in is left as it is, whatever became of it. Raises NotARuleset, RulesetRefused.
    """
    load_sources(content_from_file(folder / SOURCES_FILE)["sources"])
    files = sorted(path for path in folder.glob("*.yml") if path.name != SOURCES_FILE)
    read = [(path.name, content_from_file(path)) for path in files]
    cited = set(RuleSource.objects.filter(organisation_id=None).values_list("code", flat=True))
    for name, content in read:
        refuse_problems(content, known_sources=cited, file=name)
    return [version for _name, content in read if (version := kept_if_new(content, at))]


def content_from_file(path: Path) -> dict[str, Plain]:
    """Return the content of a file that came with Twiza. Raises NotARuleset."""
    return content_from_yaml(path.read_text(encoding="utf-8"), file=path.name)


def load_sources(described: Mapping[str, Content]) -> None:
    """Bring in the sources that shipped rules cite, or correct how they are described."""
    for code, said in described.items():
        fields = {field: said.get(field) or "" for field in ("title", "address", "level", "scope", "dated")}
        RuleSource.objects.update_or_create(organisation_id=None, code=code, defaults=fields)


def kept_if_new(content: Content, at: dt.datetime) -> RulesetVersion | None:
    """Return the new draft that a shipped content becomes, or None when this very content is in already."""
    meta = content["meta"]
    known = RulesetVersion.objects.filter(
        ruleset__organisation_id=None,
        ruleset__code=meta["ruleset"],
        ruleset__country=meta["country"],
    ).order_by("-number")
    if known.filter(content_hash=hash_of_content(content)).exists():
        return None
    return keep_version(content=content, organisation_id=None, based_on=known.first(), made_by=None, at=at)
