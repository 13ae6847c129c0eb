"""What an accompanied person agrees to: that she is accompanied, and who else reads which part of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.accompaniment.models.accompaniment import Accompaniment
from twiza.core.ids import new_id
from twiza.households.models import ConsentTold, Person, SpokenLanguage
from twiza.organisations.models import Organisation


class Group(models.TextChoices):
    """A part of an accompaniment that is agreed to by itself; the last is given to a person, never to a house."""

    ACCOMPANIMENT = "accompaniment", _("That she is accompanied, and what it takes is written down")
    REQUESTS = "requests", _("Her requests and her next step")
    APPOINTMENTS = "appointments", _("Her appointments")
    OBSTACLES = "obstacles", _("The obstacles she met")
    STORY = "story", _("Her story")
    HEALTH = "health", _("What was noted of her health")
    PROTECTED = "protected", _("What is protected, for one person by name")


class Agreement(ConsentTold):
    """
    One agreement of a person, or of who answers for her: a recipient organisation may read one part.

    What is protected is for one person by name (`reader`), also within the organisation that accompanies.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="agreements")
    group = models.CharField(max_length=15, choices=Group.choices)
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=5, choices=SpokenLanguage.choices)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "accompaniment_agreement"
        constraints = [
            models.UniqueConstraint(
                fields=["accompaniment", "group", "recipient"],
                condition=Q(withdrawn_at__isnull=True, reader__isnull=True),
                name="accompaniment_agreement_once",
            ),
            models.UniqueConstraint(
                fields=["accompaniment", "group", "recipient", "reader"],
                condition=Q(withdrawn_at__isnull=True, reader__isnull=False),
                name="accompaniment_agreement_named_once",
            ),
            models.CheckConstraint(
                condition=Q(group="protected", reader__isnull=False)
                | (~Q(group="protected") & Q(reader__isnull=True)),
                name="accompaniment_agreement_reader",
            ),
            models.CheckConstraint(
                condition=Q(given_by="person", guardian__isnull=True) | Q(given_by="guardian", guardian__isnull=False),
                name="accompaniment_agreement_who",
            ),
        ]
        indexes = [models.Index(fields=["recipient", "withdrawn_at"], name="accompaniment_agreement_held")]
