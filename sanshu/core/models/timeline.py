"""Every change of status is a row that nobody can change: who, when, from, to, why."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanshu.core import clock


class TimelineQuerySet(models.QuerySet["TimelineEntry"]):
    """The timeline of one thing."""

    def of(self, kind: str, subject_id: object) -> "TimelineQuerySet":
        """Give the entries of one subject, oldest first."""
        return self.filter(subject_kind=kind, subject_id=str(subject_id)).order_by("at", "id")


class TimelineEntry(models.Model):
    """One step in the life of one thing. Holds no personal data: offices and reasons, never a sender."""

    subject_kind = models.CharField(_("对象类别"), max_length=40)
    subject_id = models.CharField(_("对象编号"), max_length=40)
    region = models.ForeignKey("core.Region", models.PROTECT, null=True, blank=True, verbose_name=_("区划"))
    action = models.CharField(_("动作"), max_length=40)
    at = models.DateTimeField(_("时间"), default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("办理人")
    )
    office = models.CharField(_("办理单位"), max_length=120, blank=True)
    old = models.CharField(_("原状态"), max_length=30, blank=True)
    new = models.CharField(_("新状态"), max_length=30, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    data = models.JSONField(_("附注"), default=dict, blank=True)

    objects = TimelineQuerySet.as_manager()

    class Meta:
        verbose_name = _("办理记录")
        verbose_name_plural = _("办理记录")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "at"], name="core_timeline_by_subject")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        """Say what happened to what."""
        return f"{self.subject_kind} {self.subject_id}: {self.action}"
