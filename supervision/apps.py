"""The supervision app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Figures and warnings over what the other apps hold."""

    name = "supervision"
    verbose_name = _("监督")
    default_auto_field = "django.db.models.BigAutoField"
