# What was found of goods when they came.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0002_what_became_of_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Examination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("unfit", models.PositiveIntegerField(default=0)),
                ("last_day", models.DateField(blank=True, null=True)),
                ("price", models.PositiveIntegerField(blank=True, null=True)),
                ("examiner", models.CharField(max_length=120)),
                ("paper", models.CharField(blank=True, max_length=80)),
                ("on", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "movement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="examinations",
                        to="delivery.movement",
                    ),
                ),
            ],
            options={
                "ordering": ("day", "pk"),
            },
        ),
    ]
