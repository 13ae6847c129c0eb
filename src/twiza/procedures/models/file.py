"""Files that move step by step: where they are, who takes part, and all that happened."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.procedures.models.kind import Kind, KindVersion, Move, Part, Step


class File(models.Model):
    """
    Something that moves step by step, kept under the version of its kind that it was opened under.

    `organisation_id` owns it; `place_path` empty is nowhere in particular. `entered_on` is since when it is at `step`.
    `turn` grows with each move and each move taken back: whoever saw another turn acts on a page that is out of date.
    `happenings` grows with everything done to the file.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="files")
    version = models.ForeignKey(KindVersion, on_delete=models.PROTECT, related_name="files")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=24, unique=True)
    title = models.CharField(_("title"), max_length=200)
    search_text = models.TextField()
    organisation_id = models.BigIntegerField()
    place_path = models.CharField(max_length=120, blank=True)
    anchor_on = models.DateField(null=True)
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="files")
    entered_on = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="files_owned"
    )
    due_on = models.DateField(null=True)
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    turn = models.PositiveIntegerField(default=1)
    happenings = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "procedures_file"
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="procedures_file_serial"),
            models.CheckConstraint(
                condition=Q(entered_on__gte=models.F("opened_on")), name="procedures_file_entered_once_opened"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "opened_at", "id"], name="procedures_file_of"),
            models.Index(fields=["organisation_id", "closed_at", "due_on"], name="procedures_file_open"),
            models.Index(fields=["organisation_id", "kind", "opened_at"], name="procedures_file_of_kind"),
            models.Index(fields=["owner", "closed_at", "due_on"], name="procedures_file_owned"),
            models.Index(
                fields=["due_on"], condition=Q(closed_at=None, owner__isnull=False), name="procedures_file_reminded"
            ),
        ]


class Party(models.Model):
    """Another organisation that takes part in a file and sees it, as what the kind knows or in words of its own."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="parties")
    organisation_id = models.BigIntegerField()
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, related_name="+")
    label = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "procedures_party"
        constraints = [
            models.UniqueConstraint(fields=["file", "organisation_id", "part"], name="procedures_party_once"),
        ]
        indexes = [models.Index(fields=["organisation_id", "part"], name="procedures_party_of")]


class Passage(models.Model):
    """
    A file went from one step to another: what happened on `happened_on`, written down at `at`.

    `owner`, `due_on`, `entered_on` and `days_spent` are of the step that was left. A passage that was taken back stays
    and counts no more. The first one has no step before it.
    """

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    move = models.ForeignKey(Move, on_delete=models.PROTECT, null=True, related_name="+")
    from_step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="passages_out")
    to_step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="passages_in")
    happened_on = models.DateField()
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    entered_on = models.DateField(null=True)
    days_spent = models.PositiveIntegerField(null=True)
    happenings = models.PositiveIntegerField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "procedures_passage"
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="procedures_passage_number"),
            models.CheckConstraint(
                condition=Q(from_step__isnull=True, days_spent__isnull=True, entered_on__isnull=True)
                | Q(from_step__isnull=False, days_spent__isnull=False, entered_on__isnull=False),
                name="procedures_passage_left_after_days",
            ),
        ]
        indexes = [
            models.Index(
                fields=["from_step", "happened_on"], condition=Q(taken_back_at=None), name="procedures_passage_stays"
            ),
        ]


class ChangeOf(models.TextChoices):
    """What was changed of a file without moving it."""

    OWNER = "owner", _("Owner")
    DUE_DATE = "due_date", _("Due date")
    ANCHOR_DATE = "anchor_date", _("Date of reference")
    TITLE = "title", _("Title")
    PARTY = "party", _("Party")


class Change(models.Model):
    """What was changed of a file, from what to what (dates as in ISO 8601), by whom and why."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(max_length=20, choices=ChangeOf.choices)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "procedures_change"


class Comment(models.Model):
    """What somebody said of a file."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"))
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "procedures_comment"


class Reminder(models.Model):
    """The owner of a file was written to, once per stay at a step and threshold (days from the due date)."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="reminders")
    turn = models.PositiveIntegerField()
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="+")
    threshold_days = models.SmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "procedures_reminder"
        constraints = [
            models.UniqueConstraint(fields=["file", "turn", "threshold_days"], name="procedures_reminder_once")
        ]
