"""People who sign in, and the chain of what they did."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail whatever its case, as allauth and Django ask."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person with this e-mail address, in any case."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in. What she may do comes from her memberships, never from a flag here."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, default="fr")
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        db_table = "accounts_person"
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_person_email_any_case")]

    def __str__(self) -> str:
        return self.name


class AuditEntry(models.Model):
    """One link of the chain: who did what to what, when, and the hash of the link before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=40)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "accounts_auditentry"
        indexes = [models.Index(fields=["at"], name="accounts_audit_at")]


class AuditHead(models.Model):
    """The last link: locked while one is added, so that the chain never forks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        db_table = "accounts_audithead"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="accounts_audithead_is_one_row")]
