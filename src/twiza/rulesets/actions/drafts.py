"""Drafts of an organisation: from a file somebody looked at, or from what came with Twiza."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.errors import InputError
from twiza.rulesets.actions.content import (
    hash_of_content,
    keep_version,
    known_sources,
    refuse_other_sources,
    text_of_content,
)
from twiza.rulesets.checking.content import refuse_problems
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.models import RulesetUpload, RulesetVersion
from twiza.rulesets.own_pages import own_page_of

FORGOTTEN_AFTER = dt.timedelta(days=30)


class VersionExists(InputError):
    """The ruleset has a version of this name already: a version is never written over."""


class WrittenElsewhere(InputError):
    """The ruleset has a page of its own, and is written there only."""


class NothingChanged(InputError):
    """The content is that of a version that is in."""


@transaction.atomic
def receive_upload(
    *, content: Content, file_name: str, organisation_id: int, made_by: Person, at: dt.datetime
) -> RulesetUpload:
    """
    Keep a content to be looked at, and forget files that nobody decided on for long.

    Raises RulesetRefused, WrittenElsewhere, VersionExists, NothingChanged: nothing is kept then.
    """
    refuse_content(content, organisation_id=organisation_id, file=file_name)
    RulesetUpload.objects.filter(made_at__lt=at - FORGOTTEN_AFTER).delete()
    return RulesetUpload.objects.create(
        organisation_id=organisation_id,
        file_name=file_name,
        content_text=text_of_content(content),
        made_by=made_by,
        made_at=at,
    )


@transaction.atomic
def keep_upload(*, upload: RulesetUpload, by: Person, actor: Actor, at: dt.datetime) -> RulesetVersion:
    """
    Make a draft of a file that was looked at, and forget the file.

    Raises RulesetRefused, VersionExists, NothingChanged, when others have changed meanwhile what it rests on.
    """
    refuse_content(upload.content, organisation_id=upload.organisation_id, file=upload.file_name)
    base = versions_like(upload.content, upload.organisation_id)
    version = keep_version(
        content=upload.content,
        organisation_id=upload.organisation_id,
        based_on=base[0] if base else None,
        made_by=by,
        at=at,
    )
    upload.delete()
    audit_making(version, actor=actor, at=at)
    return version


@transaction.atomic
def take_version(
    *, version: RulesetVersion, organisation_id: int, by: Person, actor: Actor, at: dt.datetime
) -> RulesetVersion:
    """
    Make a draft of one's own of a version that came with Twiza.

    Raises WrittenElsewhere, VersionExists, NothingChanged.
    """
    refuse_written_elsewhere(version.content)
    refuse_taken(version.content, organisation_id)
    taken = keep_version(content=version.content, organisation_id=organisation_id, based_on=version, made_by=by, at=at)
    audit_making(taken, actor=actor, at=at)
    return taken


def refuse_content(content: Content, *, organisation_id: int, file: str) -> None:
    """Raise RulesetRefused, VersionExists or NothingChanged for a content that cannot become a draft."""
    known = known_sources(organisation_id)
    refuse_problems(content, known_sources=known, file=file)
    refuse_written_elsewhere(content)
    refuse_other_sources(content, known=known, file=file)
    refuse_taken(content, organisation_id)


def refuse_written_elsewhere(content: Content) -> None:
    """Raise WrittenElsewhere for a ruleset that has a page of its own."""
    if own_page_of(content["meta"]["ruleset"]):
        raise WrittenElsewhere(_("These rules are written on a page of their own: change them there."))


def refuse_taken(content: Content, organisation_id: int) -> None:
    """Raise VersionExists or NothingChanged when the organisation has this version, or this very content."""
    said = content["meta"]["version"]
    for version in versions_like(content, organisation_id):
        if version.ruleset.organisation_id is None:
            continue
        if version.content_hash == hash_of_content(content):
            raise NothingChanged(_("These are the rules of version %(version)s: nothing changes.") % {"version": said})
        if version.version == said:
            raise VersionExists(
                _("Version %(version)s is in already and is never written over: give yours another name.")
                % {"version": said}
            )


def versions_like(content: Content, organisation_id: int) -> Sequence[RulesetVersion]:
    """Return the versions of the ruleset that a content names: one's own, the last first, then those of Twiza."""
    meta = content["meta"]
    known = RulesetVersion.objects.filter(ruleset__code=meta["ruleset"], ruleset__country=meta["country"])
    found = known.filter(ruleset__organisation_id__in=[organisation_id]) | known.filter(
        ruleset__organisation_id__isnull=True
    )
    rows = found.select_related("ruleset").order_by("-number")
    return sorted(rows, key=lambda version: version.ruleset.organisation_id is None)


def audit_making(version: RulesetVersion, *, actor: Actor, at: dt.datetime) -> None:
    """Note that somebody made a version."""
    record_audit(
        actor=actor,
        action="rulesets.change",
        at=at,
        outcome="made",
        object_kind="ruleset_version",
        object_id=version.pk,
    )
