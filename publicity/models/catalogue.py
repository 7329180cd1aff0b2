"""The catalogue: editions, items and what each edition declares of each item."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanshu.core import clock

CATEGORIES: list[tuple[str, Any]] = [("party", _("党务")), ("affairs", _("村（居）务")), ("finance", _("财务"))]
VISIBILITIES: list[tuple[str, Any]] = [
    ("public", _("全部公开")),
    ("residents", _("明细仅本村居民可见")),
    ("aggregate", _("只公开汇总")),
]


class Edition(models.Model):
    """One edition of the catalogue; a new one replaces it, what was published keeps its own."""

    name = models.CharField(_("名称"), max_length=80)
    digest = models.CharField(_("内容摘要"), max_length=64, unique=True)
    loaded_at = models.DateTimeField(_("载入时间"), default=clock.now)
    is_current = models.BooleanField(_("现行"), default=False)

    class Meta:
        verbose_name = _("目录版本")
        verbose_name_plural = _("目录版本")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="publicity_edition_only_one_current"
            )
        ]

    def __str__(self) -> str:
        """Say the name."""
        return self.name


class Item(models.Model):
    """One disclosure item of the current edition: what scheduling and lists need, as columns."""

    FREQUENCIES: ClassVar[list[tuple[str, Any]]] = [
        ("monthly", _("每月")),
        ("quarterly", _("每季度")),
        ("half_yearly", _("每半年")),
        ("yearly", _("每年")),
        ("event", _("发生时")),
    ]
    APPLIES: ClassVar[list[tuple[str, Any]]] = [("both", _("村和社区")), ("village", _("村")), ("community", _("社区"))]

    code = models.CharField(_("编号"), max_length=8, unique=True)
    position = models.PositiveSmallIntegerField(_("次序"))
    category = models.CharField(_("类别"), max_length=10, choices=CATEGORIES)
    group = models.CharField(_("分组"), max_length=40)
    name = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120)
    applies_to = models.CharField(_("适用"), max_length=10, choices=APPLIES)
    frequency = models.CharField(_("周期"), max_length=12, choices=FREQUENCIES)
    deadline_days = models.PositiveSmallIntegerField(_("期限（天）"))
    # A plan (F-01) is due counted from the day before its period begins, not from the period's end.
    due_from_start = models.BooleanField(_("自期初起算"), default=False)
    min_public_days = models.PositiveSmallIntegerField(_("最短公开天数"), null=True, blank=True)
    structure = models.CharField(_("结构"), max_length=16)
    visibility = models.CharField(_("公开范围"), max_length=12, choices=VISIBILITIES)
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("公开事项")
        verbose_name_plural = _("公开事项")
        ordering = ["position"]

    def __str__(self) -> str:
        """Say code and name."""
        return f"{self.code} {self.name}"

    @property
    def is_event(self) -> bool:
        """Whether the item owes something only when an event happens."""
        return self.frequency == "event"


class Declaration(models.Model):
    """What one edition declares of one item, word for word; never changed after loading."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="declarations", verbose_name=_("目录版本"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="declarations", verbose_name=_("事项"))
    content = models.JSONField(_("声明"))

    class Meta:
        verbose_name = _("事项声明")
        verbose_name_plural = _("事项声明")
        constraints = [
            models.UniqueConstraint(fields=["edition", "item"], name="publicity_declaration_once_per_edition_item")
        ]

    def __str__(self) -> str:
        """Say item and edition."""
        return f"{self.item} / {self.edition}"
