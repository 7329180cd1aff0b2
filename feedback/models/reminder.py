"""A reminder that a clock runs out or has run out; each is given once."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models.message import Message
from sanshu.core.models import Region

CALL_BACK = "call_back"
OVERDUE = "overdue"
KINDS: list[tuple[str, Any]] = [(CALL_BACK, _("该回访了")), (OVERDUE, _("已逾期"))]


class Reminder(models.Model):
    """One post is reminded of one clock of one message."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="reminders", verbose_name=_("留言"))
    kind = models.CharField(_("类别"), max_length=12, choices=KINDS)
    clock = models.CharField(_("计时"), max_length=12)
    due_on = models.DateField(_("期限"))
    to_region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("提醒单位"))
    to_role = models.CharField(_("提醒岗位"), max_length=20)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("提醒")
        verbose_name_plural = _("提醒")
        constraints = [
            models.UniqueConstraint(
                fields=["message", "kind", "clock", "due_on"], name="feedback_reminder_once_per_clock"
            )
        ]
        indexes = [models.Index(fields=["to_region", "to_role", "at"], name="feedback_reminder_by_post")]

    def __str__(self) -> str:
        """Say what it reminds of."""
        return f"{self.get_kind_display()} {self.due_on}"
