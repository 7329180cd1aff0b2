"""Counters of messages, moved in the same transaction as the fact."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanshu.core.models import Region


class MessageCountQuerySet(models.QuerySet["MessageCount"]):
    """Counters by place."""

    def within(self, region: Region) -> "MessageCountQuerySet":
        """Give the counters of the units in a region."""
        return self.filter(village__code__range=(region.code, region.last_code))


class MessageCount(models.Model):
    """What became of the messages a unit's people sent in one month (by the day they were received)."""

    village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    month = models.DateField(_("月份"))
    received = models.PositiveIntegerField(_("收到"), default=0)
    answered = models.PositiveIntegerField(_("已答复"), default=0)
    answered_on_time = models.PositiveIntegerField(_("按时答复"), default=0)
    rated = models.PositiveIntegerField(_("已评价"), default=0)
    satisfied = models.PositiveIntegerField(_("满意"), default=0)
    reopened = models.PositiveIntegerField(_("重新办理"), default=0)

    objects = MessageCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("留言计数")
        verbose_name_plural = _("留言计数")
        constraints = [
            models.UniqueConstraint(fields=["village", "month"], name="feedback_count_once"),
            models.CheckConstraint(
                condition=Q(
                    answered__lte=F("received"), answered_on_time__lte=F("answered"), satisfied__lte=F("rated")
                ),
                name="feedback_count_parts_within_whole",
            ),
        ]

    def __str__(self) -> str:
        """Say which counter."""
        return f"{self.village_id} {self.month:%Y-%m}"
