"""A region is one integer; a region and all below it is one range of integers."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanshu.core.roles import LEVEL_WORDS, Level


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions by place and by duty."""

    def within(self, region: "Region") -> "RegionQuerySet":
        """Give the region itself and everything below it."""
        return self.filter(code__range=(region.code, region.last_code))

    def units(self) -> "RegionQuerySet":
        """Give only villages and communities, the units that disclose."""
        return self.filter(level=Level.VILLAGE)

    def live(self, on: date) -> "RegionQuerySet":
        """Give only what is enrolled and not closed on that day."""
        return self.filter(live_from__lte=on).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))


class Region(models.Model):
    """One place of the administrative division, from the province to a village or community.

    `code` is the 12-digit national code (National Bureau of Statistics), shorter codes padded with zeros on the right;
    `last_code` is the greatest code below it, so scope is `BETWEEN` at every level.
    """

    class Kind(models.TextChoices):
        VILLAGE = "village", _("村")
        COMMUNITY = "community", _("社区")

    LEVELS: ClassVar[list[tuple[int, Any]]] = [
        (Level.PROVINCE, _("省")),
        (Level.CITY, _("市")),
        (Level.COUNTY, _("县（市、区）")),
        (Level.TOWNSHIP, _("乡镇（街道）")),
        (Level.VILLAGE, _("村（社区）")),
    ]

    code = models.BigIntegerField(_("区划代码"), primary_key=True)
    last_code = models.BigIntegerField(_("下辖最大代码"))
    level = models.PositiveSmallIntegerField(_("层级"), choices=LEVELS)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices, blank=True)
    name = models.CharField(_("名称"), max_length=60)
    official_name = models.CharField(_("法定名称"), max_length=80)
    full_name = models.CharField(_("全称"), max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    pinyin = models.CharField(_("拼音"), max_length=200)
    initials = models.CharField(_("拼音首字母"), max_length=60)
    # Every reading and its initials, each after a blank, so that "begins with" is LIKE '% word%'.
    search_keys = models.TextField(_("检索键"))
    live_from = models.DateField(_("开通日期"), null=True, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("承继单位")
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("行政区划")
        verbose_name_plural = _("行政区划")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["level", "code"], name="core_region_by_level"),
            models.Index(fields=["name"], name="core_region_by_name", opclasses=["text_pattern_ops"]),
            models.Index(fields=["pinyin"], name="core_region_by_pinyin", opclasses=["text_pattern_ops"]),
            models.Index(fields=["initials"], name="core_region_by_initials", opclasses=["text_pattern_ops"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(last_code__gte=models.F("code")), name="core_region_range_is_upward"),
            models.CheckConstraint(
                condition=Q(level=Level.VILLAGE, kind__in=["village", "community"])
                | (~Q(level=Level.VILLAGE) & Q(kind="")),
                name="core_region_only_units_have_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(closed_on__isnull=False),
                name="core_region_successor_only_when_closed",
            ),
        ]

    def __str__(self) -> str:
        """Say the full name, as people do when two villages share a name."""
        return self.full_name

    @property
    def code_text(self) -> str:
        """The code as the surface shows it: always 12 digits."""
        return f"{self.code:012d}"

    @property
    def level_word(self) -> str:
        """The level as the API names it."""
        return LEVEL_WORDS[Level(self.level)]

    @property
    def is_unit(self) -> bool:
        """Whether this is a village or community, which discloses itself."""
        return self.level == Level.VILLAGE

    def is_live(self, on: date) -> bool:
        """Whether the unit must disclose on that day."""
        return bool(self.live_from and self.live_from <= on and (self.closed_on is None or self.closed_on > on))

    def contains(self, code: int) -> bool:
        """Whether a region's code lies in this region or below it."""
        return self.code <= code <= self.last_code
