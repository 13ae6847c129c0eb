"""Making a version from a content that holds: never over another one."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from twiza.accounts.models import Person
from twiza.core.text import search_text_of
from twiza.rulesets.checking.content import own_sources
from twiza.rulesets.checking.header import date_from
from twiza.rulesets.checking.problems import Problem, RulesetRefused
from twiza.rulesets.evaluation.evidence import Content, Plain, rows_to_validate
from twiza.rulesets.models import Ruleset, RulesetVersion, RuleSource, StepKind, VersionStep

SOURCE_FIELDS = ("title", "address", "level", "scope", "dated")


def hash_of_content(content: Content) -> str:
    """Return the SHA-256 of a content, the same whatever the order of its keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def text_of_content(content: Content) -> str:
    """Return a content as the text that is kept, in its order."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


@transaction.atomic
def keep_version(
    *,
    content: Content,
    organisation_id: int | None,
    based_on: RulesetVersion | None,
    made_by: Person | None,
    at: dt.datetime,
) -> RulesetVersion:
    """Keep a content that was checked as a new draft, in its ruleset, with the sources it describes itself."""
    meta = content["meta"]
    ruleset = ruleset_for(meta, organisation_id)
    keep_sources(own_sources(content), organisation_id)
    last = ruleset.versions.aggregate(last=Max("number"))["last"] or 0
    version = RulesetVersion.objects.create(
        ruleset=ruleset,
        number=last + 1,
        version=meta["version"],
        content_text=text_of_content(content),
        content_hash=hash_of_content(content),
        valid_from=date_from(meta.get("valid_from")),
        valid_to=date_from(meta.get("valid_to")),
        confidence=meta.get("overall_confidence") or "",
        note=meta.get("note") or "",
        rows_to_validate=rows_to_validate(content),
        based_on=based_on,
        made_by=made_by,
        made_at=at,
    )
    VersionStep.objects.create(version=version, kind=StepKind.MADE, by=made_by, at=at)
    return version


def ruleset_for(meta: Mapping[str, Plain], organisation_id: int | None) -> Ruleset:
    """Return the ruleset that a header names, made when it is new and locked until the version is in."""
    names = names_from(meta)
    said = {"names": names, "search_text": search_text_of([*names.values(), meta["ruleset"].replace("_", " ")])}
    ruleset, _made = Ruleset.objects.get_or_create(
        organisation_id=organisation_id, code=meta["ruleset"], country=meta["country"], defaults=said
    )
    Ruleset.objects.select_for_update().get(pk=ruleset.pk)
    Ruleset.objects.filter(pk=ruleset.pk).update(**said)
    return ruleset


def names_from(meta: Mapping[str, Plain]) -> dict[str, str]:
    """Return the titles of a header by language; `title` alone is in French."""
    given = {"fr": meta["title"], "ar": meta.get("title_ar"), "en": meta.get("title_en")}
    return {language: title for language, title in given.items() if isinstance(title, str) and title}


def known_sources(organisation_id: int | None) -> dict[str, RuleSource]:
    """Return the sources that an organisation may cite, by code: those that came with Twiza, and its own."""
    citable = Q(organisation_id__isnull=True) | Q(organisation_id=organisation_id)
    return {source.code: source for source in RuleSource.objects.filter(citable).order_by("code", "-organisation_id")}


def refuse_other_sources(content: Content, *, known: Mapping[str, RuleSource], file: str) -> None:
    """Raise RulesetRefused when a content describes a source otherwise than it is known: an id is one source."""
    problems = [
        Problem(f"sources.{code}", _("This id is another source already: give this one an id of its own."))
        for code, said in own_sources(content).items()
        if code in known and said["title"] != known[code].title
    ]
    if problems:
        raise RulesetRefused(problems, file=file)


def keep_sources(described: Mapping[str, Plain], organisation_id: int | None) -> None:
    """Keep sources that nobody described before."""
    known: Collection[str] = known_sources(organisation_id)
    RuleSource.objects.bulk_create(
        RuleSource(
            organisation_id=organisation_id,
            code=code,
            **{field: said.get(field) or "" for field in SOURCE_FIELDS},
        )
        for code, said in described.items()
        if code not in known
    )
