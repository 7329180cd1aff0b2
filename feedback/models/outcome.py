"""What became of an answer: the sender's rating, the county's call-back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.models.message import Message
from feedback.reasons import CALL_OUTCOME_LABELS
from sanshu.core.models.choices import translated

#: The top three of five grades count as satisfied (政务服务“好差评” practice).
SATISFIED_FROM = 3
LOW_SCORE = 2
BEST_SCORE = 5


class Rating(models.Model):
    """The sender's grade of one answer; after a reopening the new answer is graded anew."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="ratings", verbose_name=_("留言"))
    round = models.PositiveSmallIntegerField(_("第几次办理"))
    score = models.PositiveSmallIntegerField(_("评分"))
    reason = models.TextField(_("理由"), blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("评价")
        verbose_name_plural = _("评价")
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["message", "round"], name="feedback_rating_once_per_answer"),
            models.CheckConstraint(condition=Q(score__range=(1, BEST_SCORE)), name="feedback_rating_one_to_five"),
            models.CheckConstraint(
                condition=Q(score__gt=LOW_SCORE) | ~Q(reason=""), name="feedback_rating_low_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        """Say the score."""
        return str(self.score)

    @property
    def is_satisfied(self) -> bool:
        """Whether the grade is one of the top three."""
        return self.score >= SATISFIED_FROM


class FollowUp(models.Model):
    """One call-back by the county's desk: whether somebody was reached, and what they said."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="follow_ups", verbose_name=_("留言"))
    round = models.PositiveSmallIntegerField(_("第几次办理"))
    reached = models.BooleanField(_("联系上了"))
    outcome = models.CharField(_("来信人怎么说"), max_length=12, choices=translated(CALL_OUTCOME_LABELS), blank=True)
    score = models.PositiveSmallIntegerField(_("满意度"), null=True, blank=True)
    text = models.TextField(_("记录"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("回访人"))
    office = models.CharField(_("单位"), max_length=120)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("回访")
        verbose_name_plural = _("回访")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reached=False, outcome="") | (Q(reached=True) & ~Q(outcome="")),
                name="feedback_follow_up_reached_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(1, BEST_SCORE)),
                name="feedback_follow_up_score_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        """Say the outcome."""
        return self.get_outcome_display() or "没有联系上"
