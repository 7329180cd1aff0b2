"""Returning, correcting and withdrawing: always with a reason, always leaving what was shown."""

from datetime import timedelta

import pytest

from publicity.actions.corrections import Ground, ask_withdrawal, start_correction, withdraw_record
from publicity.actions.drafts import Typed, discard_draft, save_draft
from publicity.actions.publish import publish_draft
from publicity.actions.signatures import endorse_draft, return_draft
from publicity.models import (
    DisclosureCount,
    Record,
    RecordRow,
    Revision,
    RevisionPayload,
)
from publicity.models.record import Endorsement
from publicity.queries.record_page import signatures_of
from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Invalid, NotAllowed, WrongState
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, LIUJIAWOBU, NOW, TODAY, Cast
from tests.publicity.chain import (
    endorsed,
    filled,
    published,
    spec,
    submitted,
    ticks,
)
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db


def test_a_returned_draft_says_why_and_is_signed_afresh(cast: Cast) -> None:
    draft = endorsed(cast, filled(cast, "F-03"))
    draft = return_draft(draft.pk, by=cast.reviewer, reason="第2行摘要看不懂", version=draft.version)
    assert (draft.status, draft.returned_reason) == ("returned", "第2行摘要看不懂")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows))
    assert draft.status == "draft"
    draft = submitted(cast, draft)
    with pytest.raises(WrongState):
        publish_draft(draft.pk, by=cast.reviewer, version=draft.version, ticks=ticks("F-03"))
    draft = endorse_draft(draft.pk, by=cast.secretary, role=Role.SECRETARY, version=draft.version)
    draft = endorse_draft(draft.pk, by=cast.oversight, role=Role.OVERSIGHT, version=draft.version)
    publish_draft(draft.pk, by=cast.reviewer, version=draft.version, ticks=ticks("F-03"))
    assert set(Endorsement.objects.values_list("round", flat=True)) == {1, 2}


def test_a_return_needs_a_reason_without_numbers_in_it(cast: Cast) -> None:
    draft = submitted(cast, filled(cast, "F-03"))
    for reason in ("", "  ", "王某电话13800138000", "长" * 501, "空\x00字符"):
        with pytest.raises(Invalid):
            return_draft(draft.pk, by=cast.reviewer, reason=reason, version=draft.version)


def test_a_correction_is_a_new_revision_and_the_old_one_stays(cast: Cast) -> None:
    first = published(cast, filled(cast, "V-10"))
    draft = start_correction(first.record_id, by=cast.clerk, reason="有一户人数登记错了")
    content = draft.content
    rows = [{**row, "id_number": "", "bank_account": ""} for row in content["rows"]]
    rows[0]["persons"] = "3"
    counted = {"households", "persons", "total_amount"}
    fields = {key: value for key, value in content["fields"].items() if key not in counted}
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(fields, rows[:2]))
    second = published(cast, draft)
    record = Record.objects.get(pk=first.record_id)
    assert (record.status, record.revision_id, second.number, second.kind) == ("corrected", second.pk, 2, "correction")
    assert len(first.payload.content["rows"]) == 3
    kept = second.payload.content["rows"]
    assert [row["id"] for row in kept] == ["r1", "r2"]
    assert kept[0]["id_number"] == first.payload.content["rows"][0]["id_number"]
    assert kept[0]["persons"] == 3
    assert record.obligation.met_on == TODAY


def test_a_correction_begun_by_mistake_is_discarded_and_what_is_public_stays(cast: Cast) -> None:
    first = published(cast, filled(cast, "F-03"))
    before = Record.objects.values().get(pk=first.record_id)
    draft = start_correction(first.record_id, by=cast.clerk, reason="看错了，以为少一笔")
    with pytest.raises(NotAllowed):
        discard_draft(draft.pk, by=cast.secretary, version=draft.version)
    with pytest.raises(NotAllowed):
        discard_draft(draft.pk, by=cast.staff(Role.CLERK, AOHANTUN), version=draft.version)
    discard_draft(draft.pk, by=cast.clerk, version=draft.version)
    assert Record.objects.values().get(pk=first.record_id) == before
    assert Revision.objects.count() == RevisionPayload.objects.count() == 1
    steps = timeline.of(first.record).values_list("action", "old", "new")
    assert list(steps)[-2:] == [("start_correction", "", ""), ("discard", "draft", "discarded")]
    assert start_correction(first.record_id, by=cast.clerk, reason="这回真少一笔").is_correction


