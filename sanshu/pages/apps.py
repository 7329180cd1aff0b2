"""The pages app stands on top: it may know every other app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Pages that mix apps: home, my pages, the demo tour."""

    name = "sanshu.pages"
    verbose_name = _("综合页面")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make our Celery application the current one in every process that runs Django, and register the checks."""
        import_module("sanshu.celery")
        import_module("sanshu.pages.checks")
