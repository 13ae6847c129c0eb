"""Places, what they are called, where they lie, and who lives there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.jobs.models import Job

OLDEST_AGE = 200
"""The end of an age band that has none: [75, OLDEST_AGE) is 75 years and over, [0, OLDEST_AGE) every age."""


class Line(models.TextChoices):
    """The lines along which places contain places; the State and the elected ones meet at the commune."""

    STATE = "state", _("State line")
    ELECTED = "elected", _("Elected line")
    HEALTH = "health", _("Health line")
    PROGRAMME = "programme", _("Programme zone")


class Universe(models.TextChoices):
    """Which people a census figure is about."""

    LEGAL = "legal", _("Legal population")
    MUNICIPAL = "municipal", _("Municipal population")
    STATED = "stated", _("As its source says")


class Sex(models.TextChoices):
    """Whom a count is about."""

    ALL = "all", _("Both sexes")
    FEMALE = "female", _("Women and girls")
    MALE = "male", _("Men and boys")


class Source(models.Model):
    """Where figures come from, under which licence, and whom to credit."""

    code = models.CharField(max_length=80, unique=True)
    title = models.TextField()
    licence = models.CharField(max_length=200)
    attribution = models.TextField()
    vintage = models.CharField(max_length=20)

    class Meta:
        db_table = "territory_source"


class Edition(models.Model):
    """Which edition of a country's places is in: its stamp is new with each change, so that caches know."""

    country = models.CharField(max_length=2, primary_key=True)
    stamp = models.UUIDField(default=new_id)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "territory_edition"


class PlaceKind(models.Model):
    """What sort of place a country has: a province, a cercle, a douar. `rank` 0 is the country, larger is deeper."""

    country = models.CharField(max_length=2)
    code = models.CharField(max_length=40)
    names = models.JSONField()
    rank = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=20)

    class Meta:
        db_table = "territory_placekind"
        constraints = [models.UniqueConstraint(fields=["country", "code"], name="territory_placekind_code")]


class Place(models.Model):
    """
    A country, commune, cercle, douar… Its code is text, its point lies inside it.

    `path` holds the codes down the State line, "MA/08/08.201/08.201.07/08.201.07.01": what lies in a place has
    a path that begins with the place's own path and a slash.
    """

    class Setting(models.TextChoices):
        URBAN = "urban", _("Urban area")
        RURAL = "rural", _("Rural area")

    country = models.CharField(max_length=2)
    kind = models.ForeignKey(PlaceKind, on_delete=models.PROTECT, related_name="places")
    code = models.CharField(max_length=64)
    names = models.JSONField()
    setting = models.CharField(max_length=10, choices=Setting.choices, blank=True)
    path = models.CharField(max_length=255, unique=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "territory_place"
        constraints = [
            models.UniqueConstraint(fields=["country", "kind", "code"], name="territory_place_code"),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="territory_place_on_earth",
            ),
        ]


class PlaceParent(models.Model):
    """One place contains another along a line, between two dates when these are known."""

    child = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="parent_links")
    parent = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="child_links")
    line = models.CharField(max_length=20, choices=Line.choices)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "territory_placeparent"
        constraints = [models.UniqueConstraint(fields=["child", "parent", "line"], name="territory_placeparent_once")]


class PlaceAlias(models.Model):
    """An old name, another spelling or an old code, until when it held if that is known."""

    class Kind(models.TextChoices):
        NAME = "name", _("Other name")
        CODE = "code", _("Old code")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=2, blank=True)
    text = models.CharField(max_length=200)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "territory_placealias"
        constraints = [models.UniqueConstraint(fields=["place", "kind", "text"], name="territory_placealias_once")]


class PlaceBoundary(models.Model):
    """A place's polygon as GeoJSON text in longitude and latitude, with its box: full, or light for a country map."""

    class Detail(models.TextChoices):
        FULL = "full", _("Full")
        OVERVIEW = "overview", _("Overview")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="boundaries")
    detail = models.CharField(max_length=10, choices=Detail.choices)
    geojson = models.TextField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    area_km2 = models.FloatField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT)

    class Meta:
        db_table = "territory_placeboundary"
        constraints = [models.UniqueConstraint(fields=["place", "detail"], name="territory_placeboundary_once")]


class PopulationCount(models.Model):
    """People of a place in a year, of a sex and an age band [age_start, age_end) in years, as a source has it."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="population")
    year = models.PositiveSmallIntegerField()
    universe = models.CharField(max_length=10, choices=Universe.choices)
    sex = models.CharField(max_length=10, choices=Sex.choices)
    age_start = models.PositiveSmallIntegerField(default=0)
    age_end = models.PositiveSmallIntegerField(default=OLDEST_AGE)
    people = models.PositiveIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT)

    class Meta:
        db_table = "territory_populationcount"
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "universe", "sex", "age_start", "age_end"],
                name="territory_populationcount_once",
            ),
            models.CheckConstraint(
                condition=models.Q(age_end__gt=models.F("age_start")), name="territory_populationcount_ages"
            ),
        ]


class CensusIndicator(models.Model):
    """A figure that a census gives for places: its names and unit."""

    code = models.CharField(max_length=80, unique=True)
    names = models.JSONField()
    unit = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "territory_censusindicator"


class CensusValue(models.Model):
    """What an indicator was in a place in a year. A figure that is missing has no row."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="census_values")
    indicator = models.ForeignKey(CensusIndicator, on_delete=models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField()
    value = models.FloatField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT)

    class Meta:
        db_table = "territory_censusvalue"
        constraints = [
            models.UniqueConstraint(fields=["place", "indicator", "year"], name="territory_censusvalue_once")
        ]


