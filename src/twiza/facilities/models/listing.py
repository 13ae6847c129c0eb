"""Lists of facilities: how complete somebody believes one to be, and a file on its way in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.facilities.models.kinds import FacilityType
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class Completeness(models.TextChoices):
    """How complete the list of a territory is believed to be."""

    UNKNOWN = "unknown", _("Not known")
    PARTIAL = "partial", _("Partial")
    BELIEVED_COMPLETE = "believed_complete", _("Believed complete")


class FacilityList(models.Model):
    """What somebody says of how complete the list of a territory is, on a day. Kept, never overwritten."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="facility_lists")
    completeness = models.CharField(_("completeness"), max_length=20, choices=Completeness.choices)
    said_by = models.CharField(_("said by"), max_length=200)
    said_on = models.DateField(_("said on"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        db_table = "facilities_facilitylist"


class FacilityImport(models.Model):
    """
    A file of facilities on its way in: kept as it came until it is stored or given up.

    `columns` says which column each field is in, `types` which of our types the file's words mean, `decisions` what
    to do with rows that may be there already.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    country = models.CharField(max_length=2)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    source = models.CharField(_("source"), max_length=200)
    default_type = models.ForeignKey(FacilityType, null=True, on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict)
    types = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)

    class Meta:
        db_table = "facilities_facilityimport"
