import django.db.models.deletion
import twiza.core.ids
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('accounts', '__first__'),
        ('facilities', '0001_tables'),
        ('funding', '0001_conventions'),
        ('organisations', '0001_tables'),
        ('outreach', '0001_tables'),
        ('procedures', '0001_tables'),
        ('territory', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='CareSupplyPlan',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('names', models.JSONField()),
                ('search_text', models.TextField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('page_opened_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'db_table': 'care_supply_plan',
                'indexes': [models.Index(fields=['organisation', '-made_at'], name='care_supply_plan_newest')],
            },
        ),
        migrations.CreateModel(
            name='ActionComment',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('action_key', models.UUIDField()),
                ('year', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='care_supply.caresupplyplan')),
            ],
            options={
                'db_table': 'care_supply_comment',
                'indexes': [models.Index(fields=['plan', 'action_key', 'year'], name='care_supply_comment_of')],
            },
        ),
        migrations.CreateModel(
            name='Gap',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=uuid.uuid4)),
                ('position', models.PositiveSmallIntegerField()),
                ('measured_by', models.CharField(choices=[('unserved', 'People in need in a year, and far from care'), ('need', 'People in need in a year'), ('expressed', 'People concerned, as somebody said'), ('stated', 'A figure typed with its evidence')], max_length=10)),
                ('figure', models.FloatField(null=True)),
                ('unit', models.CharField(blank=True, max_length=80)),
                ('figure_on', models.DateField()),
                ('source', models.TextField(blank=True)),
                ('basis', models.JSONField(default=dict)),
                ('note', models.TextField(blank=True)),
                ('is_public', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('removed_at', models.DateTimeField(null=True)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
                ('expressed', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.expressedneed')),
                ('formula', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.needformula')),
                ('scenario', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='access.accessscenario')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.service')),
                ('specialty', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.specialty')),
            ],
            options={
                'db_table': 'care_supply_gap',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('service__isnull', True), ('specialty__isnull', False)), models.Q(('service__isnull', False), ('specialty__isnull', True)), _connector='OR'), name='care_supply_gap_is_of_one_thing'), models.CheckConstraint(condition=models.Q(('figure__isnull', True), ('figure__gte', 0), _connector='OR'), name='care_supply_gap_figure_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('formula__isnull', False), ('measured_by__in', ['unserved', 'need'])), models.Q(('expressed__isnull', False), ('measured_by', 'expressed')), models.Q(('measured_by', 'stated'), models.Q(('source', ''), _negated=True)), _connector='OR'), name='care_supply_gap_says_its_source')],
            },
        ),
        migrations.CreateModel(
            name='GapMeasure',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('gap_key', models.UUIDField()),
                ('on', models.DateField()),
                ('figure', models.FloatField(null=True)),
                ('at', models.DateTimeField()),
                ('measured_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gap_measures', to='care_supply.caresupplyplan')),
            ],
            options={
                'db_table': 'care_supply_gapmeasure',
                'constraints': [models.UniqueConstraint(fields=('plan', 'gap_key', 'on'), name='care_supply_gapmeasure_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PlanParty',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('part', models.CharField(max_length=120)),
                ('is_public', models.BooleanField(default=False)),
                ('removed_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='care_supply.caresupplyplan')),
            ],
            options={
                'db_table': 'care_supply_party',
                'constraints': [models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('removed_at', None)), fields=('plan', 'organisation'), name='care_supply_party_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('organisation__isnull', False)), models.Q(('organisation__isnull', True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='care_supply_party_is_known_or_named')],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('purpose', models.TextField(blank=True)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('purpose_is_public', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_supply.planversion')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='care_supply_version', to='procedures.file')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='care_supply.caresupplyplan')),
            ],
            options={
                'db_table': 'care_supply_version',
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='care_supply_version_number'), models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='care_supply_version_ends_once_it_began')],
            },
        ),
        migrations.CreateModel(
            name='PlannedAction',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=uuid.uuid4)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('fixed', 'Fixed'), ('mobile', 'Mobile'), ('association', 'Association')], max_length=12)),
                ('decision', models.CharField(choices=[('proposed', 'Proposed'), ('chosen', 'Chosen'), ('set_aside', 'Set aside')], default='proposed', max_length=10)),
                ('text', models.CharField(max_length=300)),
                ('place_words', models.CharField(blank=True, max_length=200)),
                ('work', models.CharField(blank=True, choices=[('open', 'Open a facility'), ('reopen', 'Reopen a facility'), ('staff', 'Staff a facility'), ('equip', 'Equip a facility')], max_length=10)),
                ('visits_a_year', models.PositiveSmallIntegerField(null=True)),
                ('owner_words', models.CharField(blank=True, max_length=200)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('payer', models.CharField(blank=True, max_length=200)),
                ('starts_on', models.DateField()),
                ('due_on', models.DateField()),
                ('target', models.FloatField(null=True)),
                ('target_unit', models.CharField(blank=True, max_length=80)),
                ('is_public', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('removed_at', models.DateTimeField(null=True)),
                ('association', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
                ('convention', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.convention')),
                ('equipment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.equipmentkind')),
                ('facility', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.facility')),
                ('gaps', models.ManyToManyField(db_table='care_supply_action_gaps', related_name='actions', to='care_supply.gap')),
                ('outreach_plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.plan')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner_organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('profession', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.profession')),
                ('siting_post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='access.sitingpost')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='care_supply.planversion')),
            ],
            options={
                'db_table': 'care_supply_action',
                'constraints': [models.UniqueConstraint(fields=('version', 'key'), name='care_supply_action_key_once'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('starts_on'))), name='care_supply_action_due_once_begun'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'fixed'), models.Q(('work', ''), _negated=True)), models.Q(models.Q(('kind', 'fixed'), _negated=True), ('facility__isnull', True), ('work', '')), _connector='OR'), name='care_supply_action_works_on_what_is_fixed'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='care_supply_action_amount_not_negative'), models.CheckConstraint(condition=models.Q(('target__isnull', True), ('target__gt', 0), _connector='OR'), name='care_supply_action_target_above_nought')],
            },
        ),
        migrations.AddField(
            model_name='gap',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='care_supply.planversion'),
        ),
        migrations.AddConstraint(
            model_name='gap',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='care_supply_gap_key_once'),
        ),
    ]
