"""Who sent a message, sealed apart from the text, and the record of every opening."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.models.message import Message


class SealedIdentity(models.Model):
    """The sender of one message. `sealed` is encrypted under its own key and opens only in its own row.

    `sender_digest` lets an account find its own messages; without the key file nobody finds the account from it.
    """

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="sealed_identity")
    sender_digest = models.CharField(_("来信人标记"), max_length=64, blank=True)
    sealed = models.TextField(_("密封内容"), blank=True)
    # Known without opening it: whether anybody can be called. A name alone calls nobody.
    has_contact = models.BooleanField(_("留了联系方式"), default=False)

    class Meta:
        verbose_name = _("密封身份")
        verbose_name_plural = _("密封身份")
        indexes = [
            models.Index(fields=["sender_digest"], name="feedback_identity_by_sender", condition=~Q(sender_digest=""))
        ]

    def __str__(self) -> str:
        """Say nothing about the sender."""
        return str(self.message_id)


class IdentityOpening(models.Model):
    """Somebody opened a sealed identity: who, when, why. Written and committed before anything is shown."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="identity_openings", verbose_name=_("留言"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("打开人"))
    at = models.DateTimeField(_("时间"))
    reason = models.TextField(_("理由"))

    class Meta:
        verbose_name = _("身份打开记录")
        verbose_name_plural = _("身份打开记录")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="feedback_identity_opening_has_a_reason")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        """Say who opened and when."""
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"
