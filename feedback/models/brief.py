"""A brief: the handler's own words to the village. The village can follow nothing from it to a message."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.models.message import Message
from sanshu.core.models import Region


class BriefQuerySet(models.QuerySet["Brief"]):
    """Briefs by place and clock."""

    def within(self, region: Region) -> "BriefQuerySet":
        """Give the briefs of the units in a region."""
        return self.filter(village__code__range=(region.code, region.last_code))

    def waiting(self) -> "BriefQuerySet":
        """Give what a village still has to answer."""
        return self.filter(answered_at__isnull=True, recalled_at__isnull=True)

    def overdue(self, on: date) -> "BriefQuerySet":
        """Give what a village should have answered before that day."""
        return self.waiting().filter(due_on__lt=on)


class Brief(models.Model):
    """What a township asks of a village, and the village's answer; its number says nothing of any message."""

    # Random: a running number would tell a village how many briefs others get.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="briefs", verbose_name=_("村（社区）"))
    office = models.CharField(_("交办单位"), max_length=120)
    text = models.TextField(_("交办内容"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("交办人"))
    sent_at = models.DateTimeField(_("交办时间"))
    days = models.PositiveSmallIntegerField(_("工作日数"))
    due_on = models.DateField(_("期限"))
    due_provisional = models.BooleanField(_("期限待定"), default=False)
    answer = models.TextField(_("村里的答复"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    recalled_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("交办单")
        verbose_name_plural = _("交办单")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="feedback_brief_answered_has_person_and_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["village", "due_on"], name="feedback_brief_open", condition=Q(answered_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        """Say office and beginning."""
        return f"{self.office}：{self.text[:20]}"


class BriefLink(models.Model):
    """Which message a brief was written for; read only by offices that may read the message."""

    brief = models.OneToOneField(Brief, models.PROTECT, primary_key=True, related_name="+")
    message = models.ForeignKey(Message, models.PROTECT, related_name="brief_links")

    class Meta:
        verbose_name = _("交办单关联")
        verbose_name_plural = _("交办单关联")

    def __str__(self) -> str:
        """Say the brief's number."""
        return str(self.brief_id)
