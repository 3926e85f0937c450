"""The trail and its head; the database itself refuses to change or remove an entry."""

from django.db import migrations, models

_REFUSAL = "entries of the trail are never changed or removed"

_ON = {
    "sqlite": """
        CREATE TRIGGER audit_entry_{verb} BEFORE {verb} ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{refusal}'); END
    """,
    "postgresql": """
        CREATE TRIGGER audit_entry_{verb} BEFORE {verb} ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
}


def refuse_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(f"""
            CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$
        """)
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(_ON[vendor].format(verb=verb, refusal=_REFUSAL))


def allow_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for verb in ("UPDATE", "DELETE"):
        on = " ON audit_entry" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER audit_entry_{verb}{on}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION audit_refuse()")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
                (
                    "digest",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("action", models.CharField(max_length=100)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("area", models.CharField(blank=True, max_length=13)),
                ("reason", models.TextField(blank=True)),
                ("before", models.TextField(blank=True, null=True)),
                ("after", models.TextField(blank=True, null=True)),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("number",),
                "indexes": [
                    models.Index(fields=["subject", "number"], name="audit_of_subject"),
                    models.Index(fields=["by", "number"], name="audit_of_account"),
                    models.Index(fields=["action", "number"], name="audit_of_action"),
                ],
            },
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
