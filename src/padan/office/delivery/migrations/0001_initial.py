# Events, points and stock, days and queues.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import padan.office.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("aid", "0002_portion"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("key", models.CharField(db_index=True, max_length=36)),
                ("family_id", models.CharField(max_length=16)),
                ("area", models.CharField(max_length=13)),
                ("month", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("handed", "handed"),
                            ("partial", "partial"),
                            ("refused", "refused"),
                            ("absent", "absent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=80)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("amount", models.PositiveIntegerField()),
                ("instead_of", models.CharField(blank=True, max_length=80)),
                ("corrects", models.CharField(blank=True, max_length=36)),
                ("handed_at", models.DateTimeField()),
                ("day", models.DateField()),
                ("received_at", models.DateTimeField()),
                ("device", models.CharField(blank=True, max_length=40)),
                (
                    "taker",
                    models.CharField(
                        blank=True,
                        choices=[("recipient", "recipient"), ("family", "family"), ("proxy", "proxy")],
                        max_length=10,
                    ),
                ),
                ("taker_id", models.CharField(blank=True, max_length=16)),
                (
                    "checked",
                    models.CharField(
                        choices=[("ktp", "ktp"), ("kk", "kk"), ("card", "card"), ("known", "known"), ("not", "not")],
                        max_length=10,
                    ),
                ),
                ("proofs", models.CharField(blank=True, max_length=320)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="aid.round"
                    ),
                ),
            ],
            options={
                "ordering": ("handed_at", "key", "digest"),
            },
        ),
        migrations.CreateModel(
            name="Detail",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="detail",
                        serialize=False,
                        to="delivery.event",
                    ),
                ),
                ("told", padan.office.fields.SealedField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Guardian",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family_id", models.CharField(max_length=16)),
                ("area", models.CharField(max_length=13)),
                ("name", padan.office.fields.SealedField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="guardians", to="aid.round"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("area", models.CharField(max_length=13)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("area", "name"),
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=36, unique=True)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("moved", "moved"),
                            ("returned", "returned"),
                            ("lost", "lost"),
                            ("damaged", "damaged"),
                        ],
                        max_length=10,
                    ),
                ),
                ("item", models.CharField(max_length=80)),
                ("unit", models.CharField(max_length=20)),
                ("amount", models.PositiveIntegerField()),
                ("supplier", models.CharField(blank=True, max_length=120)),
                ("paper", models.CharField(blank=True, max_length=80)),
                ("note", models.TextField(blank=True)),
                ("on", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="sent", to="delivery.point"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="came", to="delivery.point"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="event",
            name="point",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="events", to="delivery.point"
            ),
        ),
        migrations.CreateModel(
            name="Day",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area", models.CharField(max_length=13)),
                ("month", models.DateField()),
                ("on_day", models.DateField()),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="days", to="aid.round"),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="days", to="delivery.point"
                    ),
                ),
            ],
            options={
                "ordering": ("on_day", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Queued",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family_id", models.CharField(max_length=16)),
                ("number", models.PositiveIntegerField()),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="queue", to="delivery.day"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
    ]
