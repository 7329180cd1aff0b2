"""A message: what it is about, who owns it, and which clock runs. The sender is not here."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.clocks import CLOCK_LABELS, Clock, Running
from feedback.lifecycle import MESSAGE_LABELS, OPEN, MessageStatus
from feedback.reasons import CLOSE_REASON_LABELS
from feedback.routing import About, Category, Identity, Post
from publicity.models import Record
from sanshu.core.models import Region
from sanshu.core.models.choices import translated
from sanshu.core.roles import LEVEL_WORDS, Level, Role

ABOUT_CHOICES: list[tuple[str, Any]] = [
    (About.NONE, _("没有针对谁，就是想问一件事")),
    (About.VILLAGE, _("关于村里的干部或村里的做法")),
    (About.TOWNSHIP, _("关于镇（街道）里的干部或做法")),
]
CATEGORY_CHOICES: list[tuple[str, Any]] = [
    (Category.MONEY, _("村里的钱")),
    (Category.BENEFITS, _("低保、补贴、养老")),
    (Category.LAND, _("土地、房屋、征收")),
    (Category.WORKS, _("修路修渠等工程")),
    (Category.FACILITIES, _("路灯、卫生、用水等")),
    (Category.PARTY, _("党员和支部的事")),
    (Category.ACCUSATION, _("检举控告")),
    (Category.OTHER, _("别的事")),
]
IDENTITY_CHOICES: list[tuple[str, Any]] = [
    (Identity.ANONYMOUS, _("不留名字")),
    (Identity.SEALED, _("留名字，但要保密")),
    (Identity.OPEN, _("留名字，办理的人可以看到")),
]
CLOSE_REASON_CHOICES = translated(CLOSE_REASON_LABELS)
OPEN_STATUSES = sorted(OPEN)
#: What somebody still owes a step: besides all that is open, the call that a low grade asks for after the closure.
OWED = Q(status__in=OPEN_STATUSES) | Q(status=MessageStatus.CLOSED, clock=Clock.CALL_BACK)


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by place and clock; who may read which is `feedback.queries.access`."""

    def within(self, region: Region) -> "MessageQuerySet":
        """Give the messages of the units in a region."""
        return self.filter(village__code__range=(region.code, region.last_code))

    def open(self) -> "MessageQuerySet":
        """Give only what still owes a step."""
        return self.filter(OWED)

    def overdue(self, on: date) -> "MessageQuerySet":
        """Give only what an office should have done before that day."""
        return self.open().exclude(clock__in=[Clock.RESIDENT, Clock.OBJECTION]).filter(due_on__lt=on)


class Message(models.Model):
    """One question or objection of one sender, from receipt to closure.

    The owning post is level and role from the moment it is received; its region is stored when it is routed. The clock
    that runs is kept as facts (when it started, how many working days, due when), so that lateness is a query.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="messages", verbose_name=_("村（社区）"))
    about = models.CharField(_("针对谁"), max_length=10, choices=ABOUT_CHOICES)
    category = models.CharField(_("事情类别"), max_length=12, choices=CATEGORY_CHOICES)
    identity = models.CharField(_("怎么称呼"), max_length=10, choices=IDENTITY_CHOICES)
    subject = models.CharField(_("标题"), max_length=80)
    text = models.TextField(_("内容"))
    record = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("公开记录")
    )
    row = models.CharField(_("行号"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("收到时间"))
    receipt_digest = models.CharField(_("查询码摘要"), max_length=120, unique=True)

    status = models.CharField(
        _("状态"), max_length=20, choices=translated(MESSAGE_LABELS), default=MessageStatus.RECEIVED
    )
    owner_level = models.PositiveSmallIntegerField(_("承办层级"), choices=Region.LEVELS)
    owner_role = models.CharField(_("承办岗位"), max_length=20)
    owner_region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承办单位")
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )

    clock = models.CharField(_("计时"), max_length=12, choices=translated(CLOCK_LABELS))
    clock_from = models.DateField(_("计时起日"))
    clock_days = models.PositiveSmallIntegerField(_("工作日数"))
    due_on = models.DateField(_("期限"))
    due_provisional = models.BooleanField(_("期限待定"), default=False)
    paused_days = models.PositiveSmallIntegerField(_("暂停时剩余工作日"), null=True, blank=True)
    extended_on = models.DateField(_("延期日期"), null=True, blank=True)

    reopened_count = models.PositiveSmallIntegerField(_("重新办理次数"), default=0)
    sampled = models.BooleanField(_("需要回访"), default=False)
    replied_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    objection_until = models.DateField(_("可提异议至"), null=True, blank=True)
    proposed_reason = models.CharField(_("建议办结理由"), max_length=20, choices=CLOSE_REASON_CHOICES, blank=True)
    closed_reason = models.CharField(_("办结理由"), max_length=20, choices=CLOSE_REASON_CHOICES, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("重复于")
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("留言")
        verbose_name_plural = _("留言")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["received", "withdrawn"]) | Q(owner_region__isnull=False),
                name="feedback_message_routed_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False) & ~Q(closed_reason="") | ~Q(status="closed"),
                name="feedback_message_closed_has_reason_and_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in MessageStatus]),
                name="feedback_message_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(category="accusation") | Q(owner_role=Role.INSPECTOR),
                name="feedback_message_accusation_stays_with_inspectors",
            ),
            models.CheckConstraint(
                condition=~Q(about="township") | Q(owner_level__lt=Level.TOWNSHIP),
                name="feedback_message_avoids_the_township",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner_region", "owner_role", "due_on", "id"],
                name="feedback_message_inbox",
                condition=Q(status__in=OPEN_STATUSES),
            ),
            models.Index(fields=["village", "due_on"], name="feedback_message_by_village"),
            models.Index(
                fields=["created_at"], name="feedback_message_unrouted", condition=Q(status=MessageStatus.RECEIVED)
            ),
            models.Index(fields=["clock", "due_on"], name="feedback_message_by_clock", condition=OWED),
        ]

    def __str__(self) -> str:
        """Say the subject."""
        return self.subject

    @property
    def owner(self) -> Post:
        """The post that owns it."""
        return Post(Level(self.owner_level), Role(self.owner_role))

    @property
    def owner_level_word(self) -> str:
        """The owning level as the API names it."""
        return LEVEL_WORDS[Level(self.owner_level)]

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes a step."""
        return self.clock != Clock.NONE

    def run(self, running: Running) -> None:
        """Take over a clock's facts."""
        self.clock = running.clock
        self.clock_from, self.clock_days = running.started_on, running.days
        self.due_on, self.due_provisional = running.due_on, running.provisional
