"""Rows of current revisions, projected with extracted columns for cross-checks between lists and villages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publicity.models.catalogue import Item
from publicity.models.matter import Matter
from publicity.models.record import Record
from sanshu.core.models import Region


class RecordRow(models.Model):
    """One row of one record's current revision. Rebuilt whenever the record's revision changes; never shown raw.

    `row_id` is the id the row keeps through corrections ("r1"); digests are keyed (`algorithm$key_id$hex`).
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="rows", verbose_name=_("公开记录"))
    row_id = models.CharField(_("行号"), max_length=12)
    position = models.PositiveIntegerField(_("次序"))
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("事项"))
    person_digest = models.CharField(_("人员摘要"), max_length=120, blank=True)
    account_digest = models.CharField(_("账号摘要"), max_length=120, blank=True)
    amount = models.DecimalField(_("金额"), max_digits=16, decimal_places=2, null=True, blank=True)
    direction = models.CharField(_("方向"), max_length=8, blank=True)
    counterparty = models.CharField(_("对方"), max_length=200, blank=True)
    on = models.DateField(_("日期"), null=True, blank=True)
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="rows", verbose_name=_("事项线索")
    )

    class Meta:
        verbose_name = _("明细行")
        verbose_name_plural = _("明细行")
        constraints = [models.UniqueConstraint(fields=["record", "row_id"], name="publicity_row_id_once_per_record")]
        indexes = [
            models.Index(fields=["person_digest"], condition=~models.Q(person_digest=""), name="publicity_row_person"),
            models.Index(
                fields=["account_digest"], condition=~models.Q(account_digest=""), name="publicity_row_account"
            ),
        ]

    def __str__(self) -> str:
        """Say record and row."""
        return f"{self.record_id}/{self.row_id}"
