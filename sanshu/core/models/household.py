"""A printed one-time code with which a household shows that it lives in a village."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanshu.core import clock


class HouseholdCode(models.Model):
    """Only the keyed digest of the code is kept; it opens one residency, once."""

    digest = models.CharField(_("摘要"), max_length=120, unique=True)
    village = models.ForeignKey("core.Region", models.PROTECT, related_name="household_codes", verbose_name=_("村"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("制作人")
    )
    made_at = models.DateTimeField(_("制作时间"), default=clock.now)
    expires_on = models.DateField(_("有效期至"))
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("使用人")
    )
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("户码")
        verbose_name_plural = _("户码")
        constraints = [
            models.CheckConstraint(
                condition=Q(used_by__isnull=True, used_at__isnull=True)
                | Q(used_by__isnull=False, used_at__isnull=False),
                name="core_household_code_used_by_and_at_together",
            )
        ]

    def __str__(self) -> str:
        """Say the village and whether the code is spent, never the code."""
        return f"{self.village.name} {'已用' if self.used_at else '未用'}"
