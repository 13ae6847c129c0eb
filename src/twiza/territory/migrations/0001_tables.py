import django.db.models.deletion
import twiza.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('territory', '0001_initial'),
        ('territory', '0002_edition_stamp'),
        ('territory', '0003_localityimport_alter_populationcount_universe'),
        ('territory', '0004_import_job'),
        ('territory', '0005_health_series'),
        ('territory', '0006_index_replaced_figures_only'),
    ]

    initial = True

    dependencies = [
        ('jobs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CensusIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=80, unique=True)),
                ('names', models.JSONField()),
                ('unit', models.CharField(max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'db_table': 'territory_censusindicator',
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('country', models.CharField(max_length=2, primary_key=True, serialize=False)),
                ('stamp', models.UUIDField(default=twiza.core.ids.new_id)),
                ('digest', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'db_table': 'territory_edition',
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(max_length=2)),
                ('code', models.CharField(max_length=64)),
                ('names', models.JSONField()),
                ('setting', models.CharField(blank=True, choices=[('urban', 'Urban area'), ('rural', 'Rural area')], max_length=10)),
                ('path', models.CharField(max_length=255, unique=True)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'db_table': 'territory_place',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lat__isnull', True), ('lon__isnull', True)), models.Q(('lat__gte', -90), ('lat__lte', 90), ('lon__gte', -180), ('lon__lte', 180)), _connector='OR'), name='territory_place_on_earth')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=80, unique=True)),
                ('title', models.TextField()),
                ('licence', models.CharField(max_length=200)),
                ('attribution', models.TextField()),
                ('vintage', models.CharField(max_length=20)),
            ],
            options={
                'db_table': 'territory_source',
            },
        ),
        migrations.CreateModel(
            name='HealthFile',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, primary_key=True, serialize=False)),
                ('organisation_id', models.BigIntegerField()),
                ('person_id', models.BigIntegerField()),
                ('country', models.CharField(max_length=2)),
                ('file_name', models.CharField(max_length=120)),
                ('file_kind', models.CharField(max_length=10)),
                ('content', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('choices', models.JSONField(default=dict)),
                ('received_at', models.DateTimeField()),
                ('stored_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('added', models.PositiveIntegerField(default=0)),
                ('replaced', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('area_path', models.CharField(blank=True, max_length=255)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
            ],
            options={
                'db_table': 'territory_healthfile',
                'indexes': [models.Index(fields=['organisation_id', 'received_at'], name='territory_healthfile_of')],
            },
        ),
        migrations.CreateModel(
            name='HealthSeries',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, primary_key=True, serialize=False)),
                ('organisation_id', models.BigIntegerField()),
                ('country', models.CharField(max_length=2)),
                ('code', models.CharField(max_length=80)),
                ('names', models.JSONField()),
                ('unit', models.CharField(choices=[('cases', 'Cases'), ('consultations', 'Consultations'), ('people', 'Persons'), ('doses', 'Doses')], max_length=20)),
                ('period_kind', models.CharField(choices=[('week', 'Week'), ('month', 'Month'), ('quarter', 'Quarter'), ('year', 'Year')], max_length=10)),
                ('given_by', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=200)),
                ('licence', models.CharField(blank=True, max_length=200)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('places', models.PositiveIntegerField(default=0)),
                ('figures', models.PositiveIntegerField(default=0)),
            ],
            options={
                'db_table': 'territory_healthseries',
                'constraints': [models.UniqueConstraint(fields=('organisation_id', 'country', 'code'), name='territory_healthseries_code')],
            },
        ),
        migrations.CreateModel(
            name='LocalityImport',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, primary_key=True, serialize=False)),
                ('person_id', models.BigIntegerField()),
                ('organisation_id', models.BigIntegerField()),
                ('country', models.CharField(max_length=2)),
                ('file_name', models.CharField(max_length=120)),
                ('file_kind', models.CharField(max_length=10)),
                ('content', models.BinaryField()),
                ('choices', models.JSONField(default=dict)),
                ('received_at', models.DateTimeField()),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
            ],
            options={
                'db_table': 'territory_localityimport',
            },
        ),
        migrations.CreateModel(
            name='HealthCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('sex', models.CharField(choices=[('all', 'Both sexes'), ('female', 'Women and girls'), ('male', 'Men and boys')], default='all', max_length=10)),
                ('age_start', models.PositiveSmallIntegerField(default=0)),
                ('age_end', models.PositiveSmallIntegerField(default=200)),
                ('number', models.PositiveIntegerField(null=True)),
                ('below', models.PositiveSmallIntegerField(null=True)),
                ('is_protected', models.BooleanField(default=True)),
                ('replaced_in', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_counts', to='territory.healthfile')),
                ('stored_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='territory.healthfile')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='territory.healthseries')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='health_counts', to='territory.place')),
            ],
            options={
                'db_table': 'territory_healthcount',
                'indexes': [models.Index(condition=models.Q(('replaced_in__isnull', True)), fields=['place', 'series', 'starts_on'], name='territory_healthcount_place'), models.Index(condition=models.Q(('replaced_in__isnull', False)), fields=['replaced_in'], name='territory_healthcount_replaced')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_in__isnull', True)), fields=('series', 'starts_on', 'place', 'sex', 'age_start', 'age_end'), name='territory_healthcount_once'), models.CheckConstraint(condition=models.Q(models.Q(('below__isnull', False), ('number__isnull', True)), models.Q(('below__isnull', True), ('number__isnull', False)), _connector='OR'), name='territory_healthcount_known_or_below'), models.CheckConstraint(condition=models.Q(('age_end__gt', models.F('age_start')), ('ends_on__gt', models.F('starts_on'))), name='territory_healthcount_forward')],
            },
        ),
        migrations.CreateModel(
            name='PlaceAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('name', 'Other name'), ('code', 'Old code')], max_length=10)),
                ('language', models.CharField(blank=True, max_length=2)),
                ('text', models.CharField(max_length=200)),
                ('valid_to', models.DateField(null=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='territory.place')),
            ],
            options={
                'db_table': 'territory_placealias',
                'constraints': [models.UniqueConstraint(fields=('place', 'kind', 'text'), name='territory_placealias_once')],
            },
        ),
        migrations.CreateModel(
            name='PlaceKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(max_length=2)),
                ('code', models.CharField(max_length=40)),
                ('names', models.JSONField()),
                ('rank', models.PositiveSmallIntegerField()),
                ('line', models.CharField(max_length=20)),
            ],
            options={
                'db_table': 'territory_placekind',
                'constraints': [models.UniqueConstraint(fields=('country', 'code'), name='territory_placekind_code')],
            },
        ),
        migrations.AddField(
            model_name='place',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='territory.placekind'),
        ),
        migrations.CreateModel(
            name='PlaceParent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(choices=[('state', 'State line'), ('elected', 'Elected line'), ('health', 'Health line'), ('programme', 'Programme zone')], max_length=20)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parent_links', to='territory.place')),
                ('parent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='child_links', to='territory.place')),
            ],
            options={
                'db_table': 'territory_placeparent',
                'constraints': [models.UniqueConstraint(fields=('child', 'parent', 'line'), name='territory_placeparent_once')],
            },
        ),
        migrations.CreateModel(
            name='PopulationPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lat', models.FloatField()),
                ('lon', models.FloatField()),
                ('people', models.PositiveIntegerField()),
                ('basis', models.CharField(choices=[('grid', 'Even grid'), ('locality', 'Locality')], max_length=10)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='population_points', to='territory.place')),
                ('locality', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.place')),
            ],
            options={
                'db_table': 'territory_populationpoint',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('basis', 'grid'), ('locality__isnull', True)), models.Q(('basis', 'locality'), ('locality__isnull', False)), _connector='OR'), name='territory_populationpoint_basis')],
            },
        ),
        migrations.CreateModel(
            name='PopulationCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('universe', models.CharField(choices=[('legal', 'Legal population'), ('municipal', 'Municipal population'), ('stated', 'As its source says')], max_length=10)),
                ('sex', models.CharField(choices=[('all', 'Both sexes'), ('female', 'Women and girls'), ('male', 'Men and boys')], max_length=10)),
                ('age_start', models.PositiveSmallIntegerField(default=0)),
                ('age_end', models.PositiveSmallIntegerField(default=200)),
                ('people', models.PositiveIntegerField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='population', to='territory.place')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='territory.source')),
            ],
            options={
                'db_table': 'territory_populationcount',
                'constraints': [models.UniqueConstraint(fields=('place', 'year', 'universe', 'sex', 'age_start', 'age_end'), name='territory_populationcount_once'), models.CheckConstraint(condition=models.Q(('age_end__gt', models.F('age_start'))), name='territory_populationcount_ages')],
            },
        ),
        migrations.CreateModel(
            name='PlaceBoundary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('detail', models.CharField(choices=[('full', 'Full'), ('overview', 'Overview')], max_length=10)),
                ('geojson', models.TextField()),
                ('west', models.FloatField()),
                ('south', models.FloatField()),
                ('east', models.FloatField()),
                ('north', models.FloatField()),
                ('area_km2', models.FloatField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boundaries', to='territory.place')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='territory.source')),
            ],
            options={
                'db_table': 'territory_placeboundary',
                'constraints': [models.UniqueConstraint(fields=('place', 'detail'), name='territory_placeboundary_once')],
            },
        ),
        migrations.CreateModel(
            name='CensusValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('value', models.FloatField()),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='territory.censusindicator')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='census_values', to='territory.place')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='territory.source')),
            ],
            options={
                'db_table': 'territory_censusvalue',
                'constraints': [models.UniqueConstraint(fields=('place', 'indicator', 'year'), name='territory_censusvalue_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('country', 'kind', 'code'), name='territory_place_code'),
        ),
    ]
