"""The pages app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Pages that mix apps."""

    name = "sanshu.pages"
    verbose_name = _("综合页面")
    default_auto_field = "django.db.models.BigAutoField"
