"""A request to change who works here: one administrator asks, a second one confirms, then it takes effect."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanshu.accounts.lifecycle import CHANGE_LABELS, ChangeStatus
from sanshu.core import clock
from sanshu.core.models import Region
from sanshu.core.models.choices import translated
from sanshu.core.roles import ROLE_NAMES

_DECIDED = [ChangeStatus.CONFIRMED.value, ChangeStatus.REFUSED.value]


class StaffChange(models.Model):
    """One request: enrol somebody with a first posting, grant a further posting, or give new means of signing in."""

    class Kind(models.TextChoices):
        ENROL = "enrol", _("新增人员")
        GRANT = "grant", _("授予岗位")
        RESET_PASSWORD = "reset_password", _("重置密码")
        RESET_FACTOR = "reset_factor", _("重置动态口令和密码")

    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=translated(CHANGE_LABELS),
        default=ChangeStatus.WAITING,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    login = models.CharField(_("工号"), max_length=64, blank=True)
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    office_phone = models.CharField(_("办公电话"), max_length=30, blank=True)
    role = models.CharField(_("岗位"), max_length=20, choices=translated(ROLE_NAMES), blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("区划"))
    from_day = models.DateField(_("自"), null=True, blank=True)
    until_day = models.DateField(_("至"), null=True, blank=True)
    reason = models.TextField(_("理由"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    asked_at = models.DateTimeField(_("申请时间"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("办理人")
    )
    decided_at = models.DateTimeField(_("办理时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("人员变动申请")
        verbose_name_plural = _("人员变动申请")
        indexes = [models.Index(fields=["asked_at"], condition=Q(status="waiting"), name="accounts_change_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ChangeStatus.WAITING.value, decided_by__isnull=True, decided_at__isnull=True)
                | Q(status=ChangeStatus.WITHDRAWN.value, decided_by=F("asked_by"), decided_at__isnull=False)
                | (
                    Q(status__in=_DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                ),
                name="accounts_change_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True)
                | (~Q(user=F("asked_by")) & (Q(decided_by__isnull=True) | ~Q(user=F("decided_by")))),
                name="accounts_change_is_nobodys_own",
            ),
            models.CheckConstraint(
                condition=(Q(kind="enrol") & ~Q(login="") & ~Q(name=""))
                | (~Q(kind="enrol") & Q(user__isnull=False, login="")),
                name="accounts_change_names_whom_it_is_about",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["reset_password", "reset_factor"], role="", region__isnull=True)
                | (Q(kind__in=["enrol", "grant"], region__isnull=False, from_day__isnull=False) & ~Q(role="")),
                name="accounts_change_of_a_posting_names_role_place_and_day",
            ),
            models.UniqueConstraint(
                fields=["kind", "login", "user", "role", "region"],
                condition=Q(status="waiting"),
                nulls_distinct=False,
                name="accounts_change_waits_once",
            ),
        ]

    def __str__(self) -> str:
        """Say what is asked for whom."""
        return f"{self.get_kind_display()} {self.person}"

    @property
    def person(self) -> str:
        """Whom it is about, by name and staff number."""
        return f"{self.user.name} {self.user.login}" if self.user else f"{self.name} {self.login}"
