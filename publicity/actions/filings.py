"""File that something is not made public for a time (不公开备案): signed in the village, decided by the township.

One period, at most 90 days; two renewals at most. Residents see item, class of reason and expiry, never the reason itself.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from publicity.actions import rights
from publicity.actions.locking import locked_obligation
from publicity.actions.obligations import mark_filed, mark_unfiled
from publicity.lifecycles import FILING, FilingStatus
from publicity.models import Filing, FilingSignature, Obligation
from publicity.reasons import clean_reason
from sanshu.core import clock, events, timeline
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.roles import Role

LONGEST_DAYS = 90
RENEWALS = 2
REASON_CLASSES = dict(Filing.REASONS)
SIGNERS = {Role.SECRETARY: Act.ENDORSE_SECRETARY, Role.OVERSIGHT: Act.ENDORSE_OVERSIGHT}
GRANTED = (FilingStatus.APPROVED, FilingStatus.EXPIRED, FilingStatus.REVOKED)
OPEN = (FilingStatus.DRAFT, FilingStatus.SUBMITTED, FilingStatus.APPROVED)


@dataclass(frozen=True)
class Plea:
    """Why something should stay unpublished, and until when."""

    reason_class: str
    reason: str
    until: date


@transaction.atomic
def file_exemption(obligation_id: int, *, by: User, plea: Plea, at: datetime | None = None) -> Filing:
    """Draft a filing for an unmet obligation; Conflict when one is open or all renewals are used up."""
    at = at or clock.now()
    obligation = locked_obligation(obligation_id)
    posting = rights.require(by, Act.FILE_EXEMPTION, region=obligation.region, on=at.date())
    rights.require_live(obligation.region, on=at.date())
    reason = _check_plea(plea, today=at.date())
    _check_room(obligation)
    filing = Filing.objects.create(
        obligation=obligation,
        reason_class=plea.reason_class,
        reason=reason,
        until=plea.until,
        drafted_by=by,
        drafted_at=at,
    )
    timeline.write(
        filing,
        action="file",
        by=by,
        at=at,
        new=FilingStatus.DRAFT,
        office=rights.office(posting),
        region=obligation.region_id,
    )
    return filing


def _check_plea(plea: Plea, *, today: date) -> str:
    if plea.reason_class not in REASON_CLASSES:
        raise Invalid("请选择理由类别。", errors={"reason_class": ["请从列表中选一个。"]})
    if not today < plea.until <= today + timedelta(days=LONGEST_DAYS):
        text = f"有效期应在明天到 {today + timedelta(days=LONGEST_DAYS)} 之间，最长 {LONGEST_DAYS} 天。"
        raise Invalid(text, errors={"until": [text]})
    return clean_reason(plea.reason)


def _check_room(obligation: Obligation) -> None:
    if obligation.met_on is not None:
        raise Conflict("这一期已经公开，不用再备案。")
    earlier = list(Filing.objects.filter(obligation=obligation).values_list("status", flat=True))
    if any(status in OPEN for status in earlier):
        raise Conflict("这一期已经有一份备案在办或有效，请先看那一份。")
    if sum(status in GRANTED for status in earlier) > RENEWALS:
        raise Conflict(f"这一期已经备案并续期 {RENEWALS} 次，不能再续，请公开或报县级部门处理。")


@transaction.atomic
def sign_filing(filing_id: int, *, by: User, role: Role, at: datetime | None = None) -> Filing:
    """Sign a filing as secretary or for the oversight committee; with both signatures it goes to the township."""
    at = at or clock.now()
    filing = _locked(filing_id)
    if role not in SIGNERS:
        raise NotAllowed("在村里签署的只有书记和监督委员会。")
    posting = rights.require(by, SIGNERS[role], region=filing.obligation.region, on=at.date())
    _refuse_writer(filing, by)
    FILING.check(FilingStatus(filing.status), FilingStatus.SUBMITTED)
    signed = dict(FilingSignature.objects.filter(filing=filing).values_list("role", "by_id"))
    if role in signed:
        raise Conflict("这个岗位已经签过了。")
    if by.pk in signed.values():
        raise NotAllowed("同一个人不能在一份备案上签两个岗位。")
    FilingSignature.objects.create(filing=filing, role=role, by=by, at=at)
    if {*signed, role} >= set(SIGNERS):
        _move(filing, FilingStatus.SUBMITTED, by=by, at=at, office=rights.office(posting))
    return filing


@transaction.atomic
def approve_filing(filing_id: int, *, by: User, at: datetime | None = None) -> Filing:
    """Approve a filing: its obligation is on file until the filing's last day."""
    at = at or clock.now()
    filing = _locked(filing_id)
    posting = rights.require(by, Act.APPROVE_FILING, region=filing.obligation.region, on=at.date())
    _refuse_judge(filing, by)
    FILING.check(FilingStatus(filing.status), FilingStatus.APPROVED)
    if filing.until < at.date():
        raise Invalid("备案的有效期已经过了，请退回重新申报。")
    mark_filed(filing.obligation, until=filing.until)
    _move(filing, FilingStatus.APPROVED, by=by, at=at, office=rights.office(posting))
    events.announce("filing_approved", filing_id=filing.pk)
    return filing


@transaction.atomic
def refuse_filing(filing_id: int, *, by: User, reason: str, at: datetime | None = None) -> Filing:
    """Refuse a filing with a reason: the obligation stays as it was."""
    at = at or clock.now()
    reason = clean_reason(reason)
    filing = _locked(filing_id)
    posting = rights.require(by, Act.APPROVE_FILING, region=filing.obligation.region, on=at.date())
    _refuse_judge(filing, by)
    _move(filing, FilingStatus.REFUSED, by=by, at=at, office=rights.office(posting), reason=reason)
    return filing


@transaction.atomic
def revoke_filing(filing_id: int, *, by: User, reason: str, at: datetime | None = None) -> Filing:
    """Revoke a filing in force, as the township, the county's department or its inspectors: the duty is back."""
    at = at or clock.now()
    reason = clean_reason(reason)
    filing = _locked(filing_id)
    posting = rights.require(by, Act.REVOKE_FILING, region=filing.obligation.region, on=at.date())
    FILING.check(FilingStatus(filing.status), FilingStatus.REVOKED)
    mark_unfiled(filing.obligation)
    _move(filing, FilingStatus.REVOKED, by=by, at=at, office=rights.office(posting), reason=reason)
    return filing


def _locked(filing_id: int) -> Filing:
    filing = (
        Filing.objects.select_for_update(of=("self",))
        .select_related("obligation__region", "obligation__item")
        .filter(pk=filing_id)
        .first()
    )
    if filing is None:
        raise Absent("没有找到这份备案。")
    return filing


def _refuse_writer(filing: Filing, by: User) -> None:
    if by.pk == filing.drafted_by_id:
        raise NotAllowed("自己起草的备案不能由自己签署或审批，请由另一位同志办理。")


def _refuse_judge(filing: Filing, by: User) -> None:
    _refuse_writer(filing, by)
    if FilingSignature.objects.filter(filing=filing, by=by).exists():
        raise NotAllowed("自己签署过的备案不能由自己审批，请由另一位同志办理。")


def _move(filing: Filing, new: FilingStatus, *, by: User, at: datetime, office: str, reason: str = "") -> None:
    old = FilingStatus(filing.status)
    FILING.check(old, new)
    filing.status = new
    filing.save(update_fields=["status"])
    timeline.write(
        filing,
        action=str(new),
        by=by,
        at=at,
        old=old,
        new=new,
        reason=reason,
        office=office,
        region=filing.obligation.region_id,
    )