def test_a_discarded_draft_leaves_its_record_and_the_duty(cast: Cast) -> None:
    draft = filled(cast, "F-03")
    assert discard_draft(draft.pk, by=cast.clerk, version=draft.version) is None
    record = Record.objects.get(pk=draft.record_id)
    assert (record.status, record.published_at, record.obligation.met_on) == ("discarded", None, None)
    assert list(timeline.of(record).values_list("action", "new")) == [("start", "draft"), ("discard", "discarded")]
    assert not Record.objects.known().exists()
    again = published(cast, filled(cast, "F-03"))
    assert Record.objects.get(pk=again.record_id).obligation_id == record.obligation_id
    with pytest.raises(Absent):
        discard_draft(draft.pk, by=cast.clerk, version=draft.version)


def test_the_page_names_who_signed_what_is_shown_and_not_what_is_still_being_signed(cast: Cast) -> None:
    record = published(cast, filled(cast, "F-03")).record
    shown = signatures_of(record)
    assert len(shown) > 2
    draft = submitted(cast, start_correction(record.pk, by=cast.clerk, reason="补一笔"))
    with clock.at(NOW + timedelta(hours=1)):
        endorse_draft(draft.pk, by=cast.secretary, role=Role.SECRETARY, version=draft.version)
    assert signatures_of(record) == shown


def test_a_row_number_once_published_is_never_given_to_another_row(cast: Cast) -> None:
    first = published(cast, filled(cast, "F-03"))
    draft = start_correction(first.record_id, by=cast.clerk, reason="删掉一笔再补一笔")
    content = draft.content
    for row in content["rows"]:
        del row["payee_account"]
    draft = save_draft(
        draft.pk, by=cast.clerk, version=draft.version, typed=Typed(content["fields"], content["rows"][:2])
    )
    fresh = {key: value for key, value in content["rows"][2].items() if key != "id"}
    draft = save_draft(
        draft.pk, by=cast.clerk, version=draft.version, typed=Typed(content["fields"], [*content["rows"][:2], fresh])
    )
    assert [row["id"] for row in draft.content["rows"]] == ["r1", "r2", "r4"]


def test_a_withdrawal_leaves_a_tombstone_and_the_duty(cast: Cast) -> None:
    revision = published(cast, filled(cast, "F-03"))
    before = Record.objects.get(pk=revision.record_id).obligation
    withdraw_record(revision.record_id, by=cast.reviewer, reason="附注里写了住址", ground=Ground.PRIVACY)
    record = Record.objects.get(pk=revision.record_id)
    assert (record.status, record.summary) == ("withdrawn", "")
    assert Revision.objects.get(current_of=record).kind == "withdrawal"
    assert (record.obligation.met_on, record.obligation.due_on) == (None, before.due_on)
    assert not RecordRow.objects.filter(record=record).exists()
    counter = DisclosureCount.objects.get(village_id=LIUJIAWOBU, category="finance", due_on=before.due_on)
    assert counter.met_on_time + counter.met_late == 0
    again = published(cast, filled(cast, "F-03"))
    assert again.record_id != revision.record_id
    assert Record.objects.get(pk=again.record_id).obligation_id == before.pk


def test_a_withdrawal_on_request_waits_for_the_secretary(cast: Cast) -> None:
    revision = published(cast, filled(cast, "F-03"))
    with pytest.raises(WrongState, match="书记还没有申请"):
        withdraw_record(revision.record_id, by=cast.reviewer, reason="内容有误", ground=Ground.REQUEST)
    with pytest.raises(NotAllowed):
        ask_withdrawal(revision.record_id, by=cast.clerk, reason="内容有误")
    ask_withdrawal(revision.record_id, by=cast.secretary, reason="内容有误")
    withdraw_record(revision.record_id, by=cast.reviewer, reason="内容有误", ground=Ground.REQUEST)
    with pytest.raises(WrongState):
        withdraw_record(revision.record_id, by=cast.reviewer, reason="再撤一次", ground=Ground.PRIVACY)
