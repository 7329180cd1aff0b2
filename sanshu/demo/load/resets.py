"""Prepare a story anew, through the portal's own actions: what was published stays in the history, as everywhere."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from feedback.actions.perform import perform
from feedback.actions.route import route_message
from publicity.actions.corrections import Ground, ask_withdrawal, start_correction, withdraw_record
from publicity.actions.drafts import Typed, save_draft
from publicity.lifecycles import PUBLIC_STATUSES, RecordStatus
from publicity.models import Draft, Obligation, Record, RevisionPayload
from sanshu.core import clock
from sanshu.core.roles import Role
from sanshu.demo.load import papers
from sanshu.demo.load.messages import desk_of, read_script, send
from sanshu.demo.load.province import look_over, worlds
from sanshu.demo.load.staff import reviewer_of, staff_at
from sanshu.demo.places import DONGTA, SHANGTOU, WANGJIANG

AGAIN = "演示重新开始，恢复故事开头的内容。"


def _nothing() -> None:
    """Prepare a story that uses nothing up."""


def finish(draft: Draft) -> None:
    """Take a draft that was left half-way through to its publication."""
    at = clock.now()
    if draft.status in {RecordStatus.DRAFT, RecordStatus.RETURNED}:
        clerk = staff_at(Role.CLERK, draft.record.village_id)
        fields, rows = papers.retyped(draft)
        draft = save_draft(draft.pk, by=clerk, version=draft.version, typed=Typed(fields, rows), at=at)
        draft = papers.submit(draft, at=at)
    if draft.status == RecordStatus.SUBMITTED:
        draft = papers.endorse(draft, at=at)
    papers.publish(draft, at=at)


def prepare_pension_list() -> None:
    """Put the dead man back on the list: one more correction, open for all to see."""
    record = Record.objects.public().filter(village=SHANGTOU, item__code="V-13").latest("period")
    for draft in Draft.objects.filter(record=record):
        finish(draft)
    record.refresh_from_db()
    payload = RevisionPayload.objects.get(revision__current_of=record)
    if not any(row["status"] == "死亡停发" for row in payload.content["rows"]):
        return
    clerk = staff_at(Role.CLERK, SHANGTOU)
    draft = start_correction(record.pk, by=clerk, reason=AGAIN)
    fields, rows = papers.retyped(draft)
    fields |= {"stopped": 0, "deaths_reported": 0}
    rows = [{**row, "status": "正常"} if row["status"] == "死亡停发" else row for row in rows]
    draft = save_draft(draft.pk, by=clerk, version=draft.version, typed=Typed(fields, rows))
    at = clock.now()
    papers.publish(papers.endorse(papers.submit(draft, at=at), at=at), at=at)


def prepare_owed_text() -> None:
    """Let 望江 owe its quarterly text again: what was published of it is taken down on the secretary's request."""
    owed = Obligation.objects.filter(region=WANGJIANG, item__code="V-09", period_end__lt=clock.today())
    record = Record.objects.standing().filter(obligation=owed.latest("period_end")).first()
    if record is None:
        return
    for draft in Draft.objects.filter(record=record):
        if not draft.content["fields"].get("tasks"):
            papers.fill(worlds()[WANGJIANG], draft, at=clock.now())
        finish(Draft.objects.get(pk=draft.pk))
    record.refresh_from_db()
    if record.status in PUBLIC_STATUSES:
        ask_withdrawal(record.pk, by=staff_at(Role.SECRETARY, WANGJIANG), reason=AGAIN)
        withdraw_record(record.pk, by=reviewer_of(WANGJIANG), reason=AGAIN, ground=Ground.REQUEST)


def prepare_call_back() -> None:
    """Play one more message of 东塔 that was answered and closed without anybody having been spoken to."""
    one = next(script for script in read_script() if script["key"] == "callback")
    now = clock.now()
    with clock.at(now - timedelta(days=int(one["days"]))) as begun:
        message = send(one, worlds()[DONGTA], key=f"demo-again-{uuid.uuid4()}").message
        route_message(message.pk, at=begun)
    for days, act, *rest in one["steps"]:
        with clock.at(now - timedelta(days=days)):
            message.refresh_from_db()
            perform(act, message.pk, by=desk_of(message, act), fields=rest[0] if rest else {})


def prepare_warning() -> None:
    """Run the rules once more, so that every overdue item has its warning."""
    look_over()


RESETS: dict[str, Callable[[], object]] = {
    "a": _nothing,
    "b": prepare_pension_list,
    "c": _nothing,
    "d": prepare_owed_text,
    "e": prepare_call_back,
    "f": prepare_warning,
}
