"""Organisations, and the memberships through which people act for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.accounts.rules import Role


class Organisation(models.Model):
    """An association, commune, council, health authority or network: the one that owns what its people make."""

    names = models.JSONField(_("names"))
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        db_table = "organisations_organisation"


class Membership(models.Model):
    """
    A person acts for an organisation in a role, somewhere, for a time.

    `territory` holds place paths, each with all below it; empty is everywhere. `valid_until` is what was agreed,
    `ended_on` is when somebody ended it before: taken back, what was agreed holds again.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=40, choices=Role.choices)
    territory = models.JSONField(default=list, blank=True)
    programme = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "organisations_membership"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="organisations_membership_ends_once_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("valid_from")),
                name="organisations_membership_ended_once_it_began",
            ),
        ]
