"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Sign-in of residents and staff."""

    name = "sanshu.accounts"
    verbose_name = _("账号登录")
    default_auto_field = "django.db.models.BigAutoField"
