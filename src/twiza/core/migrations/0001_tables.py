from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('core', '0001_initial'),
        ('core', '0002_cacheentry'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CacheEntry',
            fields=[
                ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('value', models.TextField()),
                ('expires', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'core_cacheentry',
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'core_installation',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='core_installation_is_one_row')],
            },
        ),
    ]
