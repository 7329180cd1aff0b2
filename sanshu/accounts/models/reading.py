"""Somebody reads for somebody: a daughter in town for her mother in the village."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ReadingQuerySet(models.QuerySet["ReadingGrant"]):
    """Grants by whether they hold."""

    def in_force(self) -> "ReadingQuerySet":
        """Give only what was accepted and ended by neither side, between accounts that both still are."""
        return self.filter(accepted_at__isnull=False, ended_at__isnull=True, owner__is_active=True)


class ReadingGrant(models.Model):
    """One account lets another look up its lists, and read its messages if it says so. Never a number, never an answer.

    It begins as a one-time code that the owner tells the helper; either side ends it.
    """

    class Helper(models.TextChoices):
        DAUGHTER = "daughter", _("女儿")
        SON = "son", _("儿子")
        GRANDCHILD = "grandchild", _("孙辈")
        KIN = "kin", _("亲戚")
        OTHER = "other", _("信得过的人")

    class Owner(models.TextChoices):
        MOTHER = "mother", _("母亲")
        FATHER = "father", _("父亲")
        GRANDPARENT = "grandparent", _("祖辈")
        KIN = "kin", _("亲戚")
        OTHER = "other", _("托我的人")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("谁的"))
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁代看")
    )
    called = models.CharField(_("代看的人是"), max_length=12, choices=Helper.choices)
    calls_owner = models.CharField(_("替谁看"), max_length=12, choices=Owner.choices, blank=True)
    sees_messages = models.BooleanField(_("也看留言"), default=False)
    code_digest = models.CharField(_("代看码摘要"), max_length=120, unique=True)
    made_at = models.DateTimeField(_("生成时间"))
    expires_at = models.DateTimeField(_("失效时间"))
    accepted_at = models.DateTimeField(_("接受时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("代看")
        verbose_name_plural = _("代看")
        constraints = [
            models.CheckConstraint(
                condition=Q(helper__isnull=True, accepted_at__isnull=True)
                | Q(helper__isnull=False, accepted_at__isnull=False),
                name="accounts_reading_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(helper__isnull=True) | ~Q(helper=F("owner")), name="accounts_reading_is_for_somebody_else"
            ),
            models.UniqueConstraint(
                fields=["owner", "helper"],
                condition=Q(helper__isnull=False, ended_at__isnull=True),
                name="accounts_reading_once_for_each_pair",
            ),
        ]

    def __str__(self) -> str:
        """Say as what the helper was named, nobody's name."""
        return self.get_called_display()

    def may_be_accepted(self, at: datetime) -> bool:
        """Whether the code still opens it."""
        return self.accepted_at is None and self.ended_at is None and at < self.expires_at
