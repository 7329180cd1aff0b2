"""What is not public must be on file; and what did not happen is confirmed once a quarter."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publicity.lifecycles import FILING_LABELS, FilingStatus
from publicity.models.obligation import Obligation
from sanshu.core import clock
from sanshu.core.models import Region


class Filing(models.Model):
    """A filing of non-disclosure (不公开备案): why, until when; residents see item, reason class and expiry."""

    REASONS: ClassVar[list[tuple[str, Any]]] = [
        ("state_secret", _("涉及国家秘密或党内秘密")),
        ("privacy", _("涉及个人隐私")),
        ("commercial", _("涉及商业秘密")),
        ("investigation", _("正在调查核实")),
        ("dispute", _("争议待处理")),
        ("awaiting_material", _("上级部门材料未到")),
    ]

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="filings", verbose_name=_("公开任务"))
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=[(status.value, label) for status, label in FILING_LABELS.items()],
        default=FilingStatus.DRAFT,
    )
    reason_class = models.CharField(_("理由类别"), max_length=20, choices=REASONS)
    reason = models.TextField(_("具体理由"))
    until = models.DateField(_("有效期至"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    drafted_at = models.DateTimeField(_("起草时间"), default=clock.now)

    class Meta:
        verbose_name = _("不公开备案")
        verbose_name_plural = _("不公开备案")
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"],
                condition=Q(status__in=["draft", "submitted", "approved"]),
                name="publicity_filing_one_open_per_obligation",
            )
        ]
        indexes = [models.Index(fields=["until"], condition=Q(status="approved"), name="publicity_filing_in_force")]

    def __str__(self) -> str:
        """Say what is on file and until when."""
        return f"{self.obligation} 至{self.until}"


class FilingSignature(models.Model):
    """The secretary's and the oversight committee's signatures on a filing."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="signatures", verbose_name=_("备案"))
    role = models.CharField(_("岗位"), max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("签署人"))
    at = models.DateTimeField(_("时间"), default=clock.now)

    class Meta:
        verbose_name = _("备案签署")
        verbose_name_plural = _("备案签署")
        constraints = [models.UniqueConstraint(fields=["filing", "role"], name="publicity_filing_signature_once")]

    def __str__(self) -> str:
        """Say who signed."""
        return f"{self.filing_id} {self.role}"


class NoEventConfirmation(models.Model):
    """A unit's quarterly word that certain event items had no event."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    quarter = models.CharField(_("季度"), max_length=7)
    items = models.JSONField(_("事项编号"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("确认人"))
    at = models.DateTimeField(_("时间"), default=clock.now)

    class Meta:
        verbose_name = _("本季无发生确认")
        verbose_name_plural = _("本季无发生确认")
        constraints = [models.UniqueConstraint(fields=["region", "quarter"], name="publicity_no_event_once_a_quarter")]

    def __str__(self) -> str:
        """Say unit and quarter."""
        return f"{self.region_id} {self.quarter}"
