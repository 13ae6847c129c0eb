"""Where care is given: types and services as rows, facilities, and how complete their list is believed to be."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class Evidence(models.TextChoices):
    """How a rule is known. `known` and `design` are shown as to be validated."""

    SEEN_PRIMARY = "seen_primary", _("Read in the text of the institution")
    SEEN_SECONDARY = "seen_secondary", _("Read in press, a course or public code")
    KNOWN = "known", _("General knowledge, to be validated")
    DESIGN = "design", _("Our proposal, to be validated")


class Status(models.TextChoices):
    """Whether care is given there today."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    WITHOUT_STAFF = "without_staff", _("Without staff")
    UNKNOWN = "unknown", _("Status unknown")


class Completeness(models.TextChoices):
    """How complete the list of a territory is believed to be."""

    UNKNOWN = "unknown", _("Not known")
    PARTIAL = "partial", _("Partial")
    BELIEVED_COMPLETE = "believed_complete", _("Believed complete")


class Service(models.Model):
    """A kind of care that a facility may give."""

    code = models.CharField(max_length=60, unique=True)
    names = models.JSONField(_("names"))

    class Meta:
        db_table = "facilities_service"


class FacilityType(models.Model):
    """
    A kind of facility of a country's health map, with what it usually offers.

    `level` is 0 for a community site, 1 for primary care, 2 and more for hospitals. The planning defaults are design
    values; a norm that is empty is not set.
    """

    code = models.CharField(max_length=40, unique=True)
    country = models.CharField(max_length=2)
    network = models.CharField(max_length=20, blank=True)
    level = models.PositiveSmallIntegerField()
    names = models.JSONField(_("names"))
    is_mobile = models.BooleanField(default=False)
    services = models.ManyToManyField(Service, db_table="facilities_facilitytype_services", blank=True)
    default_people_min = models.PositiveIntegerField(null=True)
    default_people_max = models.PositiveIntegerField(null=True)
    default_access_minutes = models.PositiveSmallIntegerField(null=True)
    default_doctors = models.PositiveSmallIntegerField(null=True)
    default_nurses = models.PositiveSmallIntegerField(null=True)
    default_midwives = models.PositiveSmallIntegerField(null=True)
    norm_people = models.PositiveIntegerField(null=True)
    norm_radius_km = models.FloatField(null=True)
    type_evidence = models.CharField(max_length=20, choices=Evidence.choices)
    services_evidence = models.CharField(max_length=20, choices=Evidence.choices, blank=True)
    norm_evidence = models.CharField(max_length=20, choices=Evidence.choices, blank=True)
    sources = models.TextField(blank=True)
    rules_version = models.CharField(max_length=40)

    class Meta:
        db_table = "facilities_facilitytype"


class Facility(models.Model):
    """
    A place where care is given, as somebody said it is, with the source and who verified it.

    `place` is its commune, or the smallest place that is known to hold it. `doctors`, `nurses` and `midwives` are
    full-time equivalents; empty is not known, never 0.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="facilities")
    code = models.CharField(_("code"), max_length=80, blank=True)
    names = models.JSONField(_("names"))
    search_text = models.TextField(default="", editable=False)
    type = models.ForeignKey(FacilityType, on_delete=models.PROTECT, related_name="facilities")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="facilities")
    lat = models.FloatField(_("latitude"), null=True)
    lon = models.FloatField(_("longitude"), null=True)
    is_mobile = models.BooleanField(_("mobile"), default=False)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.UNKNOWN)
    doctors = models.FloatField(_("doctors"), null=True)
    nurses = models.FloatField(_("nurses"), null=True)
    midwives = models.FloatField(_("midwives"), null=True)
    source = models.CharField(_("source"), max_length=200)
    verified_by = models.CharField(_("verified by"), max_length=200, blank=True)
    verified_on = models.DateField(_("verified on"), null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "facilities_facility"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], condition=~Q(code=""), name="facilities_facility_code_once"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(
                    lat__isnull=False,
                    lon__isnull=False,
                    lat__gte=-90,
                    lat__lte=90,
                    lon__gte=-180,
                    lon__lte=180,
                ),
                name="facilities_facility_has_both_coordinates_or_none",
            ),
            models.CheckConstraint(
                condition=(Q(doctors__isnull=True) | Q(doctors__gte=0))
                & (Q(nurses__isnull=True) | Q(nurses__gte=0))
                & (Q(midwives__isnull=True) | Q(midwives__gte=0)),
                name="facilities_facility_staff_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(verified_by="", verified_on__isnull=True)
                | (~Q(verified_by="") & Q(verified_on__isnull=False)),
                name="facilities_facility_verified_by_and_on_together",
            ),
        ]


class FacilityService(models.Model):
    """A service that a facility gives. `supply` is in full-time equivalents of care; empty is not known."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="facility_services")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    supply = models.FloatField(_("supply"), null=True)

    class Meta:
        db_table = "facilities_facilityservice"
        constraints = [
            models.UniqueConstraint(fields=["facility", "service"], name="facilities_facilityservice_once"),
            models.CheckConstraint(
                condition=Q(supply__isnull=True) | Q(supply__gte=0), name="facilities_facilityservice_not_negative"
            ),
        ]


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
