"""What was sent for signature and then discarded stays readable to those who worked on it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publicity.models.record import Record
from publicity.models.revision import Revision
from sanshu.core import clock


class DiscardedDraft(models.Model):
    """A draft that others had seen, as it stood when its clerk discarded it; nobody writes in it any more.

    `content` is the draft's. A draft that nobody but its clerk ever saw leaves none: only its name and day stay.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="discarded_drafts", verbose_name=_("公开记录"))
    kind = models.CharField(_("类别"), max_length=12, choices=Revision.KINDS)
    content = models.JSONField(_("内容"), default=dict)
    is_nil = models.BooleanField(_("本期无发生"), default=False)
    round = models.PositiveSmallIntegerField(_("送审次数"))
    returned_reason = models.TextField(_("退回理由"), blank=True)
    reason = models.TextField(_("作废理由"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("作废的人")
    )
    at = models.DateTimeField(_("时间"), default=clock.now)

    class Meta:
        verbose_name = _("作废的稿件")
        verbose_name_plural = _("作废的稿件")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="publicity_discarded_draft_has_a_reason"),
            models.CheckConstraint(condition=Q(round__gt=0), name="publicity_discarded_draft_was_sent"),
        ]
        triggers = [pgtrigger.Protect(name="no_update", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        """Say which record it was a draft of."""
        return f"{self.record}（作废的稿）"
