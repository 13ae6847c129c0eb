"""What people need by specialty, and how far they are from care: formulas and scenarios, kept with their versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.core.evidence import Evidence
from twiza.core.ids import new_id
from twiza.facilities.models import Facility
from twiza.organisations.models import Organisation
from twiza.rulesets.models import RulesetVersion
from twiza.territory.models import CensusIndicator, Place, Sex


class Counted(models.TextChoices):
    """Whom a term of a formula counts."""

    EVERYONE = "everyone", _("Every inhabitant")
    GROUP = "group", _("A group by sex and age")
    SHARE = "share", _("The share that an indicator gives")
    REST = "rest", _("The share that an indicator leaves out")
    PER_UNIT = "per_unit", _("A number per 1,000 inhabitants for each unit of an indicator")


class Basis(models.TextChoices):
    """Where care is supposed to be given."""

    REGISTERED = "registered", _("The facilities of our list")
    PROVINCE_TOWNS = "province_towns", _("Assumed: a reference hospital in the largest commune of each province")
    REGION_TOWNS = "region_towns", _("Assumed: a reference hospital in the largest commune of each region")


class Care(models.TextChoices):
    """Which care the figures are about."""

    PRIMARY = "primary", _("Primary care")
    HOSPITAL = "hospital", _("Hospital care")


class SupplyUnit(models.TextChoices):
    """What is shared among the people within reach."""

    FACILITIES = "facilities", _("Facilities, each counted as one")
    DOCTORS = "doctors", _("Doctors in the facilities")


class Season(models.TextChoices):
    """When people travel. What a scenario supposes first is the dry season."""

    DRY = "dry", _("Dry season")
    RAINS = "rains", _("Rains")
    SNOW = "snow", _("Snow")


class ChangeKind(models.TextChoices):
    """What is done to the places of care that a scenario counts."""

    ADD = "add"
    CLOSE = "close"
    RESIZE = "resize"


ASSUMED = (Basis.PROVINCE_TOWNS, Basis.REGION_TOWNS)


class Specialty(models.Model):
    """What a person may need to see somebody for. Minutes are a design value until someone validates them."""

    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField(_("names"))
    minutes_per_consultation = models.FloatField()
    evidence = models.CharField(max_length=20, choices=Evidence.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "access_specialty"


class PopulationGroup(models.Model):
    """People of a sex between two ages, the end left out, as the census bands allow them to be counted."""

    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField(_("names"))
    sex = models.CharField(max_length=10, choices=Sex.choices)
    age_start = models.PositiveSmallIntegerField()
    age_end = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "access_populationgroup"
        constraints = [
            models.CheckConstraint(condition=Q(age_end__gt=models.F("age_start")), name="access_populationgroup_ages")
        ]


class NeedFormula(models.Model):
    """
    One version of a formula of needs, never changed once saved: a new version goes beside it in the same `series`.

    Without an organisation it is the one shipped with Twiza, for everybody to start from. `ruleset_version` holds the
    same weights as rows of data, with their evidence, and says where the formula stands: draft, under review, active.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    series = models.UUIDField(default=new_id)
    version = models.PositiveIntegerField()
    names = models.JSONField(_("names"))
    note = models.TextField(_("note"), blank=True)
    evidence = models.CharField(max_length=20, choices=Evidence.choices, default=Evidence.DESIGN)
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    ruleset_version = models.OneToOneField(RulesetVersion, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "access_needformula"
        constraints = [models.UniqueConstraint(fields=["series", "version"], name="access_needformula_version_once")]


class NeedTerm(models.Model):
    """
    One part of a formula: people counted × weight = people estimated to need the specialty within a year.

    `weight` is the share (0–1) of the people counted; for PER_UNIT it is a number per 1,000 inhabitants and unit.
    """

    formula = models.ForeignKey(NeedFormula, on_delete=models.CASCADE, related_name="terms")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="+")
    counted = models.CharField(max_length=20, choices=Counted.choices)
    group = models.ForeignKey(PopulationGroup, null=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(CensusIndicator, null=True, on_delete=models.PROTECT, related_name="+")
    weight = models.FloatField(_("weight"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "access_needterm"
        constraints = [
            models.UniqueConstraint(
                fields=["formula", "specialty"], condition=Q(counted="everyone"), name="access_needterm_everyone_once"
            ),
            models.UniqueConstraint(
                fields=["formula", "specialty", "group"],
                condition=Q(counted="group"),
                name="access_needterm_group_once",
            ),
            models.UniqueConstraint(
                fields=["formula", "specialty", "counted", "indicator"],
                condition=Q(counted__in=["share", "rest", "per_unit"]),
                name="access_needterm_indicator_once",
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="access_needterm_weight_not_negative"),
            models.CheckConstraint(
                condition=Q(counted="everyone", group__isnull=True, indicator__isnull=True)
                | Q(counted="group", group__isnull=False, indicator__isnull=True)
                | Q(counted__in=["share", "rest", "per_unit"], group__isnull=True, indicator__isnull=False),
                name="access_needterm_counts_one_thing",
            ),
        ]


class AccessScenario(models.Model):
    """
    How far people are from care, under assumptions that a planner chose and that are named wherever figures show.

    Road kilometres are great-circle kilometres × `detour`; minutes are these at `speed_kmh`.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(_("where care is given"), max_length=20, choices=Basis.choices)
    care = models.CharField(_("care"), max_length=20, choices=Care.choices)
    supply_unit = models.CharField(_("supply"), max_length=20, choices=SupplyUnit.choices, blank=True)
    speed_kmh = models.FloatField(_("speed (km/h)"))
    detour = models.FloatField(_("detour"))
    near_km = models.FloatField()
    far_km = models.FloatField()
    near_minutes = models.FloatField()
    far_minutes = models.FloatField()
    assumed_places = models.ManyToManyField(Place, db_table="access_accessscenario_assumed_places", related_name="+")
    facilities_counted = models.PositiveIntegerField(default=0)
    facilities_without_supply = models.PositiveIntegerField(default=0)
    rests_on_grid = models.BooleanField(default=True)
    based_on = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "access_accessscenario"
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="registered") | Q(care="hospital", supply_unit=""),
                name="access_accessscenario_no_primary_care_on_assumed_hospitals",
            ),
            models.CheckConstraint(condition=Q(speed_kmh__gt=0), name="access_accessscenario_speed"),
            models.CheckConstraint(condition=Q(detour__gte=1), name="access_accessscenario_detour"),
            models.CheckConstraint(
                condition=Q(near_km__gt=0, near_minutes__gt=0)
                & Q(far_km__gt=models.F("near_km"), far_minutes__gt=models.F("near_minutes")),
                name="access_accessscenario_near_before_far",
            ),
        ]


class ScenarioSeason(models.Model):
    """How people are supposed to travel in a season other than the dry one; without a row, as in the dry season."""

    scenario = models.ForeignKey(AccessScenario, on_delete=models.CASCADE, related_name="seasons")
    season = models.CharField(max_length=10, choices=Season.choices)
    speed_kmh = models.FloatField()
    detour = models.FloatField()

    class Meta:
        db_table = "access_scenarioseason"
        constraints = [
            models.UniqueConstraint(fields=["scenario", "season"], name="access_scenarioseason_once"),
            models.CheckConstraint(condition=~Q(season="dry"), name="access_scenarioseason_not_dry"),
            models.CheckConstraint(condition=Q(speed_kmh__gt=0, detour__gte=1), name="access_scenarioseason_travel"),
        ]


class ScenarioChange(models.Model):
    """
    One thing that a scenario supposes to be otherwise than today: a place of care more, one fewer, or of another size.

    `supply` is in the unit of the scenario; empty is not known.
    """

    scenario = models.ForeignKey(AccessScenario, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    commune = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(Facility, null=True, on_delete=models.PROTECT, related_name="+")
    supply = models.FloatField(null=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "access_scenariochange"
        constraints = [
            models.UniqueConstraint(fields=["scenario", "position"], name="access_scenariochange_position_once"),
            models.CheckConstraint(
                condition=Q(kind="add", commune__isnull=False, facility__isnull=True)
                | Q(kind="close", commune__isnull=True, facility__isnull=False, supply__isnull=True)
                | Q(kind="resize", commune__isnull=True, facility__isnull=False, supply__isnull=False),
                name="access_scenariochange_changes_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(supply__isnull=True) | Q(supply__gte=0), name="access_scenariochange_supply"
            ),
        ]


class AccessResult(models.Model):
    """
    What a scenario says of a commune. Empty is not computed or not known, never 0.

    `supply_per_10000` is empty with `has_reachable_service` false when nobody there reaches a service in time.
    """

    scenario = models.ForeignKey(AccessScenario, on_delete=models.CASCADE, related_name="results")
    commune = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()
    people_beyond_near_km = models.PositiveIntegerField(null=True)
    people_beyond_far_km = models.PositiveIntegerField(null=True)
    people_beyond_near_minutes = models.PositiveIntegerField()
    people_beyond_far_minutes = models.PositiveIntegerField()
    mean_minutes = models.FloatField(null=True)
    supply_per_10000 = models.FloatField(null=True)
    has_reachable_service = models.BooleanField()

    class Meta:
        db_table = "access_accessresult"
        constraints = [models.UniqueConstraint(fields=["scenario", "commune"], name="access_accessresult_once")]


class ReachUnit(models.TextChoices):
    """In what a limit of reach is given."""

    MINUTES = "minutes", _("minutes")
    KM = "km", _("km by road")


class CandidateKind(models.TextChoices):
    """Among which places the siting assistant chooses."""

    COMMUNES = "communes", _("One place in each commune")
    POINTS = "points", _("The places where people live, as points")


class Siting(models.Model):
    """
    Where more places of care would bring most people within reach, as computed once for a scenario.

    `people_bound` is a proven bound: no choice of as many of these candidates brings more people within `reach`.
    `left_out` holds the codes of the candidates that were not to be chosen, `existing` the positions (lat, lon) where
    care was already given. `gap` is relative.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scenario = models.ForeignKey(AccessScenario, on_delete=models.CASCADE, related_name="sitings")
    post_count = models.PositiveSmallIntegerField(_("how many"))
    reach = models.FloatField(_("within reach"))
    unit = models.CharField(max_length=10, choices=ReachUnit.choices)
    candidates = models.CharField(_("candidates"), max_length=10, choices=CandidateKind.choices)
    left_out = models.JSONField(default=list)
    candidate_count = models.PositiveIntegerField()
    sites_counted = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    people_before = models.PositiveIntegerField()
    people_added = models.PositiveIntegerField()
    people_bound = models.PositiveIntegerField()
    gap = models.FloatField()
    is_proven = models.BooleanField()
    seconds = models.FloatField()
    existing = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    job_id = models.UUIDField(null=True, unique=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_siting"
        constraints = [
            models.CheckConstraint(condition=Q(post_count__gte=1, reach__gt=0), name="access_siting_asks_something"),
            models.CheckConstraint(
                condition=Q(people_bound__gte=models.F("people_added")), name="access_siting_bound_above_value"
            ),
        ]


class SitingPost(models.Model):
    """
    A place chosen for a siting, in the order of gain: `people_added` are those that the ones before do not reach.

    `people_near` are all those out of reach before who are within reach of this place alone.
    """

    siting = models.ForeignKey(Siting, on_delete=models.CASCADE, related_name="posts")
    rank = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=64)
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    names = models.JSONField(default=dict)
    lat = models.FloatField()
    lon = models.FloatField()
    people_added = models.PositiveIntegerField()
    people_near = models.PositiveIntegerField()

    class Meta:
        db_table = "access_sitingpost"
        constraints = [models.UniqueConstraint(fields=["siting", "rank"], name="access_sitingpost_rank_once")]


class SitingCommune(models.Model):
    """What a siting changes in a commune: people beyond reach without and with the places chosen."""

    siting = models.ForeignKey(Siting, on_delete=models.CASCADE, related_name="communes")
    commune = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()
    beyond_before = models.PositiveIntegerField()
    beyond_after = models.PositiveIntegerField()

    class Meta:
        db_table = "access_sitingcommune"
        constraints = [models.UniqueConstraint(fields=["siting", "commune"], name="access_sitingcommune_once")]


class Urgency(models.TextChoices):
    """How soon something is needed, in the eyes of those who say it."""

    URGENT = "urgent", _("Urgent")
    SOON = "soon", _("Soon")
    LATER = "later", _("When possible")


class Way(models.TextChoices):
    """How somebody said what is needed."""

    MEETING = "meeting", _("In a meeting")
    LETTER = "letter", _("By letter")
    PHONE = "phone", _("By phone")
    ON_SITE = "on_site", _("On site")


class Hearing(models.TextChoices):
    """What became of a need that somebody expressed."""

    HEARD = "heard", _("Heard")
    TAKEN_UP = "taken_up", _("Taken up")
    ANSWERED = "answered", _("Answered")


class ExpressedNeed(models.Model):
    """
    What a commune or an association says is needed somewhere, in its own words, with who said it.

    It is about a specialty or, where none fits, a `domain` in words. `people` empty is not known. One that was said by
    mistake is withdrawn and stays, with its history.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="expressed_needs")
    specialty = models.ForeignKey(Specialty, null=True, on_delete=models.PROTECT, related_name="+")
    domain = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    people = models.PositiveIntegerField(null=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices)
    said_by = models.CharField(max_length=200)
    said_by_role = models.CharField(max_length=120)
    said_by_name = models.CharField(max_length=120, blank=True)
    said_on = models.DateField()
    way = models.CharField(max_length=10, choices=Way.choices)
    state = models.CharField(max_length=10, choices=Hearing.choices, default=Hearing.HEARD)
    answer = models.TextField(blank=True)
    done = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    search_text = models.TextField(default="")
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        db_table = "access_expressedneed"
        constraints = [
            models.CheckConstraint(
                condition=Q(specialty__isnull=False) | ~Q(domain=""), name="access_expressedneed_is_about_something"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="access_expressedneed_answered_with_words",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-said_on"], name="access_expressedneed_of")]


class NeedEvidence(models.Model):
    """A letter or a photograph that shows what was said, as it may be shown to others."""

    need = models.OneToOneField(ExpressedNeed, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        db_table = "access_needevidence"


class NeedStep(models.Model):
    """Something that happened to an expressed need: who did what, when, and what she noted."""

    class Kind(models.TextChoices):
        SAID = "said", _("Written down")
        CHANGED = "changed", _("Corrected")
        TAKEN_UP = "taken_up", _("Taken up")
        ANSWERED = "answered", _("Answered")
        REOPENED = "reopened", _("Opened again")
        WITHDRAWN = "withdrawn", pgettext_lazy("expressed need", "Withdrawn")
        RESTORED = "restored", _("Brought back")

    need = models.ForeignKey(ExpressedNeed, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    note = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "access_needstep"
        indexes = [models.Index(fields=["need", "at"], name="access_needstep_of")]
