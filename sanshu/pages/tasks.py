"""What the worker does for the demo."""

from celery import shared_task
from django.conf import settings

from sanshu.demo.load.lively import one_believable_action


@shared_task(name="demo.act")
def act_in_demo() -> None:
    """Let one believable thing happen; nothing at all outside the demo."""
    if settings.DEMO:
        one_believable_action()
