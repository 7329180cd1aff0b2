"""What is owed is a row; whether it is late is a question asked of its dates, never a column."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publicity.lifecycles import OVER_STATUSES
from publicity.models.catalogue import Item
from publicity.states import ObligationState, state_of
from sanshu.core.models import Region

if TYPE_CHECKING:
    from publicity.models.record import Record


class ObligationQuerySet(models.QuerySet["Obligation"]):
    """Obligations by place and by derived state."""

    def within(self, region: Region) -> "ObligationQuerySet":
        """Give what the units in a region owe."""
        return self.filter(region_id__gte=region.code, region_id__lte=region.last_code)

    def unmet(self) -> "ObligationQuerySet":
        """Give what nothing meets yet (a filing may still stand for it)."""
        return self.filter(met_on__isnull=True)

    def in_state(self, state: ObligationState, on: date) -> "ObligationQuerySet":
        """Give what is in one derived state on a day; the five states partition all rows."""
        unmet, filed = Q(met_on__isnull=True), Q(filed_until__gte=on)
        unfiled = Q(filed_until__isnull=True) | Q(filed_until__lt=on)
        conditions: dict[ObligationState, Q] = {
            ObligationState.MET: Q(met_on__lte=F("due_on")),
            ObligationState.LATE: Q(met_on__gt=F("due_on")),
            ObligationState.FILED: unmet & filed,
            ObligationState.DUE: unmet & unfiled & Q(due_on__gte=on),
            ObligationState.OVERDUE: unmet & unfiled & Q(due_on__lt=on),
        }
        return self.filter(conditions[state])

    def overdue(self, on: date) -> "ObligationQuerySet":
        """Give what is unmet, not on file, and past its day."""
        return self.in_state(ObligationState.OVERDUE, on)


_Manager = models.Manager.from_queryset(ObligationQuerySet)


class OwedManager(_Manager["Obligation"]):
    """What is owed or was: all but events that were recorded by mistake."""

    def get_queryset(self) -> ObligationQuerySet:
        """Leave out what was taken back."""
        return ObligationQuerySet(self.model, using=self._db).filter(taken_back_on__isnull=True)


class Obligation(models.Model):
    """One unit owes one item for one period; met by a record or a nil return, or on file for a time.

    An event that was recorded by mistake is owed no more (`taken_back_on`); its row keeps the serial, and only `ever` has it.
    One that names a `stage` is owed for that stage of an event's matter, and met by a revision of the event's record.
    """

    HOW: ClassVar[list[tuple[str, Any]]] = [("record", _("公开")), ("nil", _("本期无发生"))]

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="obligations", verbose_name=_("村（社区）"), db_index=False
    )
    item = models.ForeignKey(Item, models.PROTECT, related_name="obligations", verbose_name=_("事项"))
    period = models.CharField(_("期间"), max_length=10)
    serial = models.PositiveSmallIntegerField(_("序号"), default=1)
    period_end = models.DateField(_("期末"))
    due_on = models.DateField(_("期限"))
    met_on = models.DateField(_("完成日期"), null=True, blank=True)
    met_how = models.CharField(_("完成方式"), max_length=8, choices=HOW, blank=True)
    filed_until = models.DateField(_("备案有效期至"), null=True, blank=True)
    # A later dated stage of an event's matter is owed by itself; the record of the event meets it with a new revision.
    stage_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stages", db_index=False, verbose_name=_("所属事件")
    )
    stage = models.CharField(_("阶段"), max_length=40, blank=True, default="", db_default="")

    taken_back_on = models.DateField(_("撤销登记日期"), null=True, blank=True)

    objects = OwedManager()
    ever = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("公开任务")
        verbose_name_plural = _("公开任务")
        constraints = [
            models.UniqueConstraint(fields=["region", "item", "period", "serial"], name="publicity_obligation_once"),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True, met_how="") | Q(met_on__isnull=False, met_how__in=["record", "nil"]),
                name="publicity_obligation_met_says_how",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True) | Q(met_on__isnull=True, filed_until__isnull=True),
                name="publicity_obligation_taken_back_is_open",
            ),
            models.CheckConstraint(condition=Q(serial__gte=1), name="publicity_obligation_serial_from_one"),
            models.CheckConstraint(
                condition=Q(stage_of__isnull=True, stage="") | Q(stage_of__isnull=False) & ~Q(stage=""),
                name="publicity_obligation_stage_says_which",
            ),
            models.UniqueConstraint(
                fields=["stage_of", "stage", "period"],
                condition=Q(stage_of__isnull=False),
                name="publicity_obligation_stage_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "region"], condition=Q(met_on__isnull=True), name="publicity_obligation_unmet"
            ),
            models.Index(
                fields=["region", "due_on"], condition=Q(met_on__isnull=True), name="publicity_obligation_owed_here"
            ),
        ]

    def __str__(self) -> str:
        """Say who owes what for when."""
        return f"{self.region_id} {self.item_id} {self.period}#{self.serial}"

    @property
    def event_id(self) -> int:
        """The obligation whose record meets this one: the event's for a stage of its matter, else its own."""
        return self.stage_of_id or self.pk

    @property
    def record(self) -> "Record | None":
        """The record that stands for it, or nothing; withdrawn and discarded ones don't. Uses prefetched `records`."""
        return next((record for record in self.records.all() if record.status not in OVER_STATUSES), None)

    def state(self, on: date) -> ObligationState:
        """Derive the state on a day from the dates alone."""
        return state_of(due_on=self.due_on, met_on=self.met_on, filed_until=self.filed_until, on=on)
