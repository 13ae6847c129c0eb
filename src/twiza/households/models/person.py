"""A person of a household, what else she is called, and which papers she holds. Identified data (P2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.core.ids import new_id
from twiza.households.models.sex import PersonSex
from twiza.organisations.models import Organisation

NAME_MOST = 120


class BirthKnown(models.TextChoices):
    """How well a birth is known."""

    DAY = "day", _("Exact date")
    MONTH = "month", _("Month and year")
    YEAR = "year", _("Year")
    AGE = "age", _("Age as somebody said it")
    UNKNOWN = "unknown", _("Not known")


class Paper(models.TextChoices):
    """A paper that opens rights. No number of it is kept."""

    BIRTH = "birth", _("Birth certificate")
    FAMILY = "family", _("Family booklet")
    IDENTITY = "identity", _("Identity card")
    MARRIAGE = "marriage", _("Marriage certificate")
    RESIDENCE = "residence", _("Certificate of residence")
    HEALTH = "health", _("Health booklet")
    SCHOOL = "school", _("School certificate")


class Holding(models.TextChoices):
    """Whether somebody holds a paper."""

    HELD = "held", _("Held")
    ASKED = "asked", pgettext_lazy("paper", "Asked for")
    LOST = "lost", _("Lost")
    NONE = "none", _("Never had")


class Person(models.Model):
    """
    Somebody of a household, registered under consent by one organisation.

    `born_on` stands for a birth known less well than to the day by the middle of its month or year; said as an age, by
    the middle of the year that the age was said to begin in. `is_compared` is set once the background work looked for
    others whom she might be, until her name, sex or birth is corrected. `erased_at` tells a person who agreed no
    more: what identified her is gone, her id stays. One who was found twice points to the record that goes on
    (`merged_into`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=NAME_MOST, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=PersonSex.choices)
    born_on = models.DateField(_("born on"), null=True)
    birth_known = models.CharField(_("birth known to"), max_length=10, choices=BirthKnown.choices)
    died_on = models.DateField(_("died on"), null=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    search_text = models.TextField()
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    erased_at = models.DateTimeField(null=True)
    is_compared = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "households_person"
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_known="unknown", born_on__isnull=True)
                | (~Q(birth_known="unknown") & Q(born_on__isnull=False)),
                name="households_person_birth",
            ),
            models.CheckConstraint(
                condition=Q(died_on__isnull=True)
                | Q(born_on__isnull=True)
                | ~Q(birth_known="day")
                | Q(died_on__gte=models.F("born_on")),
                name="households_person_lived",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | ~Q(name=""), name="households_person_has_a_name"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(is_compared=False), name="households_person_uncompared")]


class Alias(models.Model):
    """What else a person is called: at home, at school, in another script, before her marriage."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=NAME_MOST)

    class Meta:
        db_table = "households_alias"
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="households_alias_once")]


class NameKey(models.Model):
    """What a person's names share with those of others they might be (households/names/blocking.py)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_keys")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)

    class Meta:
        db_table = "households_namekey"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="households_namekey_once")]
        indexes = [models.Index(fields=["organisation", "key"], name="households_namekey_found")]


class HeldDocument(models.Model):
    """Whether a person holds a paper, as it was last seen or said."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="papers")
    paper = models.CharField(max_length=10, choices=Paper.choices)
    holding = models.CharField(max_length=10, choices=Holding.choices)
    said_on = models.DateField()

    class Meta:
        db_table = "households_helddocument"
        constraints = [models.UniqueConstraint(fields=["person", "paper"], name="households_helddocument_once")]
