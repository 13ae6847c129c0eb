"""What this installation is."""

from django.db import models


class Installation(models.Model):
    """The one row that says whether this database is a demonstration, and since when it stands."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "core_installation"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="core_installation_is_one_row")]


class CacheEntry(models.Model):
    """
    One short-lived value of Django's cache: counts of attempts to sign in, codes used already.

    Django reads and writes the table by itself (CACHES in settings); it is a model so that migrations make it.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_cacheentry"
