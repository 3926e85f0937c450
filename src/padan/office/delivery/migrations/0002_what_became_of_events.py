# The rest of what 0001 makes: what became of events, entitlements and places that were left.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Relabelled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.CharField(max_length=10)),
                ("after", models.CharField(max_length=10)),
                ("on", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relabelled", to="delivery.event"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Settled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ending",
                    models.CharField(
                        choices=[("void", "void"), ("lost", "lost"), ("recovered", "recovered")], max_length=10
                    ),
                ),
                ("reason", models.TextField()),
                ("on", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settled", to="delivery.event"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="verdict",
                        serialize=False,
                        to="delivery.event",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("counted", "counted"),
                            ("noted", "noted"),
                            ("waits", "waits"),
                            ("conflict", "conflict"),
                            ("void", "void"),
                            ("lost", "lost"),
                            ("recovered", "recovered"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_entitled", "not_entitled"),
                            ("freed", "freed"),
                            ("surplus", "surplus"),
                            ("altered", "altered"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["label"], name="verdict_by_label")],
            },
        ),
        migrations.CreateModel(
            name="Entitlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family_id", models.CharField(max_length=16)),
                ("area", models.CharField(max_length=13)),
                ("month", models.DateField()),
                ("number", models.PositiveSmallIntegerField()),
                ("item", models.CharField(max_length=80)),
                ("unit", models.CharField(max_length=20)),
                ("amount", models.PositiveIntegerField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entitlements", to="aid.round"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["round", "area", "month"], name="entitled_by_area")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "family_id", "month", "number"), name="entitled_once_a_month"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="entitled_to_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Freed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family_id", models.CharField(max_length=16)),
                ("area", models.CharField(max_length=13)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("stays", "stays"),
                            ("died_out", "died_out"),
                            ("moved_out", "moved_out"),
                            ("replaced", "replaced"),
                            ("unknown", "unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                ("month", models.DateField()),
                ("why", models.TextField()),
                ("on", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="freed", to="aid.round"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "indexes": [models.Index(fields=["round", "family_id"], name="freed_family")],
            },
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.UniqueConstraint(fields=("area", "name"), name="point_name_once_in_a_place"),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="movement_of_something"),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True), name="movement_between_two_points"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["round", "family_id"], name="event_of_family"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["round", "area"], name="event_by_area"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("corrects", ""), _negated=True), fields=["corrects"], name="event_that_corrects"
            ),
        ),
        migrations.AddConstraint(
            model_name="day",
            constraint=models.UniqueConstraint(fields=("round", "month", "area"), name="day_once_for_a_place"),
        ),
        migrations.AddConstraint(
            model_name="queued",
            constraint=models.UniqueConstraint(fields=("day", "family_id"), name="queued_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="queued",
            constraint=models.UniqueConstraint(fields=("day", "number"), name="number_once_in_a_queue"),
        ),
    ]
