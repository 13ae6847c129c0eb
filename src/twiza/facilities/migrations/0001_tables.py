import django.db.models.deletion
import twiza.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('facilities', '0001_initial'),
        ('facilities', '0002_files_on_their_way_in'),
        ('facilities', '0003_carte_sanitaire'),
        ('facilities', '0004_facts_of_what_is_there'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organisations', '0001_tables'),
        ('territory', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='EquipmentKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('names', models.JSONField(verbose_name='names')),
                ('position', models.PositiveSmallIntegerField()),
                ('evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
            ],
            options={
                'db_table': 'facilities_equipmentkind',
            },
        ),
        migrations.CreateModel(
            name='FacilityType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('country', models.CharField(max_length=2)),
                ('network', models.CharField(blank=True, max_length=20)),
                ('level', models.PositiveSmallIntegerField()),
                ('names', models.JSONField(verbose_name='names')),
                ('is_mobile', models.BooleanField(default=False)),
                ('default_people_min', models.PositiveIntegerField(null=True)),
                ('default_people_max', models.PositiveIntegerField(null=True)),
                ('default_access_minutes', models.PositiveSmallIntegerField(null=True)),
                ('default_doctors', models.PositiveSmallIntegerField(null=True)),
                ('default_nurses', models.PositiveSmallIntegerField(null=True)),
                ('default_midwives', models.PositiveSmallIntegerField(null=True)),
                ('norm_people', models.PositiveIntegerField(null=True)),
                ('norm_radius_km', models.FloatField(null=True)),
                ('type_evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
                ('services_evidence', models.CharField(blank=True, choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
                ('norm_evidence', models.CharField(blank=True, choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
                ('sources', models.TextField(blank=True)),
                ('rules_version', models.CharField(max_length=40)),
            ],
            options={
                'db_table': 'facilities_facilitytype',
            },
        ),
        migrations.CreateModel(
            name='FactPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=20, unique=True)),
                ('months', models.PositiveSmallIntegerField(null=True)),
                ('evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
            ],
            options={
                'db_table': 'facilities_factperiod',
            },
        ),
        migrations.CreateModel(
            name='Profession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('names', models.JSONField(verbose_name='names')),
                ('position', models.PositiveSmallIntegerField()),
                ('evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
            ],
            options={
                'db_table': 'facilities_profession',
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, unique=True)),
                ('names', models.JSONField(verbose_name='names')),
            ],
            options={
                'db_table': 'facilities_service',
            },
        ),
        migrations.CreateModel(
            name='Facility',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, primary_key=True, serialize=False)),
                ('code', models.CharField(blank=True, max_length=80, verbose_name='code')),
                ('names', models.JSONField(verbose_name='names')),
                ('search_text', models.TextField(default='', editable=False)),
                ('lat', models.FloatField(null=True, verbose_name='latitude')),
                ('lon', models.FloatField(null=True, verbose_name='longitude')),
                ('is_mobile', models.BooleanField(default=False, verbose_name='mobile')),
                ('status', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('without_staff', 'Without staff'), ('unknown', 'Status unknown')], default='unknown', max_length=20, verbose_name='status')),
                ('status_since', models.DateField(null=True)),
                ('beds', models.PositiveIntegerField(null=True)),
                ('doctors', models.FloatField(null=True, verbose_name='doctors')),
                ('nurses', models.FloatField(null=True, verbose_name='nurses')),
                ('midwives', models.FloatField(null=True, verbose_name='midwives')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('verified_by', models.CharField(blank=True, max_length=200, verbose_name='verified by')),
                ('verified_on', models.DateField(null=True, verbose_name='verified on')),
                ('updated_at', models.DateTimeField()),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='facilities.facility')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facilities', to='organisations.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facilities', to='territory.place')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facilities', to='facilities.facilitytype')),
            ],
            options={
                'db_table': 'facilities_facility',
                'indexes': [models.Index(fields=['place', 'id'], name='facilities_facility_place')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('organisation', 'code'), name='facilities_facility_code_once'), models.CheckConstraint(condition=models.Q(models.Q(('lat__isnull', True), ('lon__isnull', True)), models.Q(('lat__gte', -90), ('lat__isnull', False), ('lat__lte', 90), ('lon__gte', -180), ('lon__isnull', False), ('lon__lte', 180)), _connector='OR'), name='facilities_facility_has_both_coordinates_or_none'), models.CheckConstraint(condition=models.Q(models.Q(('doctors__isnull', True), ('doctors__gte', 0), _connector='OR'), models.Q(('nurses__isnull', True), ('nurses__gte', 0), _connector='OR'), models.Q(('midwives__isnull', True), ('midwives__gte', 0), _connector='OR')), name='facilities_facility_staff_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('verified_by', ''), ('verified_on__isnull', True)), models.Q(models.Q(('verified_by', ''), _negated=True), ('verified_on__isnull', False)), _connector='OR'), name='facilities_facility_verified_by_and_on_together')],
            },
        ),
        migrations.CreateModel(
            name='ChangeProposal',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, primary_key=True, serialize=False)),
                ('why', models.TextField()),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('happened_on', models.DateField()),
                ('evidence_name', models.CharField(blank=True, max_length=200)),
                ('evidence_type', models.CharField(blank=True, max_length=100)),
                ('evidence', models.BinaryField(null=True)),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('proposed', 'Waiting for an answer'), ('accepted', 'Accepted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=20)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_for', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('facility', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='facilities.facility')),
            ],
            options={
                'db_table': 'facilities_changeproposal',
                'indexes': [models.Index(fields=['organisation', 'state', 'proposed_at'], name='facilities_proposal_queue'), models.Index(fields=['proposed_by', 'proposed_at'], name='facilities_proposal_mine')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='facilities_changeproposal_decided_at_once_it_is'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='facilities_changeproposal_refused_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Authorisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=80)),
                ('given_by', models.CharField(blank=True, max_length=200)),
                ('valid_from', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authorisations', to='facilities.facility')),
            ],
            options={
                'db_table': 'facilities_authorisation',
                'indexes': [models.Index(fields=['valid_until'], name='facilities_authorisation_until')],
                'constraints': [models.UniqueConstraint(fields=('facility', 'number'), name='facilities_authorisation_once'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='facilities_authorisation_ends_once_it_began')],
            },
        ),
        migrations.CreateModel(
            name='FacilityChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(blank=True, max_length=120)),
                ('old', models.JSONField(null=True)),
                ('new', models.JSONField(null=True)),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='facilities.facility')),
                ('proposal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='facilities.changeproposal')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'facilities_facilitychange',
                'indexes': [models.Index(fields=['facility', 'recorded_at', 'id'], name='facilities_change_of'), models.Index(fields=['recorded_at', 'id'], name='facilities_change_when')],
            },
        ),
        migrations.CreateModel(
            name='FacilityEquipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('working', models.PositiveIntegerField(null=True)),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='equipment', to='facilities.facility')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.equipmentkind', to_field='code')),
            ],
            options={
                'db_table': 'facilities_facilityequipment',
                'constraints': [models.UniqueConstraint(fields=('facility', 'kind'), name='facilities_facilityequipment_once'), models.CheckConstraint(condition=models.Q(('working__isnull', True), ('working__lte', models.F('number')), _connector='OR'), name='facilities_facilityequipment_works_if_there')],
            },
        ),
        migrations.CreateModel(
            name='FacilityFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=20)),
                ('field', models.CharField(max_length=120)),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('verified_by', models.CharField(blank=True, max_length=200, verbose_name='verified by')),
                ('verified_on', models.DateField(null=True, verbose_name='verified on')),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='facilities.facility')),
            ],
            options={
                'db_table': 'facilities_facilityfact',
                'indexes': [models.Index(fields=['topic', 'verified_on', 'facility'], name='facilities_fact_age')],
                'constraints': [models.UniqueConstraint(fields=('facility', 'field'), name='facilities_facilityfact_once'), models.CheckConstraint(condition=models.Q(models.Q(('verified_by', ''), ('verified_on__isnull', True)), models.Q(models.Q(('verified_by', ''), _negated=True), ('verified_on__isnull', False)), _connector='OR'), name='facilities_facilityfact_verified_by_and_on_together')],
            },
        ),
        migrations.CreateModel(
            name='FacilityList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('completeness', models.CharField(choices=[('unknown', 'Not known'), ('partial', 'Partial'), ('believed_complete', 'Believed complete')], max_length=20, verbose_name='completeness')),
                ('said_by', models.CharField(max_length=200, verbose_name='said by')),
                ('said_on', models.DateField(verbose_name='said on')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facility_lists', to='territory.place')),
            ],
            options={
                'db_table': 'facilities_facilitylist',
            },
        ),
        migrations.CreateModel(
            name='FacilityMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('facts_before', models.JSONField(default=dict)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hidden', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hidings', to='facilities.facility')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='facilities.facility')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'facilities_facilitymerge',
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('hidden',), name='facilities_facilitymerge_hidden_once'), models.CheckConstraint(condition=models.Q(('kept', models.F('hidden')), _negated=True), name='facilities_facilitymerge_of_two')],
            },
        ),
        migrations.CreateModel(
            name='FacilityOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField()),
                ('opens_at', models.TimeField()),
                ('closes_at', models.TimeField()),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='facilities.facility')),
            ],
            options={
                'db_table': 'facilities_facilityopening',
                'constraints': [models.UniqueConstraint(fields=('facility', 'weekday', 'opens_at'), name='facilities_facilityopening_once'), models.CheckConstraint(condition=models.Q(('weekday__gte', 1), ('weekday__lte', 7)), name='facilities_facilityopening_is_a_weekday'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='facilities_facilityopening_closes_after_it_opens')],
            },
        ),
        migrations.CreateModel(
            name='FacilityImport',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
                ('country', models.CharField(max_length=2)),
                ('file_name', models.CharField(max_length=200)),
                ('content', models.BinaryField()),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('columns', models.JSONField(default=dict)),
                ('types', models.JSONField(default=dict)),
                ('decisions', models.JSONField(default=dict)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('default_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.facilitytype')),
            ],
            options={
                'db_table': 'facilities_facilityimport',
            },
        ),
        migrations.CreateModel(
            name='FacilityVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.PositiveSmallIntegerField()),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='facilities.facility')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
            ],
            options={
                'db_table': 'facilities_facilityvisit',
                'constraints': [models.UniqueConstraint(fields=('facility', 'place', 'week'), name='facilities_facilityvisit_once'), models.CheckConstraint(condition=models.Q(('week__gte', 1), ('week__lte', 53)), name='facilities_facilityvisit_is_a_week')],
            },
        ),
        migrations.CreateModel(
            name='FacilityPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_post', models.FloatField(null=True)),
                ('norm', models.FloatField(null=True)),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='facilities.facility')),
                ('profession', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.profession', to_field='code')),
            ],
            options={
                'db_table': 'facilities_facilitypost',
                'constraints': [models.UniqueConstraint(fields=('facility', 'profession'), name='facilities_facilitypost_once'), models.CheckConstraint(condition=models.Q(models.Q(('in_post__isnull', True), ('in_post__gte', 0), _connector='OR'), models.Q(('norm__isnull', True), ('norm__gte', 0), _connector='OR')), name='facilities_facilitypost_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='ProposedFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=120)),
                ('old', models.JSONField(null=True)),
                ('new', models.JSONField(null=True)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='facilities.changeproposal')),
            ],
            options={
                'db_table': 'facilities_proposedfact',
                'constraints': [models.UniqueConstraint(fields=('proposal', 'field'), name='facilities_proposedfact_once')],
            },
        ),
        migrations.AddField(
            model_name='facilitytype',
            name='services',
            field=models.ManyToManyField(blank=True, db_table='facilities_facilitytype_services', to='facilities.service'),
        ),
        migrations.CreateModel(
            name='FacilityService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('supply', models.FloatField(null=True, verbose_name='supply')),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facility_services', to='facilities.facility')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.service')),
            ],
            options={
                'db_table': 'facilities_facilityservice',
                'constraints': [models.UniqueConstraint(fields=('facility', 'service'), name='facilities_facilityservice_once'), models.CheckConstraint(condition=models.Q(('supply__isnull', True), ('supply__gte', 0), _connector='OR'), name='facilities_facilityservice_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='DifferentPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='facilities.facility')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='facilities.facility')),
            ],
            options={
                'db_table': 'facilities_differentpair',
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='facilities_differentpair_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='facilities_differentpair_in_order')],
            },
        ),
    ]
