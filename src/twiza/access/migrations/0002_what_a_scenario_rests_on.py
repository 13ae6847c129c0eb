from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.RenameField(
            model_name="accessscenario",
            old_name="facilities_left_out",
            new_name="facilities_without_supply",
        ),
        migrations.AddField(
            model_name="accessscenario",
            name="assumed_places",
            field=models.ManyToManyField(
                db_table="access_accessscenario_assumed_places", related_name="+", to="territory.place"
            ),
        ),
    ]
