"""The publicity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicityConfig(AppConfig):
    """What is owed, drafted, endorsed and published."""

    name = "publicity"
    verbose_name = _("公开")
    default_auto_field = "django.db.models.BigAutoField"
