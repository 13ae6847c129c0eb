"""
Kinds of files as rows: `Kind` → `KindVersion` → `Step`, `Move`, `Requirement`, `Part`.

Whoever changes a kind makes another version: files under way keep theirs.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.accounts.rules import Role
from twiza.core.evidence import Evidence


class VersionState(models.TextChoices):
    """Where a version of a kind stands."""

    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("Active")
    SUPERSEDED = "superseded", _("Superseded")


class Sort(models.TextChoices):
    """What is asked for before a step or a move."""

    PIECE = "piece", _("Document to attach")
    CHECK = "check", _("Check to confirm")
    VALUE = "value", _("Answer to give")


class ValueKind(models.TextChoices):
    """What an answer is."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")


class Standing(models.TextChoices):
    """How whoever sees a file stands to it."""

    ORGANISATION = "organisation", _("it is of her organisation, where she acts")
    PARTY = "party", _("her organisation takes part")
    OWN = "own", _("it is hers, or near to her")


class Kind(models.Model):
    """A kind of file: convention, caravan, authorisation."""

    code = models.SlugField(max_length=40, unique=True)

    class Meta:
        db_table = "procedures_kind"


class KindVersion(models.Model):
    """
    One way of moving files of a kind, never changed once it is active.

    `prefix` begins the numbers of its files, and is no other kind's. `anchor_names` say what the date is that some due
    dates are counted from; empty: there is none. `is_restricted` when `readers` say who sees its files, else whoever
    reads files reads these; `keeps_owner` when a file always is somebody's: moved on, it stays hers.
    """

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    prefix = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    names = models.JSONField(_("names"))
    anchor_names = models.JSONField(default=dict, blank=True)
    source = models.TextField(blank=True)
    is_restricted = models.BooleanField(default=False)
    keeps_owner = models.BooleanField(default=False)
    evidence = models.CharField(max_length=20, choices=Evidence.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True)
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "procedures_kindversion"
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="procedures_kindversion_number"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(state="active"), name="procedures_kindversion_one_active"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(activated_at__isnull=False, activated_by__isnull=False),
                name="procedures_kindversion_active_by_somebody",
            ),
        ]


class Reader(models.Model):
    """A role that sees the files of a restricted version, and how she must stand to a file for it."""

    version = models.ForeignKey(KindVersion, on_delete=models.CASCADE, related_name="readers")
    role = models.CharField(max_length=40, choices=Role.choices)
    standing = models.CharField(max_length=20, choices=Standing.choices)

    class Meta:
        db_table = "procedures_reader"
        constraints = [models.UniqueConstraint(fields=["version", "role", "standing"], name="procedures_reader_once")]


class Part(models.Model):
    """What another organisation is in files of a kind: the health authority, the organiser."""

    version = models.ForeignKey(KindVersion, on_delete=models.CASCADE, related_name="parts")
    code = models.SlugField(max_length=40)
    names = models.JSONField(_("names"))

    class Meta:
        db_table = "procedures_part"
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="procedures_part_code")]


class Step(models.Model):
    """
    A state of a file.

    Due `due_days` after the file entered it, or `due_from_anchor` days after (before, when negative) the date of the
    file; neither: no due date. Whoever has `owner_role`, of the organisation of `part` or else of the file's own,
    usually does it; `owner_names` say it in words, such as DPS/GST.
    """

    version = models.ForeignKey(KindVersion, on_delete=models.CASCADE, related_name="steps")
    code = models.SlugField(max_length=40)
    names = models.JSONField(_("names"))
    position = models.PositiveSmallIntegerField()
    is_first = models.BooleanField(default=False)
    is_end = models.BooleanField(default=False)
    owner_role = models.CharField(max_length=40, choices=Role.choices, blank=True)
    owner_names = models.JSONField(default=dict, blank=True)
    part = models.ForeignKey(Part, on_delete=models.RESTRICT, null=True, related_name="+")
    due_days = models.PositiveSmallIntegerField(null=True)
    due_from_anchor = models.SmallIntegerField(null=True)
    evidence = models.CharField(max_length=20, choices=Evidence.choices)

    class Meta:
        db_table = "procedures_step"
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="procedures_step_code"),
            models.UniqueConstraint(fields=["version", "position"], name="procedures_step_position"),
            models.UniqueConstraint(fields=["version"], condition=Q(is_first=True), name="procedures_step_one_first"),
            models.CheckConstraint(
                condition=Q(due_days__isnull=True) | Q(due_from_anchor__isnull=True), name="procedures_step_one_due"
            ),
        ]


class Move(models.Model):
    """A way from one step to another."""

    version = models.ForeignKey(KindVersion, on_delete=models.CASCADE, related_name="moves")
    from_step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="moves_out")
    to_step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="moves_in")
    names = models.JSONField(_("names"))
    position = models.PositiveSmallIntegerField()
    needs_reason = models.BooleanField(default=False)
    evidence = models.CharField(max_length=20, choices=Evidence.choices)

    class Meta:
        db_table = "procedures_move"
        constraints = [
            models.UniqueConstraint(fields=["from_step", "to_step"], name="procedures_move_once"),
            models.CheckConstraint(condition=~Q(from_step=models.F("to_step")), name="procedures_move_goes_somewhere"),
        ]


class MoveRole(models.Model):
    """A role that may make a move."""

    move = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=40, choices=Role.choices)

    class Meta:
        db_table = "procedures_moverole"
        constraints = [models.UniqueConstraint(fields=["move", "role"], name="procedures_moverole_once")]


class Requirement(models.Model):
    """What must be there before a file enters a step, or before it makes a move. Not blocking: only shown."""

    version = models.ForeignKey(KindVersion, on_delete=models.CASCADE, related_name="requirements")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, related_name="requirements")
    move = models.ForeignKey(Move, on_delete=models.CASCADE, null=True, related_name="requirements")
    code = models.SlugField(max_length=40)
    names = models.JSONField(_("names"))
    sort = models.CharField(max_length=10, choices=Sort.choices)
    value_kind = models.CharField(max_length=10, choices=ValueKind.choices, blank=True)
    is_blocking = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=20, choices=Evidence.choices)

    class Meta:
        db_table = "procedures_requirement"
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="procedures_requirement_code"),
            models.CheckConstraint(
                condition=Q(step__isnull=True, move__isnull=False) | Q(step__isnull=False, move__isnull=True),
                name="procedures_requirement_of_step_or_move",
            ),
            models.CheckConstraint(
                condition=Q(sort="value", value_kind__in=ValueKind.values) | (~Q(sort="value") & Q(value_kind="")),
                name="procedures_requirement_value_has_kind",
            ),
        ]
