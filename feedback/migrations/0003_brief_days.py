from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_reply_due_on")]

    operations = [
        migrations.AddField(
            model_name="brief",
            name="days",
            # What every brief was given unless its county had said otherwise.
            field=models.PositiveSmallIntegerField(default=2, verbose_name="工作日数"),
            preserve_default=False,
        ),
    ]
