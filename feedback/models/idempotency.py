"""What ties a repeated sending to the first one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models.message import Message


class IdempotencyKey(models.Model):
    """One key, one content, one message. Only keyed digests of key and content are kept.

    The nonce makes the receipt code: with it a replay is answered the same, code included, though no code is stored.
    """

    digest = models.CharField(_("编号摘要"), max_length=64, primary_key=True)
    body_digest = models.CharField(_("内容摘要"), max_length=64)
    nonce = models.CharField(_("随机数"), max_length=64)
    message = models.OneToOneField(Message, models.PROTECT, related_name="+", verbose_name=_("留言"))
    due_on = models.DateField(_("首次期限"))
    created_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("提交编号")
        verbose_name_plural = _("提交编号")
        indexes = [models.Index(fields=["created_at"], name="feedback_key_by_age")]

    def __str__(self) -> str:
        """Say when it was used."""
        return f"{self.created_at:%Y-%m-%d %H:%M}"
