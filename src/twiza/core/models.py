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
