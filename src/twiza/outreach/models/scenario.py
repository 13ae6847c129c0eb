"""What a planner asks for: scenarios, their stops and teams."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Basis, Care, NeedFormula, Specialty
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.territory.models import Place

DAYS_PER_WEEK = 7


class Weekday(models.IntegerChoices):
    """The days of a week, numbered as ISO 8601 does."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class StopKind(models.TextChoices):
    """What a candidate stop is."""

    CHIEF_PLACE = "chief_place", _("Commune")
    SOUK = "souk", _("Weekly souk")
    CHOSEN = "chosen", _("Chosen place")


class Scenario(models.Model):
    """
    What one caravan season is to be: changed freely, and copied into each plan made from it.

    `basis` says where fixed care is, `care` which; whoever is more than `fixed_reach_minutes` of road from it is not
    within its reach. A stop is for people within walking distance: all of them up to `walking_full_km`, fewer,
    linearly, up to `walking_zero_km` (straight line). No stop is nearer to fixed care than `stop_clear_km`
    (straight line). `gap` is relative, `seconds` the time allowed to the search, `area_floor` a share (0-1) of each
    commune's need.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    names = models.JSONField(_("names"))
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("first day"))
    day_count = models.PositiveSmallIntegerField(_("working days"))
    closed_weekdays = models.JSONField(_("days off"), default=list, blank=True)
    specialties = models.ManyToManyField(Specialty, db_table="outreach_scenario_specialties", related_name="+")
    need_formula = models.ForeignKey(NeedFormula, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(_("where fixed care is"), max_length=20, choices=Basis.choices)
    care = models.CharField(_("fixed care"), max_length=20, choices=Care.choices)
    fixed_reach_minutes = models.FloatField(_("within reach of fixed care (minutes)"))
    stop_clear_km = models.FloatField(_("no stop nearer to fixed care than (km)"))
    walking_full_km = models.FloatField(_("everybody walks up to (km)"))
    walking_zero_km = models.FloatField(_("nobody walks beyond (km)"))
    equity_strength = models.FloatField(_("equity"))
    speed_kmh = models.FloatField(_("speed (km/h)"))
    detour = models.FloatField(_("detour"))
    stops_per_day_max = models.PositiveSmallIntegerField(_("stops a day at most"))
    visits_max = models.PositiveSmallIntegerField(_("visits of one stop at most"))
    visits_min = models.PositiveSmallIntegerField(_("visits of a stop that is visited, at least"), default=0)
    gap_days_min = models.PositiveSmallIntegerField(_("days between two visits of a stop, at least"))
    nights_max = models.PositiveSmallIntegerField(_("nights away in a row, at most"), default=0)
    budget = models.FloatField(_("budget"), null=True, blank=True)
    area_floor = models.FloatField(_("share of need met in each commune, at least"), null=True, blank=True)
    seed = models.PositiveIntegerField(default=1)
    seconds = models.PositiveSmallIntegerField(_("time allowed (seconds)"))
    gap = models.FloatField(_("good enough when proven within"))
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outreach_scenario"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(day_count__gte=1, stops_per_day_max__gte=1, visits_max__gte=1),
                name="outreach_scenario_counts_from_one",
            ),
            models.CheckConstraint(
                condition=models.Q(visits_min__lte=models.F("visits_max")), name="outreach_scenario_visits_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(walking_full_km__gt=0, walking_zero_km__gte=models.F("walking_full_km")),
                name="outreach_scenario_walking_distances",
            ),
            models.CheckConstraint(
                condition=models.Q(equity_strength__gte=0, equity_strength__lte=2), name="outreach_scenario_equity"
            ),
            models.CheckConstraint(
                condition=models.Q(speed_kmh__gt=0, detour__gte=1), name="outreach_scenario_travel"
            ),
            models.CheckConstraint(
                condition=models.Q(basis=Basis.REGISTERED) | models.Q(care=Care.HOSPITAL),
                name="outreach_scenario_no_primary_care_on_assumed_hospitals",
            ),
            models.CheckConstraint(
                condition=models.Q(area_floor__isnull=True) | models.Q(area_floor__gte=0, area_floor__lte=1),
                name="outreach_scenario_floor_is_a_share",
            ),
        ]

    def working_dates(self) -> list[dt.date]:
        """Return the dates of the working days: the engine's day 1 is the first of them."""
        dates: list[dt.date] = []
        day = self.starts_on
        while len(dates) < self.day_count and len(set(self.closed_weekdays)) < DAYS_PER_WEEK:
            if day.isoweekday() not in self.closed_weekdays:
                dates.append(day)
            day += dt.timedelta(days=1)
        return dates


class ScenarioStop(models.Model):
    """
    A place where a caravan may work, in a commune.

    `open_weekdays` empty is every working day. `people_near` are those within walking distance and not within
    reach of fixed care when the stop was proposed; `weekly_souks` is the commune's number in the census, empty
    when the census does not say. How often it is visited is the scenario's where it says nothing itself.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="stops")
    code = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=StopKind.choices)
    names = models.JSONField(_("names"))
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField()
    lon = models.FloatField()
    service_minutes = models.FloatField(_("minutes of work"))
    open_weekdays = models.JSONField(_("days of the week"), default=list, blank=True)
    visits_max = models.PositiveSmallIntegerField(_("visits at most"), null=True, blank=True)
    visits_min = models.PositiveSmallIntegerField(_("visits at least"), null=True, blank=True)
    gap_days_min = models.PositiveSmallIntegerField(_("days between"), null=True, blank=True)
    people_near = models.PositiveIntegerField(default=0)
    weekly_souks = models.PositiveSmallIntegerField(null=True)
    is_included = models.BooleanField(_("included"), default=True)
    is_by_hand = models.BooleanField(default=False)

    class Meta:
        db_table = "outreach_scenariostop"
        constraints = [
            models.UniqueConstraint(fields=["scenario", "code"], name="outreach_scenariostop_code_once"),
            models.CheckConstraint(
                condition=models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180, service_minutes__gt=0),
                name="outreach_scenariostop_makes_sense",
            ),
        ]


class ScenarioTeam(models.Model):
    """
    A team: where it starts and ends each day, what it can do, how long it works.

    Without `minutes_per_consultation` (for the specialties of which TeamPace says nothing) its visits are not limited
    by time.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="teams")
    code = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=80)
    base = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    specialties = models.ManyToManyField(Specialty, db_table="outreach_scenarioteam_specialties", related_name="+")
    day_minutes = models.FloatField(_("minutes a day, road included"))
    weekdays = models.JSONField(_("days of the week"), default=list, blank=True)
    minutes_per_consultation = models.FloatField(_("minutes per consultation"), null=True, blank=True)
    cost_day = models.FloatField(_("cost of a day"), default=0)
    cost_km = models.FloatField(_("cost of a kilometre"), default=0)

    class Meta:
        db_table = "outreach_scenarioteam"
        constraints = [
            models.UniqueConstraint(fields=["scenario", "code"], name="outreach_scenarioteam_code_once"),
            models.CheckConstraint(
                condition=models.Q(day_minutes__gt=0, cost_day__gte=0, cost_km__gte=0),
                name="outreach_scenarioteam_makes_sense",
            ),
        ]
