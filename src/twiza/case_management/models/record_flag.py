"""What can hardly be so in the records of children, and what was answered to it. Health data (P3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.case_management.models.visit import ChildVisit
from twiza.core.ids import new_id
from twiza.households.models import Person
from twiza.organisations.models import Organisation
from twiza.rulesets.models import RulesetVersion


class FlagKind(models.TextChoices):
    """Why a record is pointed out."""

    IMPOSSIBLE = "impossible", pgettext_lazy("record", "Impossible")
    OUTLYING = "outlying", pgettext_lazy("record", "Outlying")
    LATE = "late", pgettext_lazy("record", "Late")
    REGULAR = "regular", pgettext_lazy("record", "Too regular")


class FlagAct(models.TextChoices):
    """What was done about a record that was pointed out; `told` is what the agent answered."""

    RIGHT = "right", _("Checked: right as it is")
    CORRECTED = "corrected", _("Corrected")
    ASKED = "asked", _("Agent asked")
    TOLD = "told", _("The agent answered")
    UNKNOWABLE = "unknowable", _("Cannot be known")


ENDS = (FlagAct.RIGHT, FlagAct.CORRECTED, FlagAct.UNKNOWABLE)
"""The acts after which nothing waits any more."""


class RecordFlag(models.Model):
    """
    That a rule points a record out: a visit, a child, or a day or month of an agent (then `child` is None).

    `value` was more than the `limit` of the version; `about` tells z-scores by index, if any. `last_act` is empty
    while nobody did anything; it is so again when the record changed and is pointed out for another value. `gone_at`
    tells when the rule found it no more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(RulesetVersion, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=FlagKind.choices)
    child = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="record_flags")
    visit = models.ForeignKey(ChildVisit, on_delete=models.CASCADE, null=True, related_name="flags")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    value = models.FloatField()
    limit = models.FloatField()
    about = models.CharField(max_length=100, blank=True)
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    last_act = models.CharField(max_length=10, choices=FlagAct.choices, blank=True)
    last_act_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_management_recordflag"
        constraints = [
            models.UniqueConstraint(fields=["visit", "rule"], name="case_management_recordflag_visit"),
            models.UniqueConstraint(
                fields=["child", "rule"], condition=Q(visit=None), name="case_management_recordflag_child"
            ),
            models.UniqueConstraint(
                fields=["organisation", "agent", "rule", "on"],
                condition=Q(child=None),
                name="case_management_recordflag_agent",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-on", "-id"], name="case_management_recordflag_on")]


class RecordFlagAct(models.Model):
    """One act about a record that was pointed out: in which words, by whom and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    flag = models.ForeignKey(RecordFlag, on_delete=models.CASCADE, related_name="acts")
    act = models.CharField(max_length=10, choices=FlagAct.choices)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "case_management_recordflagact"


class ChildCheck(models.Model):
    """By what the records of a child were last looked at: the version of the rules, her birth and her death."""

    child = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    version = models.ForeignKey(RulesetVersion, on_delete=models.PROTECT, related_name="+")
    born_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    checked_at = models.DateTimeField()

    class Meta:
        db_table = "case_management_childcheck"


class AgentMonth(models.Model):
    """A month (its first day) of an agent's visits, which are looked at together once one of them is new."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    is_checked = models.BooleanField(default=False)

    class Meta:
        db_table = "case_management_agentmonth"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "agent", "month"], name="case_management_agentmonth_once")
        ]
        indexes = [models.Index(fields=["id"], condition=Q(is_checked=False), name="case_management_agentmonth_new")]
