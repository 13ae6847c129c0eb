"""What there is to say of care as rows: types of facility, services, professions, equipment, and how long it holds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.core.evidence import Evidence


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


class Profession(models.Model):
    """A profession of which a facility may have posts. `position` is its place in lists."""

    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField(_("names"))
    position = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=20, choices=Evidence.choices)

    class Meta:
        db_table = "facilities_profession"


class EquipmentKind(models.Model):
    """A kind of equipment that a facility may have. `position` is its place in lists."""

    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField(_("names"))
    position = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=20, choices=Evidence.choices)

    class Meta:
        db_table = "facilities_equipmentkind"


class FactPeriod(models.Model):
    """How long a fact of a topic holds once verified, in months; empty is not set, and then it never goes stale."""

    topic = models.CharField(max_length=20, unique=True)
    months = models.PositiveSmallIntegerField(null=True)
    evidence = models.CharField(max_length=20, choices=Evidence.choices)

    class Meta:
        db_table = "facilities_factperiod"
