from django.db import migrations

from twiza.core.ids import new_id

LONGEST = 300


def keep_as_lines(apps, schema_editor):
    """Make one line of the text in which a partner's things were kept."""
    partners = apps.get_model("outreach", "CaravanPartner").objects.exclude(brings="")
    contributions = apps.get_model("outreach", "Contribution").objects
    contributions.bulk_create(
        contributions.model(id=new_id(), partner=partner, thing=partner.brings[:LONGEST]) for partner in partners
    )


def keep_as_text(apps, schema_editor):
    """Write the things of a partner in one text again."""
    for partner in apps.get_model("outreach", "CaravanPartner").objects.all():
        partner.brings = " · ".join(partner.contributions.values_list("thing", flat=True))
        partner.save(update_fields=["brings"])


class Migration(migrations.Migration):

    dependencies = [
        ("outreach", "0010_preparation_and_costs"),
    ]

    operations = [
        migrations.RunPython(keep_as_lines, keep_as_text),
    ]
