"""Twelve months of disclosures of one unit: what was published, filed, corrected, withdrawn, and what is in hand."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from publicity.actions.corrections import Ground, start_correction, withdraw_record
from publicity.actions.drafts import Typed, save_draft
from publicity.actions.filings import Plea, approve_filing, file_exemption, sign_filing
from publicity.actions.history import Finished, publish_history
from publicity.actions.signatures import return_draft
from publicity.models import Draft, Filing, Obligation, Record, Revision
from publicity.stations import ROLE_OF_STATION, endorsements_needed
from sanshu.core.models import User
from sanshu.core.periods import Period
from sanshu.core.roles import Role
from sanshu.demo.contents import Task, content_of
from sanshu.demo.load import papers
from sanshu.demo.load.progress import report_progress
from sanshu.demo.load.staff import reviewer_of, staff_at
from sanshu.demo.places import KANGPING_LIUJIAWOBU, UNITS
from sanshu.demo.plan import Deed, Outcome, deed_for, event_deed, events_of
from sanshu.demo.specs import specs
from sanshu.demo.world import World

#: What waits in hand: a draft, one to sign, one to publish, one returned; each clerk has one of them.
IN_HAND = ("draft", "submitted", "endorsed", "returned")
TAKEN_DOWN = UNITS[3]
PLEAS = (
    ("awaiting_material", "上级部门的名单还没有下发，收到后三天内公开。"),
    ("dispute", "有两户对面积有争议，正在重新丈量，结果出来后公开。"),
    ("investigation", "正在核对往来账目，核对清楚后公开。"),
)


def tell_year(world: World, *, now: datetime) -> int:
    """Give a unit its year: history, filings, what is in hand; nothing when it was told before. Returns how many."""
    if Record.objects.filter(village=world.place.code).exists():
        return 0
    owed = list(Obligation.objects.filter(region=world.place.code).select_related("item"))
    deeds = [(one, deed_for(world, one.item.code, Period.parse(one.period), one.due_on)) for one in owed]
    past = [(one, deed) for one, deed in deeds if deed.at < now]
    told = publish_history(world.place.code, _finished(world, past, now))
    for one, deed in past:
        if deed.outcome is Outcome.FILED:
            _file(world, one, at=deed.at)
    _write_in_hand(world, [one for one, deed in deeds if deed.at >= now and one.period_end < now.date()], now=now)
    _correct_and_withdraw(world, now=now)
    return len(told) + report_progress(world, now=now)


def _finished(world: World, past: list[tuple[Obligation, Deed]], now: datetime) -> Iterator[Finished]:
    cast = {role: staff_at(role, world.place.code).pk for role in (Role.CLERK, Role.SECRETARY, Role.OVERSIGHT)}
    cast[Role.REVIEWER] = reviewer_of(world.place.code).pk
    for one, deed in past:
        if deed.outcome is Outcome.PUBLISHED:
            yield _told(world, one.item.code, Period.parse(one.period), deed.at, cast)
    for event in events_of(world, specs()):
        deed = event_deed(world, event, specs()[event.item])
        if deed.at < now:
            yield _told(world, event.item, Period.parse(event.on.isoformat()), deed.at, cast)


def _told(world: World, item: str, period: Period, at: datetime, cast: dict[Role, int]) -> Finished:
    spec = specs()[item]
    content = content_of(spec, Task(world, item, period, at.date()))
    return Finished(
        item=item,
        period=str(period),
        drafted_by=cast[Role.CLERK],
        signed_by={ROLE_OF_STATION[name]: cast[ROLE_OF_STATION[name]] for name in endorsements_needed(spec)},
        published_by=cast[Role.REVIEWER],
        submitted_at=at - timedelta(hours=3, minutes=17),
        published_at=at,
        fields=content.fields if content else {},
        rows=content.rows if content else (),
        is_nil=content is None,
    )


def _file(world: World, obligation: Obligation, *, at: datetime) -> Filing:
    """File a reason for staying silent: clerk, two signatures, the township."""
    unit, (kind, reason) = world.place.code, world.dice("plea", obligation.pk % 97).pick(PLEAS)
    plea = Plea(reason_class=kind, reason=reason, until=at.date() + timedelta(days=88))
    filing = file_exemption(obligation.pk, by=staff_at(Role.CLERK, unit), plea=plea, at=at)
    for minutes, role in enumerate((Role.SECRETARY, Role.OVERSIGHT), start=1):
        sign_filing(filing.pk, by=staff_at(role, unit), role=role, at=at + timedelta(minutes=37 * minutes))
    return approve_filing(filing.pk, by=reviewer_of(unit), at=at + timedelta(hours=4))


def _write_in_hand(world: World, waiting: list[Obligation], *, now: datetime) -> None:
    """Leave one thing on the clerk's desk, each unit at another step."""
    if not waiting:
        return
    step = IN_HAND[UNITS.index(world.place.code) % len(IN_HAND)]
    draft = papers.write(world, waiting[0], at=now - timedelta(days=2, hours=3))
    if step == "draft":
        return
    draft = papers.submit(draft, at=now - timedelta(days=2, hours=1))
    if step == "submitted":
        return
    draft = papers.endorse(draft, at=now - timedelta(days=1, hours=2))
    if step == "returned":
        reason = "第二行摘要写得太简单，请写清用在哪里、谁经手。"
        return_draft(draft.pk, by=reviewer_of(world.place.code), reason=reason, version=draft.version, at=now)


def _correct_and_withdraw(world: World, *, now: datetime) -> None:
    public = Record.objects.public().filter(village=world.place.code)
    if world.place.code == KANGPING_LIUJIAWOBU:
        fees = public.filter(item__code="F-13").order_by("-period")[1]
        correct(fees, at=now - timedelta(days=11), reason="一张收据的摘要写错了用途，按原始凭证更正。")
    if world.place.code == TAKEN_DOWN:
        text = public.filter(item__code="V-09").order_by("-period")[0]
        at = now - timedelta(days=6)
        reason = "正文里写到了当事人的家庭情况，先撤下，改好后重新公开。"
        withdraw_record(text.pk, by=reviewer_of(world.place.code), reason=reason, ground=Ground.PRIVACY, at=at)


def correct(record: Record, *, at: datetime, reason: str) -> Revision:
    """Correct the first row's words of a ledger, with every signature."""
    clerk: User = staff_at(Role.CLERK, record.village_id)
    draft: Draft = start_correction(record.pk, by=clerk, reason=reason, at=at)
    fields, rows = papers.retyped(draft)
    rows[0]["summary"] = f"{rows[0]['summary']}（党群活动室用）"
    draft = save_draft(draft.pk, by=clerk, version=draft.version, typed=Typed(fields, rows), at=at)
    draft = papers.endorse(papers.submit(draft, at=at), at=at)
    return papers.publish(draft, at=at)
