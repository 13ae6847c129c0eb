import django.db.models.deletion
import twiza.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('rulesets', '0001_initial'),
        ('rulesets', '0002_rows_to_validate'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ruleset',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('organisation_id', models.BigIntegerField(null=True)),
                ('code', models.CharField(max_length=60)),
                ('country', models.CharField(max_length=3)),
                ('names', models.JSONField(verbose_name='names')),
                ('search_text', models.TextField()),
            ],
            options={
                'db_table': 'rulesets_ruleset',
                'constraints': [models.UniqueConstraint(condition=models.Q(('organisation_id__isnull', True)), fields=('code', 'country'), name='rulesets_shipped_once'), models.UniqueConstraint(condition=models.Q(('organisation_id__isnull', False)), fields=('organisation_id', 'code', 'country'), name='rulesets_of_organisation_once')],
            },
        ),
        migrations.CreateModel(
            name='RulesetUpload',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('organisation_id', models.BigIntegerField()),
                ('file_name', models.CharField(max_length=100)),
                ('content_text', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'rulesets_rulesetupload',
            },
        ),
        migrations.CreateModel(
            name='RulesetVersion',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('version', models.CharField(max_length=60, verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('under_review', 'Under review'), ('active', 'Active'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn')], default='draft', max_length=20)),
                ('content_text', models.TextField()),
                ('content_hash', models.CharField(max_length=64)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('confidence', models.CharField(blank=True, choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10)),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('rows_to_validate', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('validated_by', models.CharField(blank=True, max_length=200, verbose_name='authority')),
                ('activated_at', models.DateTimeField(null=True)),
                ('activation_reason', models.TextField(blank=True)),
                ('in_force_from', models.DateField(null=True)),
                ('in_force_until', models.DateField(null=True)),
                ('activated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulesets.rulesetversion')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced', to='rulesets.rulesetversion')),
                ('ruleset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='rulesets.ruleset')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'rulesets_rulesetversion',
                'constraints': [models.UniqueConstraint(fields=('ruleset', 'number'), name='rulesets_version_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('ruleset',), name='rulesets_one_active_version'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'active'), _negated=True), models.Q(('activated_at__isnull', False), ('activated_by__isnull', False), ('in_force_from__isnull', False), models.Q(('validated_by', ''), _negated=True), models.Q(('activation_reason', ''), _negated=True)), _connector='OR'), name='rulesets_active_was_validated'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='rulesets_valid_ends_once_it_began')],
            },
        ),
        migrations.CreateModel(
            name='RuleSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField(null=True)),
                ('code', models.CharField(max_length=40)),
                ('title', models.TextField()),
                ('address', models.TextField(blank=True)),
                ('level', models.CharField(choices=[('primary', 'The text of the institution itself'), ('secondary', 'Press, course, copy or public code')], max_length=10)),
                ('scope', models.TextField(blank=True)),
                ('dated', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'db_table': 'rulesets_rulesource',
                'constraints': [models.UniqueConstraint(condition=models.Q(('organisation_id__isnull', True)), fields=('code',), name='rulesets_shipped_source_once'), models.UniqueConstraint(condition=models.Q(('organisation_id__isnull', False)), fields=('organisation_id', 'code'), name='rulesets_source_of_organisation_once')],
            },
        ),
        migrations.CreateModel(
            name='VersionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('made', 'Made'), ('submitted', 'Submitted for review'), ('sent_back', 'Sent back'), ('activated', 'Activated'), ('activation_undone', 'Activation undone'), ('superseded', 'Superseded by another version'), ('withdrawn', 'Withdrawn'), ('restored', 'Taken back')], max_length=20)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('authority', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='rulesets.rulesetversion')),
            ],
            options={
                'db_table': 'rulesets_versionstep',
                'indexes': [models.Index(fields=['version', 'at'], name='rulesets_step_at')],
            },
        ),
    ]
