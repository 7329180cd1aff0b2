"""The working calendar as data: days off and make-up days, year by year, as the State Council announces them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanshu.core import clock


class HolidayYear(models.Model):
    """A year whose arrangement has been announced and loaded; due dates in other years are provisional."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    source = models.CharField(_("来源"), max_length=120)
    loaded_at = models.DateTimeField(_("载入时间"), default=clock.now)

    class Meta:
        verbose_name = _("节假日年度")
        verbose_name_plural = _("节假日年度")

    def __str__(self) -> str:
        """Say the year."""
        return str(self.year)


class Holiday(models.Model):
    """A day on which the calendar differs from Monday to Friday: a day off in the week, or a make-up weekend."""

    day = models.DateField(_("日期"), primary_key=True)
    is_working = models.BooleanField(_("是否上班"))
    name = models.CharField(_("名称"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("节假日")
        verbose_name_plural = _("节假日")
        ordering = ["day"]

    def __str__(self) -> str:
        """Say the day and what it is."""
        return f"{self.day} {self.name}"
