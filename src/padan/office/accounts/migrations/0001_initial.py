"""Accounts, posts and their places."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=150)),
                ("language", models.CharField(default="id", max_length=2)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("data_officer", "Petugas data Dinas Sosial"),
                            ("nutrition_officer", "Petugas gizi Puskesmas"),
                            ("field_officer", "Penyuluh KB (PLKB)"),
                            ("village_operator", "Operator desa dan kader"),
                            ("coordinator", "Sekretariat TPPS"),
                            ("giver", "Perusahaan atau orang tua asuh"),
                            ("province", "Pemerintah provinsi"),
                            ("inspector", "Inspektorat"),
                            ("administrator", "Pengelola akun"),
                        ],
                        max_length=30,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("since", "id"),
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=13)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="accounts.post"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))), name="post_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "data_officer",
                            "nutrition_officer",
                            "field_officer",
                            "village_operator",
                            "coordinator",
                            "giver",
                            "province",
                            "inspector",
                            "administrator",
                        ],
                    )
                ),
                name="post_is_a_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(fields=("post", "code"), name="place_once_in_a_post"),
        ),
    ]
