import django.db.models.deletion
import twiza.core.ids
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organisations', '0001_tables'),
        ('procedures', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('signed_on', models.DateField()),
                ('subject', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'funding_amendment',
            },
        ),
        migrations.CreateModel(
            name='Convention',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('search_text', models.TextField()),
                ('purpose', models.TextField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('renewal_terms', models.TextField(blank=True)),
                ('purpose_is_public', models.BooleanField(default=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='convention', to='procedures.file')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conventions', to='organisations.organisation')),
                ('renews', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewed_by', to='funding.convention')),
            ],
            options={
                'db_table': 'funding_convention',
                'indexes': [models.Index(fields=['organisation', '-starts_on', '-id'], name='funding_convention_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='funding_convention_ends_once_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Committee',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('members', models.TextField(blank=True)),
                ('rhythm', models.CharField(blank=True, max_length=120)),
                ('is_public', models.BooleanField(default=False)),
                ('removed_at', models.DateTimeField(null=True)),
                ('convention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='committees', to='funding.convention')),
            ],
            options={
                'db_table': 'funding_committee',
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('terms', 'Terms'), ('party', 'Party'), ('axis', 'Line of action'), ('obligation', 'Obligation'), ('committee', 'Committee')], max_length=12)),
                ('line_id', models.UUIDField()),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('effective_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('amendment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='funding.amendment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('convention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='funding.convention')),
            ],
            options={
                'db_table': 'funding_change',
            },
        ),
        migrations.CreateModel(
            name='Axis',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('pillar', models.CharField(max_length=60)),
                ('axis', models.CharField(blank=True, max_length=60)),
                ('action', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField()),
                ('is_public', models.BooleanField(default=False)),
                ('removed_at', models.DateTimeField(null=True)),
                ('convention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='axes', to='funding.convention')),
            ],
            options={
                'db_table': 'funding_axis',
            },
        ),
        migrations.AddField(
            model_name='amendment',
            name='convention',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='funding.convention'),
        ),
        migrations.CreateModel(
            name='ConventionParty',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('part', models.CharField(max_length=200)),
                ('is_public', models.BooleanField(default=False)),
                ('removed_at', models.DateTimeField(null=True)),
                ('convention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='funding.convention')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parties_played', to='organisations.organisation')),
            ],
            options={
                'db_table': 'funding_party',
                'constraints': [models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('removed_at', None)), fields=('convention', 'organisation'), name='funding_party_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('organisation__isnull', False)), models.Q(('organisation__isnull', True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='funding_party_is_known_or_named')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('planned_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('agenda', models.TextField(blank=True)),
                ('held_on', models.DateField(blank=True, null=True)),
                ('attendance', models.TextField(blank=True)),
                ('minutes', models.TextField(blank=True)),
                ('minutes_name', models.CharField(blank=True, max_length=120)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='funding.committee')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes_content', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.storedcontent')),
            ],
            options={
                'db_table': 'funding_meeting',
                'constraints': [models.CheckConstraint(condition=models.Q(('held_on__isnull', True), ('cancelled_at__isnull', True), _connector='OR'), name='funding_meeting_held_or_cancelled')],
            },
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('owner_function', models.CharField(blank=True, max_length=120)),
                ('due_on', models.DateField()),
                ('every_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('proof_asked', models.CharField(blank=True, max_length=200)),
                ('is_public', models.BooleanField(default=False)),
                ('removed_at', models.DateTimeField(null=True)),
                ('convention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='obligations', to='funding.convention')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='funding.meeting')),
                ('owed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='funding.conventionparty')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations_owned', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'funding_obligation',
                'constraints': [models.CheckConstraint(condition=models.Q(('every_months__isnull', True), models.Q(('every_months__gte', 1), ('every_months__lte', 60)), _connector='OR'), name='funding_obligation_repeats_in_months')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('due_on', models.DateField()),
                ('outcome', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('given_up', 'Given Up')], default='open', max_length=10)),
                ('handed_on', models.DateField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='funding.obligation')),
            ],
            options={
                'db_table': 'funding_deadline',
                'indexes': [models.Index(condition=models.Q(('handed_on__isnull', True), ('outcome', 'open')), fields=['due_on', 'id'], name='funding_deadline_waits')],
                'constraints': [models.UniqueConstraint(fields=('obligation', 'due_on'), name='funding_deadline_once_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('outcome', 'open')), models.Q(models.Q(('outcome', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='funding_deadline_decided_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'given_up'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='funding_deadline_given_up_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('handed_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('organisation_id', models.BigIntegerField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.storedcontent')),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='funding.deadline')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'funding_proof',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('deadline', 'content'), name='funding_proof_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(fields=('convention', 'number'), name='funding_amendment_number'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('convention',), name='funding_amendment_one_is_open'),
        ),
    ]
