"""A six-digit code that was sent to a phone: short-lived, single-use, bound to the browser that asked."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PhoneCode(models.Model):
    """One code. Kept are digests only, the number itself sealed until an account needs it; rows die after a day."""

    MOST_TRIES = 5

    phone_digest = models.CharField(_("手机号摘要"), max_length=120)
    phone_sealed = models.BinaryField(_("手机号（加密）"))
    code_digest = models.CharField(_("验证码摘要"), max_length=64)
    sent_at = models.DateTimeField(_("发送时间"))
    expires_at = models.DateTimeField(_("失效时间"))
    tries = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("短信验证码")
        verbose_name_plural = _("短信验证码")
        indexes = [models.Index(fields=["phone_digest", "sent_at"], name="accounts_phone_code_by_phone")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("sent_at")), name="accounts_phone_code_lives_forward"),
            models.CheckConstraint(condition=Q(tries__lte=5), name="accounts_phone_code_dies_after_five_tries"),
        ]

    def __str__(self) -> str:
        """Say when it was sent, never to whom."""
        return f"{self.sent_at:%Y-%m-%d %H:%M}"

    def is_alive(self, at: datetime) -> bool:
        """Whether the code may still be tried."""
        return self.used_at is None and at < self.expires_at and self.tries < self.MOST_TRIES
