from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40)),
                ("bearers", models.PositiveIntegerField()),
                (
                    "release",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.deletion.PROTECT,
                        related_name="+",
                        to="registry.release",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("release", "word"), name="spelling_once_in_a_release")],
            },
        ),
        # Releases that were taken in before have their words already.
        migrations.RunSQL(
            "INSERT INTO registry_spelling (release_id, word, bearers) "
            "SELECT release_id, word, count(*) FROM registry_word GROUP BY release_id, word",
            migrations.RunSQL.noop,
        ),
    ]
