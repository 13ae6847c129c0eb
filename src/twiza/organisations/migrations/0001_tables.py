import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('organisations', '0001_initial'),
        ('organisations', '0002_ended_on'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(verbose_name='names')),
                ('is_demonstration', models.BooleanField(default=False)),
            ],
            options={
                'db_table': 'organisations_organisation',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('field_agent', 'Field agent'), ('professional', 'Care or social professional'), ('supervisor', 'Supervisor'), ('manager', 'Organisation manager'), ('coordinator', 'Network coordinator'), ('protection_officer', 'Protection officer'), ('planner', 'Planner'), ('funder', 'Funder'), ('technical_administrator', 'Technical administrator'), ('auditor', 'Auditor')], max_length=40)),
                ('territory', models.JSONField(blank=True, default=list)),
                ('programme', models.CharField(blank=True, max_length=80)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='organisations.organisation')),
            ],
            options={
                'db_table': 'organisations_membership',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='organisations_membership_ends_once_it_began'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('valid_from')), _connector='OR'), name='organisations_membership_ended_once_it_began')],
            },
        ),
    ]
