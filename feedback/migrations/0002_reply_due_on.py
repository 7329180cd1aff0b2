import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_messages")]

    operations = [
        migrations.AddField(
            model_name="reply",
            name="due_on",
            field=models.DateField(default=datetime.date(2026, 1, 1), verbose_name="应答复日期"),
            preserve_default=False,
        ),
    ]
