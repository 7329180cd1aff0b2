"""The feedback app."""

import importlib

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """Messages, their clocks and answers."""

    name = "feedback"
    verbose_name = _("群众留言")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the receivers of events."""
        importlib.import_module("feedback.receivers")
