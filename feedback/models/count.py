"""Counters of messages, moved in the same transaction as the fact."""

from collections.abc import Collection

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanshu.core.models import Region
from sanshu.core.roles import Role


class MessageCountQuerySet(models.QuerySet["MessageCount"]):
    """Counters by place."""

    def within(self, region: Region) -> "MessageCountQuerySet":
        """Give the counters of the units in a region."""
        return self.filter(village__code__range=(region.code, region.last_code))

    def known(self, first_roles: Collection[Role]) -> "MessageCountQuerySet":
        """Give the counters of the messages that began at one of the posts (see `feedback.routing.known_to`)."""
        return self.filter(first_role__in=first_roles)


class MessageCount(models.Model):
    """What became of the messages a unit's people sent in one month (by the day they were received).

    Counted apart by the role of the first post, so that a sum can leave out what its reader may not know to exist.
    """

    village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    first_role = models.CharField(_("最先承办的岗位"), max_length=20)
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
            models.UniqueConstraint(fields=["village", "first_role", "month"], name="feedback_count_once"),
            models.CheckConstraint(
                condition=Q(
                    answered__lte=F("received"), answered_on_time__lte=F("answered"), satisfied__lte=F("rated")
                ),
                name="feedback_count_parts_within_whole",
            ),
            models.CheckConstraint(
                condition=Q(first_role__in=[Role.HANDLER, Role.FOLLOW_UP, Role.INSPECTOR]),
                name="feedback_count_by_a_first_post",
            ),
        ]

    def __str__(self) -> str:
        """Say which counter."""
        return f"{self.village_id} {self.first_role} {self.month:%Y-%m}"
