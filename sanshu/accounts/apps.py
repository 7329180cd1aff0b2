"""The accounts app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Sign-in of residents and staff."""

    name = "sanshu.accounts"
    verbose_name = _("账号登录")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the admin's own sign-in page lead to ours."""
        import_module("sanshu.accounts.admin_door")
