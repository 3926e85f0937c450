from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aid", "0003_verification")]

    operations = [
        migrations.AddField("programme", "last_act_at", models.DateTimeField(editable=False, null=True)),
    ]
