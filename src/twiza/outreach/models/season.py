"""What changes in a scenario with the time of the year, and with each team: seasons, pauses, pace of work."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Specialty
from twiza.outreach.models.scenario import Scenario, ScenarioStop, ScenarioTeam


class TravelSeason(models.Model):
    """Dates, both included, on which teams drive otherwise and some stops cannot be reached; no two overlap."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="seasons")
    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    speed_kmh = models.FloatField(_("speed (km/h)"))
    detour = models.FloatField(_("detour"))
    closed_stops = models.ManyToManyField(ScenarioStop, db_table="outreach_travelseason_stops", related_name="+")

    class Meta:
        db_table = "outreach_travelseason"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="outreach_travelseason_dates_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(speed_kmh__gt=0, detour__gte=1), name="outreach_travelseason_travel"
            ),
        ]


class Pause(models.Model):
    """Dates, both included, on which a team does not work or a stop is not visited, and why."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="pauses")
    team = models.ForeignKey(ScenarioTeam, null=True, on_delete=models.CASCADE, related_name="pauses")
    stop = models.ForeignKey(ScenarioStop, null=True, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("why"), max_length=120, blank=True)

    class Meta:
        db_table = "outreach_pause"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(team__isnull=True, stop__isnull=False)
                | models.Q(team__isnull=False, stop__isnull=True),
                name="outreach_pause_of_a_team_or_a_stop",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="outreach_pause_dates_in_order"
            ),
        ]


class TeamPace(models.Model):
    """How long a consultation of one specialty takes a team, where that is not what it says for all of them."""

    team = models.ForeignKey(ScenarioTeam, on_delete=models.CASCADE, related_name="paces")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="+")
    minutes = models.FloatField(_("minutes per consultation"))

    class Meta:
        db_table = "outreach_teampace"
        constraints = [
            models.UniqueConstraint(fields=["team", "specialty"], name="outreach_teampace_once"),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="outreach_teampace_takes_time"),
        ]
