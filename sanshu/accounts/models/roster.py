"""A village's roster of residents, as digests only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanshu.core.models import Region


class RosterEntry(models.Model):
    """One number on the roster. `is_spent` says that somebody registered with it; by which account is kept nowhere."""

    village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    digest = models.CharField(_("摘要"), max_length=120)
    is_spent = models.BooleanField(_("已用"), default=False)

    class Meta:
        verbose_name = _("名册条目")
        verbose_name_plural = _("名册条目")
        constraints = [
            models.UniqueConstraint(fields=["village", "digest"], name="accounts_roster_number_once_per_village")
        ]

    def __str__(self) -> str:
        """Say the village, nothing of the person."""
        return str(self.village)
