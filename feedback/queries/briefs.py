"""What lies on a village's desk: briefs, and nothing of any message."""

from uuid import UUID

from django.db.models import Q, QuerySet

from feedback.models import Brief
from sanshu.core.errors import Absent
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import Viewer, ranges_for


def briefs_for(user: Viewer) -> QuerySet[Brief]:
    """Give the briefs of the villages in which a person may answer them; none for anybody else."""
    places = Q(pk__in=[])
    for span in ranges_for(user, Act.ANSWER_BRIEF):
        places |= Q(village__code__range=span)
    return Brief.objects.filter(places).select_related("village")


def brief_for(user: Viewer, brief_id: UUID) -> Brief:
    """Give one brief; Absent alike when there is none and when it is another village's."""
    brief = briefs_for(user).filter(pk=brief_id).first()
    if brief is None:
        raise Absent("没有找到这张交办单，或者它不对您开放。")
    return brief
