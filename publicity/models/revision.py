"""What was published is never overwritten: revisions are append-only and chained per village."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publicity.models.catalogue import Edition
from publicity.models.record import Record
from sanshu.core import clock
from sanshu.core.models import Region


class Revision(models.Model):
    """One published state of a record. Holds no personal data: a salted commitment to the payload, who, when, why.

    `digest` = SHA-256 over the canonical JSON of the other columns and `previous`, the digest of the village's revision
    before this one (`place` - 1); the first one's `previous` is 64 zeros.
    """

    KINDS: ClassVar[list[tuple[str, Any]]] = [
        ("publication", _("公开")),
        ("stage", _("新阶段")),
        ("correction", _("更正")),
        ("withdrawal", _("撤下")),
    ]

    record = models.ForeignKey(Record, models.PROTECT, related_name="revisions", verbose_name=_("公开记录"))
    number = models.PositiveSmallIntegerField(_("版次"))
    kind = models.CharField(_("类别"), max_length=12, choices=KINDS)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("目录版本"))
    at = models.DateTimeField(_("时间"), default=clock.now)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("发布人")
    )
    reason = models.TextField(_("理由"), blank=True)
    is_nil = models.BooleanField(_("本期无发生"), default=False)
    commitment = models.CharField(_("内容承诺"), max_length=64)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    place = models.PositiveIntegerField(_("链上序号"))
    previous = models.CharField(_("前一摘要"), max_length=64)
    digest = models.CharField(_("摘要"), max_length=64)

    class Meta:
        verbose_name = _("版本")
        verbose_name_plural = _("版本")
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="publicity_revision_number_once"),
            models.UniqueConstraint(fields=["village", "place"], name="publicity_revision_place_once_in_chain"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        """Say record and number."""
        return f"{self.record_id} v{self.number}"


class RevisionPayload(models.Model):
    """The content and salt of one revision; the commitment is SHA-256(salt + canonical JSON of content)."""

    revision = models.OneToOneField(
        Revision, models.PROTECT, primary_key=True, related_name="payload", verbose_name=_("版本")
    )
    salt = models.BinaryField(_("盐"), max_length=16)
    content = models.JSONField(_("内容"))

    class Meta:
        verbose_name = _("版本内容")
        verbose_name_plural = _("版本内容")
        # Only `erase_payload` (two persons, a lawful reason) lifts `no_delete`, and only for its own transaction.
        triggers = [
            pgtrigger.Protect(name="no_update", operation=pgtrigger.Update),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        """Say which revision."""
        return f"{self.revision_id}"


class PayloadErasure(models.Model):
    """The tombstone of an erased payload: a lawful reason and two persons; the chain still verifies."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="erasure", verbose_name=_("版本"))
    reason = models.TextField(_("法定理由"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("批准人")
    )
    at = models.DateTimeField(_("时间"), default=clock.now)

    class Meta:
        verbose_name = _("内容清除")
        verbose_name_plural = _("内容清除")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("approved_by")), name="publicity_erasure_takes_two_persons"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        """Say which revision."""
        return f"{self.revision_id}"