class PopulationPoint(models.Model):
    """
    People of a commune at a point: at a locality whose place is known, or on the grid until one is.

    A grid point is an assumption (`twiza.territory.grid.ASSUMPTION_GRID`), to be named wherever it is used.
    """

    class Basis(models.TextChoices):
        GRID = "grid", _("Even grid")
        LOCALITY = "locality", _("Locality")

    commune = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="population_points")
    locality = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    lat = models.FloatField()
    lon = models.FloatField()
    people = models.PositiveIntegerField()
    basis = models.CharField(max_length=10, choices=Basis.choices)

    class Meta:
        db_table = "territory_populationpoint"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(basis="grid", locality__isnull=True)
                | models.Q(basis="locality", locality__isnull=False),
                name="territory_populationpoint_basis",
            )
        ]


class LocalityImport(models.Model):
    """A guarded file of localities that somebody is looking at before she imports it; forgotten afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    country = models.CharField(max_length=2)
    file_name = models.CharField(max_length=120)
    file_kind = models.CharField(max_length=10)
    content = models.BinaryField()
    choices = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        db_table = "territory_localityimport"


class PeriodKind(models.TextChoices):
    """The periods that a health series counts by; ISO weeks begin on Monday."""

    WEEK = "week", _("Week")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class HealthUnit(models.TextChoices):
    """What a health series counts: the same person may come for several consultations or doses."""

    CASES = "cases", _("Cases")
    CONSULTATIONS = "consultations", _("Consultations")
    PEOPLE = "people", _("Persons")
    DOSES = "doses", _("Doses")


class HealthSeries(models.Model):
    """
    One thing counted place by place and period by period: cases of a condition, doses of a vaccine.

    It counts by one kind of period only: a year beside its months would let small figures be computed back. How many
    figures it has, of how many places and from when to when, is written down when a file is stored or undone.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation_id = models.BigIntegerField()
    country = models.CharField(max_length=2)
    code = models.CharField(max_length=80)
    names = models.JSONField()
    unit = models.CharField(max_length=20, choices=HealthUnit.choices)
    period_kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    given_by = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=200, blank=True)
    is_demonstration = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    places = models.PositiveIntegerField(default=0)
    figures = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "territory_healthseries"
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "country", "code"], name="territory_healthseries_code")
        ]


class HealthFile(models.Model):
    """
    A file of health series: looked at, then stored, maybe undone.

    `content` is forgotten once it is stored; `digest` is what the same file is recognised by; `area_path` is the
    smallest place that holds all its figures.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    country = models.CharField(max_length=2)
    file_name = models.CharField(max_length=120)
    file_kind = models.CharField(max_length=10)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    choices = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField()
    stored_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(default=0)
    replaced = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    area_path = models.CharField(max_length=255, blank=True)

    class Meta:
        db_table = "territory_healthfile"
        indexes = [models.Index(fields=["organisation_id", "received_at"], name="territory_healthfile_of")]


class HealthCount(models.Model):
    """
    A figure of a series in a place, over [starts_on, ends_on), of a sex and an age band [age_start, age_end).

    A missing figure has no row. One that its source gave as "<5" has no `number` but `below`. `is_protected` says
    that its number is small, or would give a small one away: nobody is shown it. A figure that a later file replaced
    is kept, and so is one that was undone: `replaced_in` is then the file that did it.
    """

    series = models.ForeignKey(HealthSeries, on_delete=models.CASCADE, related_name="counts")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="health_counts")
    starts_on = models.DateField()
    ends_on = models.DateField()
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.ALL)
    age_start = models.PositiveSmallIntegerField(default=0)
    age_end = models.PositiveSmallIntegerField(default=OLDEST_AGE)
    number = models.PositiveIntegerField(null=True)
    below = models.PositiveSmallIntegerField(null=True)
    is_protected = models.BooleanField(default=True)
    stored_in = models.ForeignKey(HealthFile, on_delete=models.PROTECT, related_name="counts")
    # Nearly every figure was replaced in no file: an index of that would only lead the database astray.
    replaced_in = models.ForeignKey(
        HealthFile, null=True, on_delete=models.PROTECT, related_name="replaced_counts", db_index=False
    )

    class Meta:
        db_table = "territory_healthcount"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "starts_on", "place", "sex", "age_start", "age_end"],
                condition=models.Q(replaced_in__isnull=True),
                name="territory_healthcount_once",
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, below__isnull=False)
                | models.Q(number__isnull=False, below__isnull=True),
                name="territory_healthcount_known_or_below",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on"), age_end__gt=models.F("age_start")),
                name="territory_healthcount_forward",
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "series", "starts_on"],
                condition=models.Q(replaced_in__isnull=True),
                name="territory_healthcount_place",
            ),
            models.Index(
                fields=["replaced_in"],
                condition=models.Q(replaced_in__isnull=False),
                name="territory_healthcount_replaced",
            ),
        ]
