"""What a household may have a right to, as rows: RAMED, a mutual, direct social aid."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.evidence import Evidence


class Scheme(models.Model):
    """
    A scheme of a country: which table speaks of it, which kind of file enrols, when a right is open and how long.

    `regimes` are what the rules of the table call it; none: the table speaks of it alone. `opens_at` and
    `first_care_at` are steps of `file_kind`. `months` a right lasts and whether it is `is_renewable` are None where no
    source says so. `used_up` is the question of the enquiry that is answered yes once a right of it has ended; empty:
    none. A scheme that `is_contributory` asks its members to pay again and again. `rank` is its place in the file it
    came from.
    """

    country = models.CharField(max_length=3)
    code = models.SlugField(max_length=40)
    names = models.JSONField(_("names"))
    rank = models.PositiveSmallIntegerField()
    enquiry = models.CharField(max_length=60)
    ruleset = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    regimes = models.JSONField(default=list)
    file_kind = models.CharField(max_length=40, blank=True)
    opens_at = models.CharField(max_length=40, blank=True)
    first_care_at = models.CharField(max_length=40, blank=True)
    months = models.PositiveSmallIntegerField(null=True)
    is_renewable = models.BooleanField(null=True)
    is_contributory = models.BooleanField(default=False)
    used_up = models.CharField(max_length=60, blank=True)
    source = models.TextField()
    evidence = models.CharField(max_length=20, choices=Evidence.choices)

    class Meta:
        db_table = "social_protection_scheme"
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="social_protection_scheme_code"),
            models.CheckConstraint(
                condition=Q(file_kind="") | ~Q(opens_at=""), name="social_protection_scheme_file_opens_a_right"
            ),
        ]


class AlertBefore(models.Model):
    """How many months before the end of a right somebody is told of it."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="alerts")
    months = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "social_protection_alertbefore"
        constraints = [
            models.UniqueConstraint(fields=["scheme", "months"], name="social_protection_alertbefore_once"),
            models.CheckConstraint(condition=Q(months__gt=0), name="social_protection_alertbefore_some"),
        ]
