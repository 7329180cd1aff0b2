"""A record is one disclosure; its draft is the working copy that nobody outside sees."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publicity.lifecycles import KNOWN_STATUSES, OVER_STATUSES, PUBLIC_STATUSES, RECORD_LABELS, RecordStatus
from publicity.models.catalogue import CATEGORIES, VISIBILITIES, Item
from publicity.models.matter import Matter
from publicity.models.obligation import Obligation
from sanshu.core import clock
from sanshu.core.models import Region

STATUS_CHOICES: list[tuple[str, Any]] = [(status.value, label) for status, label in RECORD_LABELS.items()]


class RecordQuerySet(models.QuerySet["Record"]):
    """Records by audience and place."""

    def public(self) -> "RecordQuerySet":
        """Give what anybody may see."""
        return self.filter(status__in=PUBLIC_STATUSES)

    def known(self) -> "RecordQuerySet":
        """Give what anybody may know of, withdrawn ones' tombstones included."""
        return self.filter(status__in=KNOWN_STATUSES)

    def standing(self) -> "RecordQuerySet":
        """Give what stands for its obligation: all that was neither withdrawn nor discarded."""
        return self.exclude(status__in=OVER_STATUSES)

    def within(self, region: Region) -> "RecordQuerySet":
        """Give the records of the units in a region."""
        return self.filter(village_id__gte=region.code, village_id__lte=region.last_code)


class Record(models.Model):
    """One disclosure of one item by one unit for one period; what was published lives in its revisions.

    `is_nil` marks a nil return (本期无发生): same signatures, no content. `title`, `summary` and `summary_en` belong to
    the current revision and hold no personal data.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="records", verbose_name=_("公开任务"))
    village = models.ForeignKey(Region, models.PROTECT, related_name="records", verbose_name=_("村（社区）"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="records", verbose_name=_("事项"))
    category = models.CharField(_("类别"), max_length=10, choices=CATEGORIES)
    period = models.CharField(_("期间"), max_length=10)
    serial = models.PositiveSmallIntegerField(_("序号"), default=1)
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("事项线索")
    )
    is_nil = models.BooleanField(_("本期无发生"), default=False)
    status = models.CharField(_("状态"), max_length=12, choices=STATUS_CHOICES, default=RecordStatus.DRAFT)
    visibility = models.CharField(_("公开范围"), max_length=12, choices=VISIBILITIES)
    title = models.CharField(_("标题"), max_length=160, blank=True)
    summary = models.TextField(_("摘要"), blank=True)
    summary_en = models.TextField(_("英文摘要"), blank=True)
    published_at = models.DateTimeField(_("公开时间"), null=True, blank=True)
    revision = models.OneToOneField(
        "publicity.Revision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="current_of",
        verbose_name=_("现行版本"),
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("公开记录")
        verbose_name_plural = _("公开记录")
        constraints = [
            # A withdrawn record leaves its tombstone, a discarded one its name; the obligation takes a new record.
            models.UniqueConstraint(
                fields=["obligation"],
                condition=~Q(status__in=["withdrawn", "discarded"]),
                name="publicity_record_one_per_obligation",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "submitted", "endorsed", "returned", "discarded"], published_at__isnull=True
                )
                | Q(status__in=["published", "corrected", "withdrawn"], published_at__isnull=False),
                name="publicity_record_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(revision__isnull=False),
                name="publicity_record_published_has_revision",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "-published_at"], name="publicity_record_new_here"),
            models.Index(fields=["item", "village", "period"], name="publicity_record_by_item"),
            models.Index(fields=["village", "status"], name="publicity_record_by_status"),
        ]

    def __str__(self) -> str:
        """Say the title or, before there is one, item and period."""
        return self.title or f"{self.item_id} {self.period}"


class Draft(models.Model):
    """The working copy of a first publication, a next stage or a correction; gone once published or discarded.

    `content` is `{"fields": {key: value}, "rows": [{"id": "r1", key: value}]}` with decimals as strings, dates as ISO
    text, and ID and account numbers already turned into digests (`algorithm$key_id$hex`).
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="draft", verbose_name=_("公开记录"))
    status = models.CharField(_("状态"), max_length=12, choices=STATUS_CHOICES, default=RecordStatus.DRAFT)
    content = models.JSONField(_("内容"), default=dict)
    is_nil = models.BooleanField(_("本期无发生"), default=False)
    is_correction = models.BooleanField(_("更正"), default=False)
    reason = models.TextField(_("更正理由"), blank=True)
    stage = models.ForeignKey(
        Obligation, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name=_("报告的阶段")
    )
    returned_reason = models.TextField(_("退回理由"), blank=True)
    explanation = models.TextField(_("说明"), blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)
    round = models.PositiveSmallIntegerField(_("送审次数"), default=0)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    # Everybody who wrote in it: none of them may sign or publish it.
    writers = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("参与起草的人"))
    updated_at = models.DateTimeField(_("更新时间"), default=clock.now)

    class Meta:
        verbose_name = _("稿件")
        verbose_name_plural = _("稿件")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "endorsed", "returned"]),
                name="publicity_draft_is_never_published",
            ),
            models.CheckConstraint(
                condition=Q(is_correction=False) | ~Q(reason=""), name="publicity_draft_correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_correction=False) | Q(stage__isnull=True), name="publicity_draft_stage_is_no_correction"
            ),
        ]

    def __str__(self) -> str:
        """Say which record it is a draft of."""
        return f"{self.record}（稿）"

    @property
    def is_first(self) -> bool:
        """Whether it is the record's first publication; a correction and a next stage come after that."""
        return not self.is_correction and self.stage_id is None

    @property
    def kind(self) -> str:
        """The kind of the revision it becomes."""
        return "correction" if self.is_correction else "publication" if self.is_first else "stage"

    @property
    def due_on(self) -> date:
        """The last day on which it is in time: of the stage it reports, else of what its record answers."""
        return (self.stage or self.record.obligation).due_on


class Endorsement(models.Model):
    """One signature on one draft, or one station's tick with office and date; kept after publication.

    `round` counts submissions of the record, so that signatures on a returned draft stay on record but don't count.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="endorsements", verbose_name=_("公开记录"))
    round = models.PositiveSmallIntegerField(_("送审次数"))
    station = models.CharField(_("签署岗位"), max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("签署人"))
    office = models.CharField(_("单位"), max_length=120)
    at = models.DateTimeField(_("时间"), default=clock.now)
    signed_on = models.DateField(_("签署日期"))
    note = models.TextField(_("意见"), blank=True)

    class Meta:
        verbose_name = _("签署")
        verbose_name_plural = _("签署")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "round", "station"], name="publicity_endorsement_once_per_station"
            )
        ]

    def __str__(self) -> str:
        """Say station and office."""
        return f"{self.station} {self.office}"
