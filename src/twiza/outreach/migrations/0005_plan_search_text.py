"""Let plans be found by their names: what is searched of those that are there."""

from django.db import migrations, models

from twiza.outreach.finding import search_text_of


def say_what_is_searched(apps, schema_editor):
    """Give the plans that are there what is searched of them."""
    plans = apps.get_model("outreach", "Plan").objects
    for plan in plans.select_related("area").only("names", "number", "area__names").iterator():
        text = search_text_of(plan.names, plan.number, plan.area.names)
        plans.filter(pk=plan.pk).update(search_text=text)


class Migration(migrations.Migration):

    dependencies = [
        ("outreach", "0004_equity_price"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan", name="search_text", field=models.TextField(default=""), preserve_default=False
        ),
        migrations.RunPython(say_what_is_searched, migrations.RunPython.noop),
    ]
