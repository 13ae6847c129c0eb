"""Rules as data, kept by version: what was in force on a day can always be read again."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.core.ids import new_id


class State(models.TextChoices):
    """Where a version stands. Only an active one is in force, and only one of a ruleset is."""

    DRAFT = "draft", pgettext_lazy("version", "Draft")
    UNDER_REVIEW = "under_review", pgettext_lazy("version", "Under review")
    ACTIVE = "active", pgettext_lazy("version", "Active")
    SUPERSEDED = "superseded", pgettext_lazy("version", "Superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("version", "Withdrawn")


class Confidence(models.TextChoices):
    """How sure its makers are of a version as a whole."""

    HIGH = "high", pgettext_lazy("confidence", "High")
    MEDIUM = "medium", pgettext_lazy("confidence", "Medium")
    LOW = "low", pgettext_lazy("confidence", "Low")


class SourceLevel(models.TextChoices):
    """How near a source is to those who decided."""

    PRIMARY = "primary", _("The text of the institution itself")
    SECONDARY = "secondary", _("Press, course, copy or public code")


class StepKind(models.TextChoices):
    """What happened to a version."""

    MADE = "made", pgettext_lazy("version", "Made")
    SUBMITTED = "submitted", pgettext_lazy("version", "Submitted for review")
    SENT_BACK = "sent_back", pgettext_lazy("version", "Sent back")
    ACTIVATED = "activated", pgettext_lazy("version", "Activated")
    ACTIVATION_UNDONE = "activation_undone", pgettext_lazy("version", "Activation undone")
    SUPERSEDED = "superseded", pgettext_lazy("version", "Superseded by another version")
    WITHDRAWN = "withdrawn", pgettext_lazy("version", "Withdrawn")
    RESTORED = "restored", pgettext_lazy("version", "Taken back")


class Ruleset(models.Model):
    """
    A set of rules of one country: eligibility, vaccines, norms of caravans.

    Without an organisation it came with Twiza and stays a proposal: an organisation that wants it takes it as its
    own, in a ruleset of the same code. `search_text` holds its words as they sound.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.BigIntegerField(null=True)
    code = models.CharField(max_length=60)
    country = models.CharField(max_length=3)
    names = models.JSONField(_("names"))
    search_text = models.TextField()

    class Meta:
        db_table = "rulesets_ruleset"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "country"], condition=Q(organisation_id__isnull=True), name="rulesets_shipped_once"
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "code", "country"],
                condition=Q(organisation_id__isnull=False),
                name="rulesets_of_organisation_once",
            ),
        ]


class RulesetVersion(models.Model):
    """
    One version of a ruleset, never changed once made: another one goes beside it.

    `content_text` is the whole content as JSON, sections in their order (a JSON column would lose it);
    `content_hash` tells contents apart whatever the order of their keys. `valid_from`–`valid_to`, both included, are
    the days of legal effect that the content states. `in_force_from`–`in_force_until`, the end left out, are the
    days on which decisions used it; both empty while nobody activated it. `number` counts the versions of the
    ruleset, because two drafts may carry the same words as version.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ruleset = models.ForeignKey(Ruleset, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    version = models.CharField(_("version"), max_length=60)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    content_text = models.TextField()
    content_hash = models.CharField(max_length=64)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    rows_to_validate = models.PositiveIntegerField(default=0)
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    validated_by = models.CharField(_("authority"), max_length=200, blank=True)
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    activated_at = models.DateTimeField(null=True)
    activation_reason = models.TextField(blank=True)
    in_force_from = models.DateField(null=True)
    in_force_until = models.DateField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced")

    class Meta:
        db_table = "rulesets_rulesetversion"
        constraints = [
            models.UniqueConstraint(fields=["ruleset", "number"], name="rulesets_version_number_once"),
            models.UniqueConstraint(
                fields=["ruleset"], condition=Q(state="active"), name="rulesets_one_active_version"
            ),
            models.CheckConstraint(
                condition=~Q(state="active")
                | Q(in_force_from__isnull=False, activated_at__isnull=False, activated_by__isnull=False)
                & ~Q(validated_by="")
                & ~Q(activation_reason=""),
                name="rulesets_active_was_validated",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="rulesets_valid_ends_once_it_began",
            ),
        ]

    @cached_property
    def content(self) -> dict[str, Any]:
        """The content as plain data; whoever changes it changes nothing that is kept."""
        parsed: dict[str, Any] = json.loads(self.content_text)
        return parsed


class VersionStep(models.Model):
    """One thing that happened to a version: by whom, when and why."""

    version = models.ForeignKey(RulesetVersion, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    authority = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "rulesets_versionstep"
        indexes = [models.Index(fields=["version", "at"], name="rulesets_step_at")]


class RuleSource(models.Model):
    """
    Something that rules cite by its code: a law, a decree, an article.

    `address` says where it was found, as text: the server never fetches it. `scope` is what was read of it. Without
    an organisation it came with Twiza.
    """

    organisation_id = models.BigIntegerField(null=True)
    code = models.CharField(max_length=40)
    title = models.TextField()
    address = models.TextField(blank=True)
    level = models.CharField(max_length=10, choices=SourceLevel.choices)
    scope = models.TextField(blank=True)
    dated = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "rulesets_rulesource"
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(organisation_id__isnull=True), name="rulesets_shipped_source_once"
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "code"],
                condition=Q(organisation_id__isnull=False),
                name="rulesets_source_of_organisation_once",
            ),
        ]


class RulesetUpload(models.Model):
    """A file that somebody sent and looks at: it becomes a draft when she says so, and is no version before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.BigIntegerField()
    file_name = models.CharField(max_length=100)
    content_text = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "rulesets_rulesetupload"

    @cached_property
    def content(self) -> dict[str, Any]:
        """The content as plain data."""
        parsed: dict[str, Any] = json.loads(self.content_text)
        return parsed
