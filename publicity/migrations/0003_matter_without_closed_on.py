"""Whether a matter is still under way follows from its disclosures; the day of its end was never written."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("publicity", "0002_search_pieces")]

    operations = [migrations.RemoveField(model_name="matter", name="closed_on")]
