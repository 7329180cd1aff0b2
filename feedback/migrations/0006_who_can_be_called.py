"""Whether a sender can be called is known without opening what is sealed."""

from django.db import migrations, models


def may_be_called(apps, schema_editor):
    """Of what was sealed before nobody knows more than that something is: it may be tried."""
    apps.get_model("feedback", "SealedIdentity").objects.exclude(sealed="").update(has_contact=True)


class Migration(migrations.Migration):
    """Add the mark and set it on what there is."""

    dependencies = [
        ("feedback", "0005_calls_about_closed_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="sealedidentity",
            name="has_contact",
            field=models.BooleanField(default=False, verbose_name="留了联系方式"),
        ),
        migrations.RunPython(may_be_called, migrations.RunPython.noop, elidable=True),
    ]
