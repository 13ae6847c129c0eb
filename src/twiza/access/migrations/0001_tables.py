import django.db.models.deletion
import twiza.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('access', '0001_initial'),
        ('access', '0002_what_a_scenario_rests_on'),
        ('access', '0003_siting'),
        ('access', '0004_seasons_and_changes'),
        ('access', '0005_expressed_needs'),
        ('access', '0006_formula_as_rules'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('facilities', '0001_tables'),
        ('organisations', '0001_tables'),
        ('rulesets', '0001_tables'),
        ('territory', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Specialty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('names', models.JSONField(verbose_name='names')),
                ('minutes_per_consultation', models.FloatField()),
                ('evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'db_table': 'access_specialty',
            },
        ),
        migrations.CreateModel(
            name='AccessScenario',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('basis', models.CharField(choices=[('registered', 'The facilities of our list'), ('province_towns', 'Assumed: a reference hospital in the largest commune of each province'), ('region_towns', 'Assumed: a reference hospital in the largest commune of each region')], max_length=20, verbose_name='where care is given')),
                ('care', models.CharField(choices=[('primary', 'Primary care'), ('hospital', 'Hospital care')], max_length=20, verbose_name='care')),
                ('supply_unit', models.CharField(blank=True, choices=[('facilities', 'Facilities, each counted as one'), ('doctors', 'Doctors in the facilities')], max_length=20, verbose_name='supply')),
                ('speed_kmh', models.FloatField(verbose_name='speed (km/h)')),
                ('detour', models.FloatField(verbose_name='detour')),
                ('near_km', models.FloatField()),
                ('far_km', models.FloatField()),
                ('near_minutes', models.FloatField()),
                ('far_minutes', models.FloatField()),
                ('facilities_counted', models.PositiveIntegerField(default=0)),
                ('facilities_without_supply', models.PositiveIntegerField(default=0)),
                ('rests_on_grid', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
                ('assumed_places', models.ManyToManyField(db_table='access_accessscenario_assumed_places', related_name='+', to='territory.place')),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='access.accessscenario')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'db_table': 'access_accessscenario',
                'constraints': [models.CheckConstraint(condition=models.Q(('basis', 'registered'), models.Q(('care', 'hospital'), ('supply_unit', '')), _connector='OR'), name='access_accessscenario_no_primary_care_on_assumed_hospitals'), models.CheckConstraint(condition=models.Q(('speed_kmh__gt', 0)), name='access_accessscenario_speed'), models.CheckConstraint(condition=models.Q(('detour__gte', 1)), name='access_accessscenario_detour'), models.CheckConstraint(condition=models.Q(('near_km__gt', 0), ('near_minutes__gt', 0), ('far_km__gt', models.F('near_km')), ('far_minutes__gt', models.F('near_minutes'))), name='access_accessscenario_near_before_far')],
            },
        ),
        migrations.CreateModel(
            name='AccessResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveIntegerField()),
                ('people_beyond_near_km', models.PositiveIntegerField(null=True)),
                ('people_beyond_far_km', models.PositiveIntegerField(null=True)),
                ('people_beyond_near_minutes', models.PositiveIntegerField()),
                ('people_beyond_far_minutes', models.PositiveIntegerField()),
                ('mean_minutes', models.FloatField(null=True)),
                ('supply_per_10000', models.FloatField(null=True)),
                ('has_reachable_service', models.BooleanField()),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.place')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='access.accessscenario')),
            ],
            options={
                'db_table': 'access_accessresult',
                'constraints': [models.UniqueConstraint(fields=('scenario', 'commune'), name='access_accessresult_once')],
            },
        ),
        migrations.CreateModel(
            name='ExpressedNeed',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, primary_key=True, serialize=False)),
                ('domain', models.CharField(blank=True, max_length=120)),
                ('words', models.TextField()),
                ('people', models.PositiveIntegerField(null=True)),
                ('urgency', models.CharField(choices=[('urgent', 'Urgent'), ('soon', 'Soon'), ('later', 'When possible')], max_length=10)),
                ('said_by', models.CharField(max_length=200)),
                ('said_by_role', models.CharField(max_length=120)),
                ('said_by_name', models.CharField(blank=True, max_length=120)),
                ('said_on', models.DateField()),
                ('way', models.CharField(choices=[('meeting', 'In a meeting'), ('letter', 'By letter'), ('phone', 'By phone'), ('on_site', 'On site')], max_length=10)),
                ('state', models.CharField(choices=[('heard', 'Heard'), ('taken_up', 'Taken up'), ('answered', 'Answered')], default='heard', max_length=10)),
                ('answer', models.TextField(blank=True)),
                ('done', models.TextField(blank=True)),
                ('answered_on', models.DateField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('search_text', models.TextField(default='')),
                ('is_demonstration', models.BooleanField(default=False)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expressed_needs', to='territory.place')),
                ('specialty', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.specialty')),
            ],
            options={
                'db_table': 'access_expressedneed',
                'indexes': [models.Index(fields=['organisation', '-said_on'], name='access_expressedneed_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('specialty__isnull', False), models.Q(('domain', ''), _negated=True), _connector='OR'), name='access_expressedneed_is_about_something'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(models.Q(('answer', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='access_expressedneed_answered_with_words')],
            },
        ),
        migrations.CreateModel(
            name='NeedEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=40)),
                ('content', models.BinaryField()),
                ('need', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='access.expressedneed')),
            ],
            options={
                'db_table': 'access_needevidence',
            },
        ),
        migrations.CreateModel(
            name='NeedFormula',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, primary_key=True, serialize=False)),
                ('series', models.UUIDField(default=twiza.core.ids.new_id)),
                ('version', models.PositiveIntegerField()),
                ('names', models.JSONField(verbose_name='names')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], default='design', max_length=20)),
                ('made_at', models.DateTimeField()),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.needformula')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('ruleset_version', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulesets.rulesetversion')),
            ],
            options={
                'db_table': 'access_needformula',
                'constraints': [models.UniqueConstraint(fields=('series', 'version'), name='access_needformula_version_once')],
            },
        ),
        migrations.CreateModel(
            name='NeedStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('said', 'Written down'), ('changed', 'Corrected'), ('taken_up', 'Taken up'), ('answered', 'Answered'), ('reopened', 'Opened again'), ('withdrawn', 'Withdrawn'), ('restored', 'Brought back')], max_length=10)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='access.expressedneed')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'access_needstep',
                'indexes': [models.Index(fields=['need', 'at'], name='access_needstep_of')],
            },
        ),
        migrations.CreateModel(
            name='PopulationGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('names', models.JSONField(verbose_name='names')),
                ('sex', models.CharField(choices=[('all', 'Both sexes'), ('female', 'Women and girls'), ('male', 'Men and boys')], max_length=10)),
                ('age_start', models.PositiveSmallIntegerField()),
                ('age_end', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'db_table': 'access_populationgroup',
                'constraints': [models.CheckConstraint(condition=models.Q(('age_end__gt', models.F('age_start'))), name='access_populationgroup_ages')],
            },
        ),
        migrations.CreateModel(
            name='ScenarioChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('add', 'Add'), ('close', 'Close'), ('resize', 'Resize')], max_length=10)),
                ('supply', models.FloatField(null=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
                ('facility', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.facility')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='access.accessscenario')),
            ],
            options={
                'db_table': 'access_scenariochange',
                'constraints': [models.UniqueConstraint(fields=('scenario', 'position'), name='access_scenariochange_position_once'), models.CheckConstraint(condition=models.Q(models.Q(('commune__isnull', False), ('facility__isnull', True), ('kind', 'add')), models.Q(('commune__isnull', True), ('facility__isnull', False), ('kind', 'close'), ('supply__isnull', True)), models.Q(('commune__isnull', True), ('facility__isnull', False), ('kind', 'resize'), ('supply__isnull', False)), _connector='OR'), name='access_scenariochange_changes_one_thing'), models.CheckConstraint(condition=models.Q(('supply__isnull', True), ('supply__gte', 0), _connector='OR'), name='access_scenariochange_supply')],
            },
        ),
        migrations.CreateModel(
            name='ScenarioSeason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('season', models.CharField(choices=[('dry', 'Dry season'), ('rains', 'Rains'), ('snow', 'Snow')], max_length=10)),
                ('speed_kmh', models.FloatField()),
                ('detour', models.FloatField()),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seasons', to='access.accessscenario')),
            ],
            options={
                'db_table': 'access_scenarioseason',
                'constraints': [models.UniqueConstraint(fields=('scenario', 'season'), name='access_scenarioseason_once'), models.CheckConstraint(condition=models.Q(('season', 'dry'), _negated=True), name='access_scenarioseason_not_dry'), models.CheckConstraint(condition=models.Q(('detour__gte', 1), ('speed_kmh__gt', 0)), name='access_scenarioseason_travel')],
            },
        ),
        migrations.CreateModel(
            name='Siting',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('post_count', models.PositiveSmallIntegerField(verbose_name='how many')),
                ('reach', models.FloatField(verbose_name='within reach')),
                ('unit', models.CharField(choices=[('minutes', 'minutes'), ('km', 'km by road')], max_length=10)),
                ('candidates', models.CharField(choices=[('communes', 'One place in each commune'), ('points', 'The places where people live, as points')], max_length=10, verbose_name='candidates')),
                ('left_out', models.JSONField(default=list)),
                ('candidate_count', models.PositiveIntegerField()),
                ('sites_counted', models.PositiveIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('people_before', models.PositiveIntegerField()),
                ('people_added', models.PositiveIntegerField()),
                ('people_bound', models.PositiveIntegerField()),
                ('gap', models.FloatField()),
                ('is_proven', models.BooleanField()),
                ('seconds', models.FloatField()),
                ('existing', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
                ('job_id', models.UUIDField(null=True, unique=True)),
                ('deleted_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sitings', to='access.accessscenario')),
            ],
            options={
                'db_table': 'access_siting',
                'constraints': [models.CheckConstraint(condition=models.Q(('post_count__gte', 1), ('reach__gt', 0)), name='access_siting_asks_something'), models.CheckConstraint(condition=models.Q(('people_bound__gte', models.F('people_added'))), name='access_siting_bound_above_value')],
            },
        ),
        migrations.CreateModel(
            name='SitingCommune',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveIntegerField()),
                ('beyond_before', models.PositiveIntegerField()),
                ('beyond_after', models.PositiveIntegerField()),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.place')),
                ('siting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='communes', to='access.siting')),
            ],
            options={
                'db_table': 'access_sitingcommune',
                'constraints': [models.UniqueConstraint(fields=('siting', 'commune'), name='access_sitingcommune_once')],
            },
        ),
        migrations.CreateModel(
            name='SitingPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=64)),
                ('names', models.JSONField(default=dict)),
                ('lat', models.FloatField()),
                ('lon', models.FloatField()),
                ('people_added', models.PositiveIntegerField()),
                ('people_near', models.PositiveIntegerField()),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
                ('siting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='access.siting')),
            ],
            options={
                'db_table': 'access_sitingpost',
                'constraints': [models.UniqueConstraint(fields=('siting', 'rank'), name='access_sitingpost_rank_once')],
            },
        ),
        migrations.CreateModel(
            name='NeedTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted', models.CharField(choices=[('everyone', 'Every inhabitant'), ('group', 'A group by sex and age'), ('share', 'The share that an indicator gives'), ('rest', 'The share that an indicator leaves out'), ('per_unit', 'A number per 1,000 inhabitants for each unit of an indicator')], max_length=20)),
                ('weight', models.FloatField(verbose_name='weight')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('formula', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='access.needformula')),
                ('indicator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.censusindicator')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.populationgroup')),
                ('specialty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.specialty')),
            ],
            options={
                'db_table': 'access_needterm',
                'constraints': [models.UniqueConstraint(condition=models.Q(('counted', 'everyone')), fields=('formula', 'specialty'), name='access_needterm_everyone_once'), models.UniqueConstraint(condition=models.Q(('counted', 'group')), fields=('formula', 'specialty', 'group'), name='access_needterm_group_once'), models.UniqueConstraint(condition=models.Q(('counted__in', ['share', 'rest', 'per_unit'])), fields=('formula', 'specialty', 'counted', 'indicator'), name='access_needterm_indicator_once'), models.CheckConstraint(condition=models.Q(('weight__gte', 0)), name='access_needterm_weight_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('counted', 'everyone'), ('group__isnull', True), ('indicator__isnull', True)), models.Q(('counted', 'group'), ('group__isnull', False), ('indicator__isnull', True)), models.Q(('counted__in', ['share', 'rest', 'per_unit']), ('group__isnull', True), ('indicator__isnull', False)), _connector='OR'), name='access_needterm_counts_one_thing')],
            },
        ),
    ]
