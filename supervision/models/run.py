"""When rules ran, how much they looked at, and by which limits of which county."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanshu.core.models import Region
from sanshu.core.roles import Level


class RuleRun(models.Model):
    """One run of one rule over one region: its coverage, and what it changed."""

    rule = models.CharField(_("规则"), max_length=40)
    version = models.PositiveSmallIntegerField(_("规则版本"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("范围（空为全部）")
    )
    on = models.DateField(_("评估日期"))
    at = models.DateTimeField(_("运行时间"))
    passed = models.PositiveIntegerField(_("通过"))
    failed = models.PositiveIntegerField(_("不通过"))
    not_applicable = models.PositiveIntegerField(_("不适用"))
    raised = models.PositiveIntegerField(_("新预警"))
    graver = models.PositiveIntegerField(_("级别上升"))
    ceased = models.PositiveIntegerField(_("原因消除"))

    class Meta:
        verbose_name = _("规则运行")
        verbose_name_plural = _("规则运行")
        indexes = [models.Index(fields=["rule", "-at"], name="supervision_run_by_rule")]

    def __str__(self) -> str:
        """Say which rule on which day."""
        return f"{self.rule} {self.on}"


class CountyLimits(models.Model):
    """A county's own limits of one rule, as data; what it leaves out keeps the default."""

    rule = models.CharField(_("规则"), max_length=40)
    county = models.ForeignKey(
        Region, models.PROTECT, related_name="+", limit_choices_to=Q(level=Level.COUNTY), verbose_name=_("县（市、区）")
    )
    values = models.JSONField(_("限值"))

    class Meta:
        verbose_name = _("县级限值")
        verbose_name_plural = _("县级限值")
        constraints = [models.UniqueConstraint(fields=["rule", "county"], name="supervision_limits_once_per_county")]

    def __str__(self) -> str:
        """Say rule and county."""
        return f"{self.rule} {self.county_id}"


class DailyRun(models.Model):
    """What the sweep does once a day, and that it did it."""

    name = models.CharField(_("事项"), max_length=40)
    on = models.DateField(_("日期"))
    at = models.DateTimeField(_("完成时间"))

    class Meta:
        verbose_name = _("每日任务")
        verbose_name_plural = _("每日任务")
        constraints = [models.UniqueConstraint(fields=["name", "on"], name="supervision_daily_once")]

    def __str__(self) -> str:
        """Say what and when."""
        return f"{self.name} {self.on}"
