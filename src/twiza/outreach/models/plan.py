"""Plans computed from scenarios: routes, stops, and what each commune gets."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.outreach.models.scenario import Scenario
from twiza.procedures.models import File
from twiza.territory.models import Place


class PlanStatus(models.TextChoices):
    """What the engine says of its answer."""

    OPTIMAL = "optimal", _("Proven")
    FEASIBLE = "feasible", _("Not proven to the end")


class PlanOrigin(models.TextChoices):
    """How a plan came about."""

    COMPUTED = "computed", _("Computed from what was asked for")
    AGAIN = "again", _("Computed again from another plan")
    MOVED = "moved", _("Another plan with visits moved by hand")
    ADAPTED = "adapted", _("Another plan adapted to what changed")


class Plan(models.Model):
    """
    One computed plan, never computed again.

    `problem` is a `twiza-caravan/1`, `answer` a `twiza-plan/1`; `snapshot` holds what their ids stood for and
    `assumptions` what the figures rest on (outreach/order.py); `reached` holds the share (0-1) of each locality's
    people newly reached. `value` and `bound` are needs weighted by equity, `gap` is relative, `seconds` how long the
    search took. `month` is the first day of the month in which work begins: an organisation's plans of an area are
    numbered month by month, whatever the scenario, so that no two have the same name. `search_text` is how its names
    sound (outreach/finding.py). `origin` is how it came about, `based_on` the plan that it started from. `file` is its
    procedure, from draft to publication; a plan without one is a draft.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="plans")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    names = models.JSONField(_("names"))
    search_text = models.TextField()
    month = models.DateField()
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=PlanOrigin.choices, default=PlanOrigin.COMPUTED)
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    job_id = models.UUIDField(null=True, unique=True)
    file = models.OneToOneField(File, on_delete=models.PROTECT, null=True, related_name="plan")
    problem = models.JSONField()
    answer = models.JSONField()
    snapshot = models.JSONField()
    reached = models.JSONField()
    assumptions = models.JSONField()
    status = models.CharField(max_length=10, choices=PlanStatus.choices)
    value = models.FloatField()
    bound = models.FloatField()
    gap = models.FloatField()
    seconds = models.FloatField()
    stop_count = models.PositiveIntegerField()
    visit_count = models.PositiveIntegerField()
    route_count = models.PositiveIntegerField()
    people_newly_reached = models.PositiveIntegerField()
    need = models.FloatField()
    need_met = models.FloatField()
    km = models.FloatField()
    cost = models.FloatField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outreach_plan"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "area", "month", "number"], name="outreach_plan_number_once"
            ),
            models.CheckConstraint(condition=models.Q(gap__gte=0, gap__lte=1), name="outreach_plan_gap_is_a_share"),
        ]
        indexes = [models.Index(fields=["organisation", "-made_at"], name="outreach_plan_newest")]


class PlanRoute(models.Model):
    """
    One team's day: `day` as the engine counts, `on` its date. A locked route is kept by the next plan.

    `start` and `end` are the codes of the stops where the team slept and sleeps; empty is its base.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="routes")
    team = models.CharField(max_length=20)
    team_name = models.CharField(max_length=80)
    team_number = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    on = models.DateField()
    minutes = models.FloatField()
    km = models.FloatField()
    start = models.CharField(max_length=80, blank=True, default="")
    end = models.CharField(max_length=80, blank=True, default="")
    is_locked = models.BooleanField(default=False)

    class Meta:
        db_table = "outreach_planroute"
        constraints = [models.UniqueConstraint(fields=["plan", "team", "day"], name="outreach_planroute_once")]


class PlanStop(models.Model):
    """
    One visit: where, what it adds, why it is there.

    `people_newly_reached` and `need_met` (by specialty) are counted at the first visit that reaches people, so that
    they add up. `gain` is what the plan would lose without it, empty where the time ended before that was known;
    `next_best` the stop that would serve best in its place. A forbidden stop is left out of the next plan.
    """

    route = models.ForeignKey(PlanRoute, on_delete=models.CASCADE, related_name="stops")
    rank = models.PositiveSmallIntegerField()
    stop = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    names = models.JSONField()
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField()
    lon = models.FloatField()
    people_newly_reached = models.PositiveIntegerField()
    need_met = models.JSONField()
    gain = models.FloatField(null=True)
    next_best = models.CharField(max_length=80, blank=True)
    next_best_names = models.JSONField(default=dict)
    next_gain = models.FloatField(null=True)
    is_forbidden = models.BooleanField(default=False)

    class Meta:
        db_table = "outreach_planstop"
        constraints = [models.UniqueConstraint(fields=["route", "rank"], name="outreach_planstop_once")]


class PlanArea(models.Model):
    """
    What the plan does for a commune: people and need not served by fixed care, and how much of each it reaches.

    `people_within_reach` are within reach of fixed care, before and without the plan; `shortfall` is what is
    missing under the floor.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="areas")
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    people_within_reach = models.PositiveIntegerField()
    people_newly_reached = models.PositiveIntegerField()
    need = models.FloatField()
    need_met = models.FloatField()
    shortfall = models.FloatField()

    class Meta:
        db_table = "outreach_planarea"
        constraints = [models.UniqueConstraint(fields=["plan", "commune"], name="outreach_planarea_once")]
