"""What people do with a warning: assign, explain, rectify, verify, close, or call it a false positive."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanshu.core import clock, timeline
from sanshu.core.errors import Invalid, NotAllowed, WrongState
from sanshu.core.models import Posting, User
from sanshu.core.permissions import Act, roles_for
from sanshu.core.roles import VILLAGE_ROLES, Role
from sanshu.core.scan import find_personal_numbers
from sanshu.core.text import clean
from supervision.lifecycle import WARNING, Verdict, WarningStatus
from supervision.models import EarlyWarning
from supervision.queries.scope import Watch, watch_of
from supervision.queries.warnings import visible_warning
from supervision.rules.finding import Source

LONGEST_TEXT = 2000


@transaction.atomic
def assign_warning(warning_id: UUID, *, by: User, at: datetime | None = None, text: str = "") -> EarlyWarning:
    """Hand a warning to the office that must answer it; the text says what is asked of it."""
    warning, watch = _locked(warning_id, by)
    posting = _judge(watch, warning, Act.ASSIGN_WARNING)
    return _step(warning, WarningStatus.ASSIGNED, posting=posting, at=at, reason=_clean(text))


@transaction.atomic
def explain_warning(warning_id: UUID, *, by: User, at: datetime | None = None, text: str = "") -> EarlyWarning:
    """Answer that there is a reason; the text gives it."""
    return _answer(warning_id, WarningStatus.EXPLAINED, by=by, at=at, text=text)


@transaction.atomic
def rectify_warning(warning_id: UUID, *, by: User, at: datetime | None = None, text: str = "") -> EarlyWarning:
    """Answer that it will be put right; the text says how and by when."""
    return _answer(warning_id, WarningStatus.RECTIFYING, by=by, at=at, text=text)


@transaction.atomic
def verify_warning(warning_id: UUID, *, by: User, at: datetime | None = None, text: str = "") -> EarlyWarning:
    """Confirm an answer, as another person at a higher level than who gave it; what was to be put right must be."""
    warning, watch = _locked(warning_id, by)
    posting = _judge(watch, warning, Act.VERIFY_WARNING)
    WARNING.check(WarningStatus(warning.status), WarningStatus.VERIFIED)
    if warning.answered_by_id == by.pk:
        raise NotAllowed("说明或整改的人不能自己核实，请由上一级的另一个人核实。")
    if warning.answered_level is not None and posting.region.level >= warning.answered_level:
        raise NotAllowed("核实要由答复单位的上一级来做。")
    rectified = warning.status == WarningStatus.RECTIFYING
    if rectified and warning.ceased_on is None:
        raise WrongState("预警的原因还没有消除，不能核实为已整改。请等公开或办理完成以后再核实。")
    warning.verdict = Verdict.CONFIRMED if rectified else Verdict.EXPLAINED
    return _step(warning, WarningStatus.VERIFIED, posting=posting, at=at, reason=_clean(text))


@transaction.atomic
def close_warning(warning_id: UUID, *, by: User, at: datetime | None = None, text: str = "") -> EarlyWarning:
    """Close a verified warning: only now does its colour fall."""
    warning, watch = _locked(warning_id, by)
    posting = _judge(watch, warning, Act.CLOSE_WARNING)
    if warning.answered_by_id == by.pk:
        raise NotAllowed("说明或整改的人不能自己办结，请由上一级的另一个人办结。")
    return _step(warning, WarningStatus.CLOSED, posting=posting, at=at, reason=_clean(text))


@transaction.atomic
def dismiss_warning(warning_id: UUID, *, by: User, at: datetime | None = None, text: str = "") -> EarlyWarning:
    """Say that a warning was a false positive; the text says why, is kept and counted against the rule."""
    warning, watch = _locked(warning_id, by)
    posting = _judge(watch, warning, Act.CLOSE_WARNING)
    warning.verdict = Verdict.FALSE_POSITIVE
    return _step(warning, WarningStatus.FALSE_POSITIVE, posting=posting, at=at, reason=_needed(text, "reason"))


def answering_posting(watch: Watch, warning: EarlyWarning) -> Posting | None:
    """Give the posting by which a person answers a warning: the village's for its disclosures, the owner's for a message."""
    if warning.source == Source.DISCLOSURE:
        roles = roles_for(Act.EXPLAIN_WARNING) & VILLAGE_ROLES
    else:
        roles = roles_for(Act.EXPLAIN_WARNING) & {Role(warning.owner_role)}
    own = (p for p in watch.postings if Role(p.role) in roles and p.region_id == warning.region_id)
    return next(own, None)


def judging_posting(watch: Watch, warning: EarlyWarning, act: Act) -> Posting | None:
    """Give the posting by which a person judges a warning: high enough for it, the nearest one first."""
    allowed = [
        posting
        for posting in watch.postings
        if Role(posting.role) in roles_for(act)
        and posting.region.contains(warning.region_id)
        and posting.region.level <= warning.judged_by
    ]
    return max(allowed, key=lambda posting: posting.region.level, default=None)


def _locked(warning_id: UUID, by: User) -> tuple[EarlyWarning, Watch]:
    EarlyWarning.objects.select_for_update().filter(pk=warning_id).first()
    watch = watch_of(by)
    return visible_warning(watch, warning_id), watch


def _answer(warning_id: UUID, status: WarningStatus, *, by: User, at: datetime | None, text: str) -> EarlyWarning:
    warning, watch = _locked(warning_id, by)
    posting = answering_posting(watch, warning)
    if posting is None:
        raise NotAllowed("这条预警不是交给您答复的。请由责任单位说明或整改。")
    WARNING.check(WarningStatus(warning.status), status)
    warning.answered_by, warning.answered_level = by, posting.region.level
    return _step(warning, status, posting=posting, at=at, reason=_needed(text, "text"))


def _judge(watch: Watch, warning: EarlyWarning, act: Act) -> Posting:
    posting = judging_posting(watch, warning, act)
    if posting is None:
        level = dict(EarlyWarning._meta.get_field("judged_by").flatchoices)[warning.judged_by]
        raise NotAllowed(f"这条预警要由{level}以上的纪检监督岗位来办。")
    return posting


def _step(
    warning: EarlyWarning, status: WarningStatus, *, posting: Posting, at: datetime | None, reason: str
) -> EarlyWarning:
    old = WarningStatus(warning.status)
    WARNING.check(old, status)
    warning.status = status
    warning.save()
    timeline.write(
        warning,
        action=status.value,
        by=posting.user,
        at=at or clock.now(),
        old=old,
        new=status,
        reason=reason,
        office=str(posting),
    )
    return warning


def _needed(text: str, field: str) -> str:
    tidy = _clean(text, field)
    if not tidy:
        raise Invalid("请写明情况或理由，再提交。", errors={field: ["请写明情况或理由。"]})
    return tidy


def _clean(text: str, field: str = "text") -> str:
    try:
        tidy = clean(text, longest=LONGEST_TEXT)
    except ValueError as problem:
        raise Invalid("请按提示修改。", errors={field: [str(problem)]}) from problem
    if find_personal_numbers(tidy):
        why = "里面有身份证号、手机号或银行卡号，请删去号码再提交。"
        raise Invalid("办理说明里不能写个人号码。", errors={field: [why]})
    return tidy
