"""The limits a county has set for itself; where there is no row, the defaults of `feedback.clocks` hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.clocks import Limits
from sanshu.core.models import Region

_DEFAULT = Limits()


class CountyLimits(models.Model):
    """Working days for each step of a message in one county."""

    county = models.OneToOneField(
        Region, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("县（市、区）")
    )
    accept = models.PositiveSmallIntegerField(_("受理"), default=_DEFAULT.accept)
    reply_simple = models.PositiveSmallIntegerField(_("答复（简单）"), default=_DEFAULT.reply_simple)
    reply_complex = models.PositiveSmallIntegerField(_("答复（复杂）"), default=_DEFAULT.reply_complex)
    reply_reopened = models.PositiveSmallIntegerField(_("答复（重新办理）"), default=_DEFAULT.reply_reopened)
    extension = models.PositiveSmallIntegerField(_("延期"), default=_DEFAULT.extension)
    resident = models.PositiveSmallIntegerField(_("等来信人补充"), default=_DEFAULT.resident)
    brief = models.PositiveSmallIntegerField(_("村里答复交办单"), default=_DEFAULT.brief)
    call_back = models.PositiveSmallIntegerField(_("回访"), default=_DEFAULT.call_back)
    objection = models.PositiveSmallIntegerField(_("提出异议"), default=_DEFAULT.objection)

    class Meta:
        verbose_name = _("办理期限")
        verbose_name_plural = _("办理期限")

    def __str__(self) -> str:
        """Say the county."""
        return str(self.county)

    @property
    def limits(self) -> Limits:
        """The same as plain values."""
        return Limits(**{name: getattr(self, name) for name in Limits.__dataclass_fields__})
