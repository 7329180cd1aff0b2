"""What a resident asks for on the phone and the township settles with the person, and the card, before it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanshu.accounts.models.residency import Residency
from sanshu.core import clock
from sanshu.core.models import Region


class InPersonQuerySet(models.QuerySet["InPersonRequest"]):
    """Requests by whether they still wait."""

    def pending(self, on: date) -> "InPersonQuerySet":
        """Give only what may still be settled on that day."""
        return self.filter(outcome="", expires_on__gte=on)


class InPersonRequest(models.Model):
    """One visit to make. `ticket` is what the person says at the window; the township sees it and the village, no more."""

    class About(models.TextChoices):
        RESIDENCY = "residency", _("登记为居民")
        NUMBER = "number", _("核对身份证号")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("已办好")
        REFUSED = "refused", _("没有办")
        WITHDRAWN = "withdrawn", _("自己撤了")

    class Reason(models.TextChoices):
        NOT_HERE = "not_here", _("不住在这个村，户口也不在")
        NO_CARD = "no_card", _("没有带身份证原件")
        NOT_IN_PERSON = "not_in_person", _("来的不是本人")
        OTHER = "other", _("别的原因，请到窗口再问")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    about = models.CharField(_("办什么"), max_length=10, choices=About.choices)
    kind = models.CharField(_("怎么称呼这个村"), max_length=10, choices=Residency.Kind.choices, blank=True)
    ticket = models.CharField(_("申请号"), max_length=6)
    made_at = models.DateTimeField(_("申请时间"))
    expires_on = models.DateField(_("有效期至"))
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("没有办的原因"), max_length=16, choices=Reason.choices, blank=True)
    decided_at = models.DateTimeField(_("办理时间"), null=True, blank=True)

    objects = InPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("当面办理申请")
        verbose_name_plural = _("当面办理申请")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "ticket"], condition=Q(outcome=""), name="accounts_request_ticket_once_per_village"
            ),
            models.UniqueConstraint(
                fields=["user", "village", "about"],
                condition=Q(outcome=""),
                name="accounts_request_waits_once_for_each_thing",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True) | ~Q(outcome="") & Q(decided_at__isnull=False),
                name="accounts_request_settled_has_outcome_and_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="refused") & ~Q(reason="") | ~Q(outcome="refused") & Q(reason=""),
                name="accounts_request_refused_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Say village and ticket, never the person."""
        return f"{self.village.name} {self.ticket}"

    @property
    def waits(self) -> bool:
        """Whether it may still be settled today."""
        return not self.outcome and self.expires_on >= clock.today()

    @property
    def spaced_ticket(self) -> str:
        """The ticket as people read it out."""
        return f"{self.ticket[:3]} {self.ticket[3:]}"
