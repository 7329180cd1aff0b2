"""The index of running clocks covers the call that a low grade asks for after the closure."""

from django.db import migrations, models
from django.db.models import Q

OPEN = ["accepted", "awaiting_resident", "followed_up", "received", "reopened", "replied", "routed"]


class Migration(migrations.Migration):
    """Make the index of running clocks anew."""

    dependencies = [
        ("feedback", "0004_counts_by_first_post"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="message", name="feedback_message_by_clock"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=Q(status__in=OPEN) | Q(status="closed", clock="call_back"),
                fields=["clock", "due_on"],
                name="feedback_message_by_clock",
            ),
        ),
    ]
