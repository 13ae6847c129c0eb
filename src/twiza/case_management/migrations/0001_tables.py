import django.db.models.deletion
import twiza.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('case_management', '0001_initial'),
        ('case_management', '0002_referral'),
    ]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('accounts', '__first__'),
        ('facilities', '0001_tables'),
        ('organisations', '0001_tables'),
        ('procedures', '0001_tables'),
        ('territory', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('facility_words', models.CharField(blank=True, max_length=200, verbose_name='where to')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('urgency', models.CharField(choices=[('emergency', 'At once'), ('soon', 'Within a week'), ('ordinary', 'As soon as possible')], max_length=10, verbose_name='urgency')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('appointment_on', models.DateField(null=True, verbose_name='appointment on')),
                ('appointment_at', models.TimeField(null=True, verbose_name='appointment at')),
                ('sex', models.CharField(choices=[('female', 'Female'), ('male', 'Male')], max_length=6, verbose_name='sex')),
                ('age_years', models.PositiveSmallIntegerField(verbose_name='age (years)')),
                ('age_months', models.PositiveSmallIntegerField(null=True, verbose_name='age (months)')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('outcome', models.TextField(blank=True, verbose_name='what the facility says')),
                ('failure', models.CharField(blank=True, choices=[('money', 'Money'), ('transport', 'Transport'), ('refusal', 'Refusal'), ('parent_away', 'A parent away'), ('wait', 'Too long a wait'), ('closed', 'Facility closed'), ('recovered', 'Recovered'), ('other', 'Another reason')], max_length=20, verbose_name='why it was not completed')),
                ('made_at', models.DateTimeField()),
                ('facility', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='facilities.facility')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='referral', to='procedures.file')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('specialty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.specialty')),
            ],
            options={
                'db_table': 'case_management_referral',
                'indexes': [models.Index(fields=['-issued_on', '-id'], name='case_management_referral_new')],
                'constraints': [models.CheckConstraint(condition=models.Q(('facility__isnull', False), models.Q(('facility_words', ''), _negated=True), _connector='OR'), name='case_management_referral_goes_somewhere'), models.CheckConstraint(condition=models.Q(('age_years__lte', 120), models.Q(('age_months__isnull', True), ('age_months__lt', 24), _connector='OR')), name='case_management_referral_age_makes_sense'), models.CheckConstraint(condition=models.Q(('appointment_at__isnull', True), ('appointment_on__isnull', False), _connector='OR'), name='case_management_referral_hour_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='ReferralConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('follow_up', 'To be called and followed up'), ('sharing', 'That the facility she is referred to is told')], max_length=10)),
                ('given_by', models.CharField(choices=[('person', 'The person herself'), ('guardian', 'Her guardian')], max_length=10)),
                ('how', models.CharField(choices=[('oral', 'Aloud, before a witness'), ('written', 'On paper')], max_length=10)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='case_management.referral')),
            ],
            options={
                'db_table': 'case_management_referralconsent',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('referral', 'purpose'), name='case_management_referralconsent_once'), models.CheckConstraint(condition=models.Q(models.Q(('purpose', 'sharing'), ('recipient__isnull', False)), models.Q(('purpose', 'follow_up'), ('recipient__isnull', True)), _connector='OR'), name='case_management_referralconsent_shared_with')],
            },
        ),
        migrations.CreateModel(
            name='RoundsPlan',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
                ('names', models.JSONField(verbose_name='names')),
                ('number', models.PositiveSmallIntegerField()),
                ('search_text', models.TextField()),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('working_days', models.PositiveSmallIntegerField(verbose_name='working days')),
                ('weekdays', models.JSONField(verbose_name='days worked')),
                ('speed_kmh', models.FloatField(verbose_name='speed (km/h)')),
                ('detour', models.FloatField(verbose_name='detour')),
                ('agent_count', models.PositiveSmallIntegerField()),
                ('home_count', models.PositiveIntegerField()),
                ('is_sample', models.BooleanField(default=False)),
                ('deleted_at', models.DateTimeField(null=True)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'db_table': 'case_management_roundsplan',
                'constraints': [models.CheckConstraint(condition=models.Q(('detour__gte', 1), ('speed_kmh__gt', 0)), name='case_management_roundsplan_travel'), models.CheckConstraint(condition=models.Q(('working_days__gte', 1)), name='case_management_roundsplan_has_days')],
            },
        ),
        migrations.CreateModel(
            name='RoundsHome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('lat', models.FloatField()),
                ('lon', models.FloatField()),
                ('risk', models.CharField(blank=True, choices=[('high', 'High risk'), ('medium', 'Medium risk'), ('low', 'Low risk')], max_length=10)),
                ('visits', models.PositiveSmallIntegerField()),
                ('gap_days', models.PositiveSmallIntegerField(default=1)),
                ('priority', models.FloatField(default=1.0)),
                ('visit_minutes', models.FloatField()),
                ('weekdays', models.JSONField(blank=True, default=list)),
                ('agent', models.CharField(blank=True, max_length=40)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='homes', to='case_management.roundsplan')),
            ],
            options={
                'db_table': 'case_management_roundshome',
                'constraints': [models.UniqueConstraint(fields=('plan', 'code'), name='case_management_roundshome_code')],
            },
        ),
        migrations.CreateModel(
            name='RoundsAgent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('lat', models.FloatField()),
                ('lon', models.FloatField()),
                ('day_minutes', models.FloatField(verbose_name='minutes a day')),
                ('absent_on', models.JSONField(blank=True, default=list, verbose_name='absent on')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agents', to='case_management.roundsplan')),
            ],
            options={
                'db_table': 'case_management_roundsagent',
                'constraints': [models.UniqueConstraint(fields=('plan', 'code'), name='case_management_roundsagent_code')],
            },
        ),
        migrations.CreateModel(
            name='RoundsVersion',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField()),
                ('job_id', models.UUIDField(null=True)),
                ('replanned_from', models.DateField(null=True)),
                ('absences', models.JSONField(default=list)),
                ('problem', models.JSONField()),
                ('answer', models.JSONField()),
                ('rounds', models.JSONField()),
                ('missed', models.JSONField(default=list)),
                ('visits_asked', models.PositiveIntegerField()),
                ('visits_planned', models.PositiveIntegerField()),
                ('walking_minutes', models.FloatField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('set_aside_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='case_management.roundsversion')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='case_management.roundsplan')),
            ],
            options={
                'db_table': 'case_management_roundsversion',
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='case_management_roundsversion_number')],
            },
        ),
    ]
