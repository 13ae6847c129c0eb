"""A facility, with all that is said of it: services, posts, equipment, opening, visits, authorisations."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.facilities.models.kinds import EquipmentKind, FacilityType, Profession, Service
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class Status(models.TextChoices):
    """Whether care is given there today."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    WITHOUT_STAFF = "without_staff", _("Without staff")
    UNKNOWN = "unknown", _("Status unknown")


class Facility(models.Model):
    """
    A place where care is given, as somebody said it is, with the source and who verified it.

    `place` is its commune, or the smallest place that is known to hold it. What is empty is not known, never 0.
    Staff are posts: `doctors`, `nurses` and `midwives` repeat those of three professions, in full-time equivalents,
    for those who count thousands of facilities; they are written where posts are and nowhere else.
    `merged_into` is the one kept of two that a person found to be the same.
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
    status_since = models.DateField(null=True)
    beds = models.PositiveIntegerField(null=True)
    doctors = models.FloatField(_("doctors"), null=True)
    nurses = models.FloatField(_("nurses"), null=True)
    midwives = models.FloatField(_("midwives"), null=True)
    source = models.CharField(_("source"), max_length=200)
    verified_by = models.CharField(_("verified by"), max_length=200, blank=True)
    verified_on = models.DateField(_("verified on"), null=True)
    updated_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        db_table = "facilities_facility"
        indexes = [models.Index(fields=["place", "id"], name="facilities_facility_place")]
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


class FacilityPost(models.Model):
    """
    The posts of a profession in a facility, in full-time equivalents; empty is not known.

    `norm` is what a decision grants this very facility; empty leaves the norm of its type, if one is set.
    """

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="posts")
    profession = models.ForeignKey(Profession, to_field="code", on_delete=models.PROTECT, related_name="+")
    in_post = models.FloatField(null=True)
    norm = models.FloatField(null=True)

    class Meta:
        db_table = "facilities_facilitypost"
        constraints = [
            models.UniqueConstraint(fields=["facility", "profession"], name="facilities_facilitypost_once"),
            models.CheckConstraint(
                condition=(Q(in_post__isnull=True) | Q(in_post__gte=0)) & (Q(norm__isnull=True) | Q(norm__gte=0)),
                name="facilities_facilitypost_not_negative",
            ),
        ]


class FacilityEquipment(models.Model):
    """How much of a kind of equipment there is, and how much of it works; empty is not known."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="equipment")
    kind = models.ForeignKey(EquipmentKind, to_field="code", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    working = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "facilities_facilityequipment"
        constraints = [
            models.UniqueConstraint(fields=["facility", "kind"], name="facilities_facilityequipment_once"),
            models.CheckConstraint(
                condition=Q(working__isnull=True) | Q(working__lte=F("number")),
                name="facilities_facilityequipment_works_if_there",
            ),
        ]


class FacilityOpening(models.Model):
    """Hours during which a facility is open on a weekday, Monday being 1."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField()
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        db_table = "facilities_facilityopening"
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "weekday", "opens_at"], name="facilities_facilityopening_once"
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7), name="facilities_facilityopening_is_a_weekday"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="facilities_facilityopening_closes_after_it_opens"
            ),
        ]


class FacilityVisit(models.Model):
    """A week of the year, by its ISO number, in which a mobile unit comes to a place."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="visits")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    week = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "facilities_facilityvisit"
        constraints = [
            models.UniqueConstraint(fields=["facility", "place", "week"], name="facilities_facilityvisit_once"),
            models.CheckConstraint(condition=Q(week__gte=1, week__lte=53), name="facilities_facilityvisit_is_a_week"),
        ]


class FacilityCatchment(models.Model):
    """A place whose inhabitants belong to a facility, as somebody said: what lies in it belongs there too."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="catchment")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "facilities_facilitycatchment"
        constraints = [models.UniqueConstraint(fields=["facility", "place"], name="facilities_facilitycatchment_once")]


class Authorisation(models.Model):
    """By which act somebody let a facility give care, and until when; an empty end is without one."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="authorisations")
    number = models.CharField(max_length=80)
    given_by = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        db_table = "facilities_authorisation"
        indexes = [models.Index(fields=["valid_until"], name="facilities_authorisation_until")]
        constraints = [
            models.UniqueConstraint(fields=["facility", "number"], name="facilities_authorisation_once"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="facilities_authorisation_ends_once_it_began",
            ),
        ]
