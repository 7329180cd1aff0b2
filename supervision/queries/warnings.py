"""Who sees which warnings: inside the person's posts, never below the level a warning concerns, and by role and source."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from sanshu.core.errors import Absent
from sanshu.core.models import Posting
from sanshu.core.roles import VILLAGE_ROLES, Role
from supervision.models import EarlyWarning
from supervision.models.warning import EarlyWarningQuerySet
from supervision.queries.scope import Watch
from supervision.rules.finding import Source

_DISCLOSURE = Q(source=Source.DISCLOSURE)
_MESSAGE = Q(source=Source.MESSAGE)

#: What a role sees of the warnings in its region. What comes of an accusation is owned by an inspector and theirs alone.
_SEEN_BY: dict[Role, Q] = {
    **dict.fromkeys(VILLAGE_ROLES, _DISCLOSURE),
    Role.REVIEWER: _DISCLOSURE,
    Role.HANDLER: _MESSAGE & Q(owner_role=Role.HANDLER),
    Role.DEPARTMENT: _MESSAGE & Q(owner_role=Role.DEPARTMENT),
    Role.FOLLOW_UP: _MESSAGE & ~Q(owner_role=Role.INSPECTOR),
    Role.DISCIPLINE: _DISCLOSURE | (_MESSAGE & ~Q(owner_role=Role.INSPECTOR)),
    Role.INSPECTOR: _DISCLOSURE | _MESSAGE,
}


def _seen_through(posting: Posting) -> Q:
    here = Q(region_id__gte=posting.region.code, region_id__lte=posting.region.last_code)
    return here & Q(level__gte=posting.region.level) & _SEEN_BY[Role(posting.role)]


def visible_warnings(watch: Watch) -> EarlyWarningQuerySet:
    """Give the warnings a person may see; none without a posting that sees any.

    Who holds an office in a village sees nothing that came of a message, whatever else they are.
    """
    allowed = Q(pk__in=[])
    for posting in watch.postings:
        if Role(posting.role) in _SEEN_BY:
            allowed |= _seen_through(posting)
    seen = EarlyWarning.objects.filter(allowed)
    return seen.filter(_DISCLOSURE) if watch.ranges(VILLAGE_ROLES) else seen


def visible_warning(watch: Watch, warning_id: UUID) -> EarlyWarning:
    """Give one warning; one that the person may not see is as absent as one that doesn't exist."""
    warning = visible_warnings(watch).select_related("region", "obligation__item").filter(pk=warning_id).first()
    if warning is None:
        raise Absent("没有找到这条预警，或者它不在您的监督范围内。")
    return warning


def days_late(warning: EarlyWarning, on: date) -> int:
    """Give for how many days the cause has stood, until it was gone."""
    due_on = date.fromisoformat(str(warning.inputs["due_on"]))
    return ((warning.ceased_on or on) - due_on).days
