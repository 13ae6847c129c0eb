"""Number the plans of an organisation by area and month: numbered by scenario, two could have the same name."""

import datetime as dt
from collections import Counter

from django.db import migrations, models


def number_again(apps, schema_editor):
    """Give the plans that are there their month, and numbers in the order in which they were made."""
    plans = apps.get_model("outreach", "Plan").objects
    numbers = Counter()
    for plan in plans.order_by("made_at", "id").only("organisation_id", "area_id", "snapshot").iterator():
        month = dt.date.fromisoformat(plan.snapshot["dates"][0]).replace(day=1)
        key = (plan.organisation_id, plan.area_id, month)
        numbers[key] += 1
        plans.filter(pk=plan.pk).update(month=month, number=numbers[key])


class Migration(migrations.Migration):

    dependencies = [
        ("outreach", "0002_scenario_deleted_at"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="plan", name="outreach_plan_number_once"),
        migrations.AddField(model_name="plan", name="month", field=models.DateField(null=True)),
        migrations.RunPython(number_again, migrations.RunPython.noop),
        migrations.AlterField(model_name="plan", name="month", field=models.DateField()),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("organisation", "area", "month", "number"), name="outreach_plan_number_once"
            ),
        ),
    ]
