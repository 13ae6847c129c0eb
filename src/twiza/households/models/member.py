"""Who lives in a household from when until when, and who answers for a child."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.households.models.household import Household
from twiza.households.models.person import Person


class Relation(models.TextChoices):
    """What somebody is to the head of the household."""

    HEAD = "head", _("Head of the household")
    SPOUSE = "spouse", _("Husband or wife")
    CHILD = "child", _("Daughter or son")
    GRANDCHILD = "grandchild", _("Grandchild")
    PARENT = "parent", _("Mother or father")
    SIBLING = "sibling", _("Sister or brother")
    FOSTERED = "fostered", _("Child taken in")
    RELATIVE = "relative", _("Another relative")
    OTHER = "other", _("Not related")


class Leaving(models.TextChoices):
    """Why somebody lives in a household no more."""

    DEATH = "death", _("Died")
    MOVED = "moved", _("Moved away")
    MARRIED = "married", _("Married elsewhere")
    OTHER_HOME = "other_home", _("Lives in another household now")
    MISTAKE = "mistake", _("Never lived here: a mistake")


class GuardianKind(models.TextChoices):
    """How somebody answers for a child."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    LEGAL = "legal", _("Guardian in law")
    IN_FACT = "in_fact", _("Takes care of the child")


class Member(models.Model):
    """A person in a household, since a day (None: as long as it is known) and until she left."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    left_because = models.CharField(max_length=10, choices=Leaving.choices, blank=True)

    class Meta:
        db_table = "households_member"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="households_member_of_one_household"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until__isnull=True, relation="head"),
                name="households_member_one_head",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="households_member_leaves_after",
            ),
        ]


class Guardian(models.Model):
    """Somebody who answers for a child; a child may have several."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardians")
    adult = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="wards")
    kind = models.CharField(max_length=10, choices=GuardianKind.choices)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        db_table = "households_guardian"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "adult"], condition=Q(until__isnull=True), name="households_guardian_once"
            ),
            models.CheckConstraint(condition=~Q(child=F("adult")), name="households_guardian_is_another"),
        ]
