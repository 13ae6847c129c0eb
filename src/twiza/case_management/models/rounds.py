"""Rounds of home visits: what a supervisor asks for, and the versions planned for it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class Risk(models.TextChoices):
    """How much a home needs to be seen, as whoever follows it judged."""

    HIGH = "high", _("High risk")
    MEDIUM = "medium", _("Medium risk")
    LOW = "low", _("Low risk")


class RoundsPlan(models.Model):
    """
    The home visits of a team of agents over some weeks.

    `weekdays` are worked, as ISO 8601 numbers them. Minutes between two places are the straight line × `detour` at
    `speed_kmh`. `area` is the commune that holds most of the homes, None where no commune is known. `is_sample` tells
    homes that nobody lives in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    names = models.JSONField(_("names"))
    number = models.PositiveSmallIntegerField()
    search_text = models.TextField()
    area = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(_("first day"))
    working_days = models.PositiveSmallIntegerField(_("working days"))
    weekdays = models.JSONField(_("days worked"))
    speed_kmh = models.FloatField(_("speed (km/h)"))
    detour = models.FloatField(_("detour"))
    agent_count = models.PositiveSmallIntegerField()
    home_count = models.PositiveIntegerField()
    is_sample = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_management_roundsplan"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(speed_kmh__gt=0, detour__gte=1), name="case_management_roundsplan_travel"
            ),
            models.CheckConstraint(
                condition=models.Q(working_days__gte=1), name="case_management_roundsplan_has_days"
            ),
        ]

    def working_dates(self) -> list[dt.date]:
        """Return the dates worked, in order."""
        dates: list[dt.date] = []
        on = self.starts_on
        while len(dates) < self.working_days and self.weekdays:
            if on.isoweekday() in self.weekdays:
                dates.append(on)
            on += dt.timedelta(days=1)
        return dates


class RoundsAgent(models.Model):
    """An agent of a team: a code, a place to start from and come back to, minutes a day, dates of absence."""

    plan = models.ForeignKey(RoundsPlan, on_delete=models.CASCADE, related_name="agents")
    code = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    lat = models.FloatField()
    lon = models.FloatField()
    day_minutes = models.FloatField(_("minutes a day"))
    absent_on = models.JSONField(_("absent on"), default=list, blank=True)

    class Meta:
        db_table = "case_management_roundsagent"
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="case_management_roundsagent_code"),
        ]


class RoundsHome(models.Model):
    """
    A home to visit, known by a code only.

    `visits` of `visit_minutes` each, at least `gap_days` days apart; a missed one counts `priority`. `weekdays` empty
    is every day worked; `agent` empty is whoever is best placed.
    """

    plan = models.ForeignKey(RoundsPlan, on_delete=models.CASCADE, related_name="homes")
    code = models.CharField(max_length=40)
    lat = models.FloatField()
    lon = models.FloatField()
    risk = models.CharField(max_length=10, choices=Risk.choices, blank=True)
    visits = models.PositiveSmallIntegerField()
    gap_days = models.PositiveSmallIntegerField(default=1)
    priority = models.FloatField(default=1.0)
    visit_minutes = models.FloatField()
    weekdays = models.JSONField(default=list, blank=True)
    agent = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "case_management_roundshome"
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="case_management_roundshome_code"),
        ]


class RoundsVersion(models.Model):
    """
    Rounds that were planned and checked.

    `problem` (`twiza-rounds/1`) and `answer` (`twiza-rounds-answer/1`) are word for word what the engine had and gave;
    day 1 is the plan's first day, and every day of the calendar counts. `rounds` are all rounds of the period, those
    before `replanned_from` as in the version it is based on: {agent, day, homes, arrivals, walking, minutes}, minutes
    since the agent left. `missed` are {home, visits, why, minutes}. `absences` are [agent, date] told since the plan
    was asked for. A version holds from the day somebody accepts it until a later one does; the one that is set aside
    holds no more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(RoundsPlan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    based_on = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    job_id = models.UUIDField(null=True)
    replanned_from = models.DateField(null=True)
    absences = models.JSONField(default=list)
    problem = models.JSONField()
    answer = models.JSONField()
    rounds = models.JSONField()
    missed = models.JSONField(default=list)
    visits_asked = models.PositiveIntegerField()
    visits_planned = models.PositiveIntegerField()
    walking_minutes = models.FloatField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_management_roundsversion"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="case_management_roundsversion_number"),
        ]
