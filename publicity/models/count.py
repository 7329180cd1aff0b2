"""Counters that move in the same transaction as the fact, and the version of a village's public face."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publicity.models.catalogue import CATEGORIES
from sanshu.core.models import Region


class DisclosureCountQuerySet(models.QuerySet["DisclosureCount"]):
    """Counters by place."""

    def within(self, region: Region) -> "DisclosureCountQuerySet":
        """Give the counters of the units in a region."""
        return self.filter(village_id__gte=region.code, village_id__lte=region.last_code)


class DisclosureCount(models.Model):
    """How much a unit owed by one day in one category, and what became of it.

    `nil` is the part of met_on_time + met_late that was met by a nil return; `filed` counts unmet obligations with an
    approved filing in force. Overdue is owed - met_on_time - met_late - filed where due_on < today.
    """

    # The key begins with the village and the rows are derived: a second index and a constraint would only cost.
    pk = models.CompositePrimaryKey("village_id", "category", "due_on")
    village = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="+",
        verbose_name=_("村（社区）"),
        db_index=False,
        db_constraint=False,
    )
    category = models.CharField(_("类别"), max_length=10, choices=CATEGORIES)
    due_on = models.DateField(_("期限"))
    owed = models.PositiveIntegerField(_("应公开"), default=0)
    met_on_time = models.PositiveIntegerField(_("按时"), default=0)
    met_late = models.PositiveIntegerField(_("逾期后"), default=0)
    nil = models.PositiveIntegerField(_("无发生"), default=0)
    filed = models.PositiveIntegerField(_("备案"), default=0)

    objects = DisclosureCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("公开计数")
        verbose_name_plural = _("公开计数")

    def __str__(self) -> str:
        """Say which counter."""
        return f"{self.village_id} {self.category} {self.due_on}"


class CountedAtOnce(models.Model):
    """One row in all: how often counters of many units moved in one statement, which moves no unit's own version."""

    times = models.PositiveBigIntegerField(_("次数"), default=0)

    class Meta:
        verbose_name = _("成批计数")
        verbose_name_plural = _("成批计数")

    def __str__(self) -> str:
        """Say how often."""
        return str(self.times)


class VillageState(models.Model):
    """One row a unit: the version of its public face (for ETags) and the head of its revision chain.

    The version moves with whatever moves the unit's counters, but for what is opened for many units at once.

    Publishing locks this row, so revisions of one village queue behind each other and of no other.
    """

    village = models.OneToOneField(
        Region, models.PROTECT, primary_key=True, related_name="public_state", verbose_name=_("村（社区）")
    )
    version = models.PositiveBigIntegerField(_("公开页版本"), default=0)
    place = models.PositiveIntegerField(_("链上序号"), default=0)
    digest = models.CharField(_("链头摘要"), max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("村公开状态")
        verbose_name_plural = _("村公开状态")

    def __str__(self) -> str:
        """Say which unit and version."""
        return f"{self.village_id} v{self.version}"
