"""A matter is a thread: the resolution, the project, the money that came, the payments, the payout."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from publicity.stages import LONGEST_NUMBER


class Matter(models.Model):
    """One matter of one village, known by its number (e.g. 决议〔2026〕3号); records and rows point at it.

    Whether it is still under way follows from what its disclosures say (`publicity.stages`); nothing stores it.
    """

    KINDS: ClassVar[list[tuple[str, Any]]] = [
        ("resolution", _("决议")),
        ("project", _("工程项目")),
        ("fund", _("专项资金")),
        ("contract", _("合同")),
        ("distribution", _("分配")),
    ]

    village = models.ForeignKey("core.Region", models.PROTECT, related_name="matters", verbose_name=_("村"))
    kind = models.CharField(_("类别"), max_length=16, choices=KINDS)
    number = models.CharField(_("编号"), max_length=LONGEST_NUMBER)
    title = models.CharField(_("名称"), max_length=120)
    opened_on = models.DateField(_("立项日期"))

    class Meta:
        verbose_name = _("事项线索")
        verbose_name_plural = _("事项线索")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "kind", "number"], name="publicity_matter_number_once_per_village"
            )
        ]

    def __str__(self) -> str:
        """Say number and title."""
        return f"{self.number} {self.title}"
