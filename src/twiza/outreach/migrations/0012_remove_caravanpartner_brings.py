from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("outreach", "0011_keep_what_partners_bring"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="caravanpartner",
            name="brings",
        ),
    ]
