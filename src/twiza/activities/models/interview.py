"""What parents know of danger signs, asked in an enquiry before awareness and after it; nobody is named."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class Parent(models.TextChoices):
    """Who is asked."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")


class Moment(models.TextChoices):
    """When a parent is asked: of two enquiries, which."""

    BEFORE = "before", _("Before awareness")
    AFTER = "after", _("After awareness")


class ParentInterview(models.Model):
    """
    A mother or a father who was asked which danger signs of a child she or he knows.

    `signs_cited` is how many she named by herself, without any being read to her.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parent_interviews")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="parent_interviews")
    moment = models.CharField(max_length=6, choices=Moment.choices)
    parent = models.CharField(max_length=6, choices=Parent.choices)
    signs_cited = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activities_parentinterview"
        indexes = [models.Index(fields=["organisation", "-asked_on", "-id"], name="activities_interview_newest")]
