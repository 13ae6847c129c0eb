"""A convention between parties: its terms, who signs it, what it is about, and how it was changed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.procedures.models import File


class Convention(models.Model):
    """
    What parties have promised each other. Its title, its number and where it stands are those of its file.

    `public_id` is the address of its public page, which shows while `published_at` is set; it cannot be guessed from
    `id`. `search_text` is how its title, its number and its parties sound.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="convention")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="conventions")
    search_text = models.TextField()
    purpose = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    renewal_terms = models.TextField(blank=True)
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="renewed_by")
    purpose_is_public = models.BooleanField(default=False)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    published_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "funding_convention"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="funding_convention_ends_once_it_began",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-starts_on", "-id"], name="funding_convention_newest")]


class ConventionParty(models.Model):
    """Somebody who signs: an organisation that is known here and sees the convention, or a name alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="parties_played"
    )
    name = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=200)
    is_public = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "funding_party"
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "organisation"],
                condition=Q(organisation__isnull=False, removed_at=None),
                name="funding_party_once",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="") | (Q(organisation__isnull=True) & ~Q(name="")),
                name="funding_party_is_known_or_named",
            ),
        ]


class Axis(models.Model):
    """A line of what the convention is about: a pillar, an axis of it, an action of it, in codes of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="axes")
    position = models.PositiveSmallIntegerField()
    pillar = models.CharField(max_length=60)
    axis = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    is_public = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "funding_axis"


class Amendment(models.Model):
    """A numbered, dated change of a signed convention; `closed_at` is when all its lines were written down."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    signed_on = models.DateField()
    subject = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "funding_amendment"
        constraints = [
            models.UniqueConstraint(fields=["convention", "number"], name="funding_amendment_number"),
            models.UniqueConstraint(
                fields=["convention"], condition=Q(closed_at=None), name="funding_amendment_one_is_open"
            ),
        ]


class Subject(models.TextChoices):
    """What of a convention was changed."""

    TERMS = "terms", _("Terms")
    PARTY = "party", _("Party")
    AXIS = "axis", _("Line of action")
    OBLIGATION = "obligation", _("Obligation")
    COMMITTEE = "committee", _("Committee")


class Change(models.Model):
    """
    One line of a convention as it was and as it became, each as words by field; None where there was or is no line.

    `effective_on` is from when it holds: the day of the amendment it belongs to, or the day it was written.
    """

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="changes")
    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, null=True, related_name="changes")
    subject = models.CharField(max_length=12, choices=Subject.choices)
    line_id = models.UUIDField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    effective_on = models.DateField()
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "funding_change"
