"""Take back that an event was recorded, when it was recorded by mistake: the duty goes, that it was recorded stays."""

from datetime import datetime

from django.db import transaction

from publicity.actions import chain, counters, rights
from publicity.actions.filings import OPEN
from publicity.actions.locking import locked_obligation, locked_state
from publicity.models import Filing, Obligation, Record
from publicity.queries.events import TAKEN_BACK
from publicity.reasons import clean_reason
from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, NotAllowed, WrongState
from sanshu.core.models import Posting, User
from sanshu.core.permissions import Act
from sanshu.core.roles import Role


@transaction.atomic
def take_back_event(obligation_id: int, *, by: User, reason: str, at: datetime | None = None) -> Obligation:
    """Take back an event that never was: nothing is owed for it any more, and its serial is never given again.

    A clerk takes back what a clerk of the unit recorded, while it is not late; all else is for the township or the
    department. WrongState says what stands in the way: a publication, a draft, a filing.
    """
    at = at or clock.now()
    reason = clean_reason(reason)
    known = Obligation.objects.filter(pk=obligation_id).first()
    if known is None:
        raise Absent("没有找到这项登记，可能已经撤销了。")
    state = locked_state(known.region_id)
    obligation = locked_obligation(obligation_id)
    posting = rights.require(by, Act.RECORD_EVENT, region=obligation.region, on=at.date())
    if not obligation.item.is_event or obligation.stage_of_id:
        raise WrongState("只有登记的事件可以撤销登记；按期公开的和已经报告的阶段不能撤销。")
    if posting.role == Role.CLERK:
        _check_clerk(obligation, at=at)
    _check_untouched(obligation)
    obligation.taken_back_on = at.date()
    obligation.save(update_fields=["taken_back_on"])
    counters.taken_back(obligation)
    chain.touch(state)
    timeline.write(
        obligation,
        action=TAKEN_BACK,
        by=by,
        at=at,
        reason=reason,
        office=rights.office(posting),
        region=obligation.region_id,
    )
    return obligation


def _check_clerk(obligation: Obligation, *, at: datetime) -> None:
    """A clerk must not make a duty vanish that others imposed, or that is late already."""
    recorded = timeline.of(obligation).filter(action="event_recorded").first()
    own = (
        recorded is not None
        and Posting.objects.filter(user=recorded.by, role=Role.CLERK, region=obligation.region).exists()
    )
    if not own:
        raise NotAllowed("这件事是上级登记的，要撤销请联系登记的乡镇或部门。")
    if obligation.due_on < at.date():
        raise NotAllowed("这件事已经逾期，要撤销登记请联系乡镇审核发布岗。")


def _check_untouched(obligation: Obligation) -> None:
    records = Record.objects.filter(obligation=obligation)
    if records.filter(published_at__isnull=False).exists():
        raise WrongState("这件事公开过，不能撤销登记；内容不对请用“更正”，不该公开请申请撤下。")
    if records.standing().exists():
        raise WrongState("这件事有一份稿件在办，请先作废那份稿件，再撤销登记。")
    if Filing.objects.filter(obligation=obligation, status__in=OPEN).exists():
        raise WrongState("这件事有一份暂不公开的备案，请等备案办结以后再撤销登记。")
