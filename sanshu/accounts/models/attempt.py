"""Counts of attempts, in PostgreSQL: exact under parallel requests, and true while Redis is down."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AttemptCount(models.Model):
    """How often something was tried within one window of time. The key is a digest: no address, no phone."""

    key = models.CharField(_("键"), max_length=100)
    window_end = models.DateTimeField(_("窗口结束"), db_index=True)
    count = models.PositiveIntegerField(_("次数"))

    class Meta:
        verbose_name = _("尝试次数")
        verbose_name_plural = _("尝试次数")
        constraints = [models.UniqueConstraint(fields=["key", "window_end"], name="accounts_attempt_once_per_window")]

    def __str__(self) -> str:
        """Say the window and the count."""
        return f"{self.window_end:%Y-%m-%d %H:%M} {self.count}"
