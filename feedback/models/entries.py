"""What is written in the course of a message: replies, questions to the sender, internal notes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models.message import Message


class Entry(models.Model):
    """A text by one person of one office."""

    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    office = models.CharField(_("单位"), max_length=120)
    text = models.TextField(_("内容"))

    class Meta:
        abstract = True
        ordering = ["at", "id"]

    def __str__(self) -> str:
        """Say office and beginning."""
        return f"{self.office}：{self.text[:20]}"


class Reply(Entry):
    """An answer to the sender."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="replies", verbose_name=_("留言"))
    due_on = models.DateField(_("应答复日期"))

    class Meta(Entry.Meta):
        verbose_name = _("答复")
        verbose_name_plural = _("答复")


class Question(Entry):
    """A question to the sender and, once there is one, the sender's answer (numbers of persons already out of it)."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="questions", verbose_name=_("留言"))
    answer = models.TextField(_("来信人补充"), blank=True)
    answered_at = models.DateTimeField(_("补充时间"), null=True, blank=True)

    class Meta(Entry.Meta):
        verbose_name = _("请来信人补充")
        verbose_name_plural = _("请来信人补充")


class Note(Entry):
    """An internal note; only offices that may read the message see it."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="notes", verbose_name=_("留言"))

    class Meta(Entry.Meta):
        verbose_name = _("内部记录")
        verbose_name_plural = _("内部记录")
