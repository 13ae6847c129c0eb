import django.db.models.deletion
import twiza.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organisations', '0001_tables'),
        ('rulesets', '0001_tables'),
        ('territory', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('indicator', models.CharField(max_length=40)),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('value', models.FloatField(null=True)),
                ('numerator', models.FloatField(null=True)),
                ('denominator', models.FloatField(null=True)),
                ('record_count', models.PositiveIntegerField()),
                ('kept_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('ruleset_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulesets.rulesetversion')),
            ],
            options={
                'db_table': 'indicators_measurement',
                'indexes': [models.Index(fields=['organisation', 'indicator', '-kept_at'], name='indicators_measurement_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='indicators_measurement_period')],
            },
        ),
    ]
