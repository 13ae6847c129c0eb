import django.db.models.deletion
import twiza.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('procedures', '0001_initial'),
        ('procedures', '0002_readers'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Kind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
            ],
            options={
                'db_table': 'procedures_kind',
            },
        ),
        migrations.CreateModel(
            name='StoredContent',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('content_type', models.CharField(max_length=100)),
                ('size_bytes', models.PositiveIntegerField()),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'procedures_storedcontent',
            },
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('number', models.CharField(max_length=24, unique=True, verbose_name='number')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('search_text', models.TextField()),
                ('organisation_id', models.BigIntegerField()),
                ('place_path', models.CharField(blank=True, max_length=120)),
                ('anchor_on', models.DateField(null=True)),
                ('entered_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('opened_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('turn', models.PositiveIntegerField(default=1)),
                ('happenings', models.PositiveIntegerField(default=1)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files_owned', to=settings.AUTH_USER_MODEL)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='procedures.kind')),
            ],
            options={
                'db_table': 'procedures_file',
                'indexes': [models.Index(fields=['organisation_id', 'opened_at', 'id'], name='procedures_file_of'), models.Index(fields=['organisation_id', 'closed_at', 'due_on'], name='procedures_file_open'), models.Index(fields=['organisation_id', 'kind', 'opened_at'], name='procedures_file_of_kind'), models.Index(fields=['owner', 'closed_at', 'due_on'], name='procedures_file_owned'), models.Index(condition=models.Q(('closed_at', None), ('owner__isnull', False)), fields=['due_on'], name='procedures_file_reminded')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'year', 'serial'), name='procedures_file_serial'), models.CheckConstraint(condition=models.Q(('entered_on__gte', models.F('opened_on'))), name='procedures_file_entered_once_opened')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='comment')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='procedures.file')),
            ],
            options={
                'db_table': 'procedures_comment',
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('owner', 'Owner'), ('due_date', 'Due date'), ('anchor_date', 'Date of reference'), ('title', 'Title'), ('party', 'Party')], max_length=20)),
                ('before', models.CharField(blank=True, max_length=200)),
                ('after', models.CharField(blank=True, max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='procedures.file')),
            ],
            options={
                'db_table': 'procedures_change',
            },
        ),
        migrations.CreateModel(
            name='KindVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('prefix', models.CharField(max_length=8)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('active', 'Active'), ('superseded', 'Superseded')], default='draft', max_length=10)),
                ('names', models.JSONField(verbose_name='names')),
                ('anchor_names', models.JSONField(blank=True, default=dict)),
                ('source', models.TextField(blank=True)),
                ('is_restricted', models.BooleanField(default=False)),
                ('keeps_owner', models.BooleanField(default=False)),
                ('evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
                ('made_at', models.DateTimeField()),
                ('activated_at', models.DateTimeField(null=True)),
                ('superseded_at', models.DateTimeField(null=True)),
                ('activated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='procedures.kind')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'procedures_kindversion',
                'constraints': [models.UniqueConstraint(fields=('kind', 'number'), name='procedures_kindversion_number'), models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('kind',), name='procedures_kindversion_one_active'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('activated_at__isnull', False), ('activated_by__isnull', False)), _connector='OR'), name='procedures_kindversion_active_by_somebody')],
            },
        ),
        migrations.AddField(
            model_name='file',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='procedures.kindversion'),
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(verbose_name='names')),
                ('position', models.PositiveSmallIntegerField()),
                ('needs_reason', models.BooleanField(default=False)),
                ('evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='procedures.kindversion')),
            ],
            options={
                'db_table': 'procedures_move',
            },
        ),
        migrations.CreateModel(
            name='MoveRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('field_agent', 'Field agent'), ('professional', 'Care or social professional'), ('supervisor', 'Supervisor'), ('manager', 'Organisation manager'), ('coordinator', 'Network coordinator'), ('protection_officer', 'Protection officer'), ('planner', 'Planner'), ('funder', 'Funder'), ('technical_administrator', 'Technical administrator'), ('auditor', 'Auditor')], max_length=40)),
                ('move', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='procedures.move')),
            ],
            options={
                'db_table': 'procedures_moverole',
                'constraints': [models.UniqueConstraint(fields=('move', 'role'), name='procedures_moverole_once')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('names', models.JSONField(verbose_name='names')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='procedures.kindversion')),
            ],
            options={
                'db_table': 'procedures_part',
                'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='procedures_part_code')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField()),
                ('label', models.CharField(blank=True, max_length=120)),
                ('added_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='procedures.file')),
                ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.part')),
            ],
            options={
                'db_table': 'procedures_party',
                'indexes': [models.Index(fields=['organisation_id', 'part'], name='procedures_party_of')],
                'constraints': [models.UniqueConstraint(fields=('file', 'organisation_id', 'part'), name='procedures_party_once')],
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('field_agent', 'Field agent'), ('professional', 'Care or social professional'), ('supervisor', 'Supervisor'), ('manager', 'Organisation manager'), ('coordinator', 'Network coordinator'), ('protection_officer', 'Protection officer'), ('planner', 'Planner'), ('funder', 'Funder'), ('technical_administrator', 'Technical administrator'), ('auditor', 'Auditor')], max_length=40)),
                ('standing', models.CharField(choices=[('organisation', 'it is of her organisation, where she acts'), ('party', 'her organisation takes part'), ('own', 'it is hers, or near to her')], max_length=20)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='procedures.kindversion')),
            ],
            options={
                'db_table': 'procedures_reader',
                'constraints': [models.UniqueConstraint(fields=('version', 'role', 'standing'), name='procedures_reader_once')],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('names', models.JSONField(verbose_name='names')),
                ('sort', models.CharField(choices=[('piece', 'Document to attach'), ('check', 'Check to confirm'), ('value', 'Answer to give')], max_length=10)),
                ('value_kind', models.CharField(blank=True, choices=[('text', 'Text'), ('number', 'Number'), ('date', 'Date')], max_length=10)),
                ('is_blocking', models.BooleanField(default=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
                ('move', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='procedures.move')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='procedures.kindversion')),
            ],
            options={
                'db_table': 'procedures_requirement',
                'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='procedures_requirement_code'), models.CheckConstraint(condition=models.Q(models.Q(('sort', 'value'), ('value_kind__in', ['text', 'number', 'date'])), models.Q(models.Q(('sort', 'value'), _negated=True), ('value_kind', '')), _connector='OR'), name='procedures_requirement_value_has_kind')],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_on', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='procedures.file')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.requirement')),
            ],
            options={
                'db_table': 'procedures_confirmation',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('file', 'requirement'), name='procedures_confirmation_one_holds')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('names', models.JSONField(verbose_name='names')),
                ('position', models.PositiveSmallIntegerField()),
                ('is_first', models.BooleanField(default=False)),
                ('is_end', models.BooleanField(default=False)),
                ('owner_role', models.CharField(blank=True, choices=[('field_agent', 'Field agent'), ('professional', 'Care or social professional'), ('supervisor', 'Supervisor'), ('manager', 'Organisation manager'), ('coordinator', 'Network coordinator'), ('protection_officer', 'Protection officer'), ('planner', 'Planner'), ('funder', 'Funder'), ('technical_administrator', 'Technical administrator'), ('auditor', 'Auditor')], max_length=40)),
                ('owner_names', models.JSONField(blank=True, default=dict)),
                ('due_days', models.PositiveSmallIntegerField(null=True)),
                ('due_from_anchor', models.SmallIntegerField(null=True)),
                ('evidence', models.CharField(choices=[('seen_primary', 'Read in the text of the institution'), ('seen_secondary', 'Read in press, a course or public code'), ('known', 'General knowledge, to be validated'), ('design', 'Our proposal, to be validated')], max_length=20)),
                ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='procedures.part')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='procedures.kindversion')),
            ],
            options={
                'db_table': 'procedures_step',
                'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='procedures_step_code'), models.UniqueConstraint(fields=('version', 'position'), name='procedures_step_position'), models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('version',), name='procedures_step_one_first'), models.CheckConstraint(condition=models.Q(('due_days__isnull', True), ('due_from_anchor__isnull', True), _connector='OR'), name='procedures_step_one_due')],
            },
        ),
        migrations.AddField(
            model_name='requirement',
            name='step',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='procedures.step'),
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.PositiveIntegerField()),
                ('threshold_days', models.SmallIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='procedures.file')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procedures.step')),
            ],
            options={
                'db_table': 'procedures_reminder',
                'constraints': [models.UniqueConstraint(fields=('file', 'turn', 'threshold_days'), name='procedures_reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('happened_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('due_on', models.DateField(null=True)),
                ('entered_on', models.DateField(null=True)),
                ('days_spent', models.PositiveIntegerField(null=True)),
                ('happenings', models.PositiveIntegerField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='procedures.file')),
                ('move', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.move')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passages_out', to='procedures.step')),
                ('to_step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages_in', to='procedures.step')),
            ],
            options={
                'db_table': 'procedures_passage',
                'indexes': [models.Index(condition=models.Q(('taken_back_at', None)), fields=['from_step', 'happened_on'], name='procedures_passage_stays')],
                'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='procedures_passage_number'), models.CheckConstraint(condition=models.Q(models.Q(('days_spent__isnull', True), ('entered_on__isnull', True), ('from_step__isnull', True)), models.Q(('days_spent__isnull', False), ('entered_on__isnull', False), ('from_step__isnull', False)), _connector='OR'), name='procedures_passage_left_after_days')],
            },
        ),
        migrations.AddField(
            model_name='move',
            name='from_step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves_out', to='procedures.step'),
        ),
        migrations.AddField(
            model_name='move',
            name='to_step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves_in', to='procedures.step'),
        ),
        migrations.AddField(
            model_name='file',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='procedures.step'),
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.UUIDField(default=twiza.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawal_reason', models.TextField(blank=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='procedures.file')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requirement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.requirement')),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='procedures.storedcontent')),
            ],
            options={
                'db_table': 'procedures_piece',
            },
        ),
        migrations.CreateModel(
            name='Value',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values_given', to='procedures.file')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.requirement')),
            ],
            options={
                'db_table': 'procedures_value',
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('file', 'requirement'), name='procedures_value_one_holds')],
            },
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('move__isnull', False), ('step__isnull', True)), models.Q(('move__isnull', True), ('step__isnull', False)), _connector='OR'), name='procedures_requirement_of_step_or_move'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.UniqueConstraint(fields=('from_step', 'to_step'), name='procedures_move_once'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(('from_step', models.F('to_step')), _negated=True), name='procedures_move_goes_somewhere'),
        ),
    ]
