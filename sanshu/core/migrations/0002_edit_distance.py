"""Bring levenshtein(), by which a misspelt name is guessed; trusted since PostgreSQL 13, so the owner may."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch", "DROP EXTENSION IF EXISTS fuzzystrmatch"),
    ]
