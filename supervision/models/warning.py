"""A warning explains itself: which rule, what it looked at, in one sentence, how grave, and what became of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publicity.models import Obligation
from sanshu.core.models import Region
from supervision.lifecycle import SETTLED, SEVERITY_LABELS, VERDICT_LABELS, WARNING_LABELS, WarningStatus
from supervision.rules.finding import Source


class EarlyWarningQuerySet(models.QuerySet["EarlyWarning"]):
    """Warnings by place and step; who sees which is `supervision.queries.warnings`."""

    def within(self, region: Region) -> "EarlyWarningQuerySet":
        """Give the warnings at a region or below it."""
        return self.filter(region_id__gte=region.code, region_id__lte=region.last_code)

    def open(self) -> "EarlyWarningQuerySet":
        """Give what is neither closed nor a false positive: its colour still stands."""
        return self.exclude(status__in=SETTLED)


class EarlyWarning(models.Model):
    """One lead (预警), never public. The same rule, region and subject give one warning, however often the rule runs.

    `level` is the lowest level that may know of it. When the cause is gone `ceased_on` says so and the warning stays until
    somebody verifies and closes it; should the cause come back after that, a further `episode` is raised. Its number counts
    nothing (see `supervision.numbers`).
    """

    SOURCES: ClassVar[list[tuple[str, Any]]] = [(Source.DISCLOSURE, _("公开")), (Source.MESSAGE, _("来信办理"))]

    id = models.UUIDField(_("编号"), primary_key=True, editable=False)
    rule = models.CharField(_("规则"), max_length=40)
    rule_version = models.PositiveSmallIntegerField(_("规则版本"))
    source = models.CharField(_("来源"), max_length=12, choices=SOURCES)
    region = models.ForeignKey(Region, models.PROTECT, related_name="warnings", verbose_name=_("区划"))
    subject = models.CharField(_("对象"), max_length=120)
    episode = models.PositiveSmallIntegerField(_("第几次"), default=1)
    severity = models.CharField(_("级别"), max_length=8, choices=list(SEVERITY_LABELS.items()))
    level = models.PositiveSmallIntegerField(_("知悉层级"), choices=Region.LEVELS)
    owner_role = models.CharField(_("责任岗位"), max_length=20)
    judged_by = models.PositiveSmallIntegerField(_("核实层级"), choices=Region.LEVELS)
    sentence = models.TextField(_("说明"))
    sentence_en = models.TextField(_("英文说明"))
    inputs = models.JSONField(_("依据"))
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, null=True, blank=True, related_name="warnings", verbose_name=_("公开任务")
    )
    status = models.CharField(
        _("状态"), max_length=16, choices=list(WARNING_LABELS.items()), default=WarningStatus.RAISED
    )
    verdict = models.CharField(_("结论"), max_length=16, choices=list(VERDICT_LABELS.items()), blank=True)
    raised_on = models.DateField(_("预警日期"))
    ceased_on = models.DateField(_("原因消除日期"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )
    answered_level = models.PositiveSmallIntegerField(_("答复层级"), null=True, blank=True)

    objects = EarlyWarningQuerySet.as_manager()

    class Meta:
        verbose_name = _("预警")
        verbose_name_plural = _("预警")
        constraints = [
            models.UniqueConstraint(fields=["rule", "region", "subject", "episode"], name="supervision_warning_once"),
            models.CheckConstraint(
                condition=Q(source=Source.DISCLOSURE) | Q(level__lt=5),
                name="supervision_warning_of_a_message_is_hidden_from_villages",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["raised", "assigned"], answered_by__isnull=True)
                | Q(status="false_positive")
                | Q(answered_by__isnull=False, answered_level__isnull=False),
                name="supervision_warning_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["verified", "closed", "false_positive"]) | ~Q(verdict=""),
                name="supervision_warning_judged_has_a_verdict",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "-id"], name="supervision_warning_here"),
            models.Index(fields=["source"], condition=Q(ceased_on__isnull=True), name="supervision_warning_holding"),
        ]

    def __str__(self) -> str:
        """Say the sentence."""
        return self.sentence
