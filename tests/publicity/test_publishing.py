"""Draft, submit, endorse, publish or return: each by the role that may, and what follows from it."""

import json
from pathlib import Path

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from publicity.actions.corrections import Ground, ask_withdrawal, start_correction, withdraw_record
from publicity.actions.drafts import Typed, save_draft, start_draft, start_event_draft, submit_draft
from publicity.actions.publish import publish_draft
from publicity.actions.signatures import endorse_draft, return_draft
from publicity.canonical import GENESIS
from publicity.models import (
    DisclosureCount,
    Draft,
    Matter,
    Obligation,
    Record,
    RecordRow,
    Revision,
    RevisionPayload,
    VillageState,
)
from publicity.models.record import Endorsement
from sanshu.core import timeline
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed, Stale, WrongState
from sanshu.core.models import Posting, Region, TimelineEntry
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, LIUJIAWOBU, NOW, TODAY, Cast
from tests.conftest import DATA
from tests.publicity.chain import (
    EVENT_DAY,
    endorsed,
    filled,
    obligation,
    published,
    spec,
    started,
    submitted,
    ticks,
    township_of,
)
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db
CODES = [item["code"] for item in json.loads(Path(DATA / "catalogue.json").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("code", CODES)
def test_each_item_goes_from_draft_to_public(cast: Cast, code: str) -> None:
    revision = published(cast, filled(cast, code))
    record = Record.objects.get(pk=revision.record_id)
    assert (record.status, record.revision_id, revision.number) == ("published", revision.pk, 1)
    assert record.summary
    assert record.summary_en
    assert "{" not in record.summary + record.summary_en
    assert record.obligation.met_on == TODAY
    assert not Draft.objects.filter(record=record).exists()
    assert RecordRow.objects.filter(record=record).count() == len(revision.payload.content["rows"])


def test_publishing_asks_the_same_few_questions_however_long_the_list_is(cast: Cast) -> None:
    counts = []
    for rows in (1, 60):
        draft = started(cast, "V-10") if rows == 1 else start_draft(obligation("V-10").pk, by=cast.clerk)
        header, lines = typed_content(spec("V-10"), rows=rows, period=draft.record.period)
        draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, lines))
        draft = endorsed(cast, draft)
        reviewer, seen = cast.reviewer, ticks("V-10")
        with CaptureQueriesContext(connection) as asked:
            publish_draft(draft.pk, by=reviewer, version=draft.version, ticks=seen)
        counts.append(len(asked))
    # Twenty-one, two of them the savepoint that stands for the transaction in a test.
    assert counts == [21, 21]


def test_publishing_moves_counter_chain_and_version_together(cast: Cast) -> None:
    revision = published(cast, filled(cast, "F-03"))
    second = published(cast, filled(cast, "F-03"))
    state = VillageState.objects.get(pk=LIUJIAWOBU)
    assert (revision.place, revision.previous) == (1, GENESIS)
    assert (second.place, second.previous) == (2, revision.digest)
    assert (state.place, state.digest, state.version) == (2, second.digest, 2)
    met = Record.objects.get(pk=revision.record_id).obligation
    counter = DisclosureCount.objects.get(village_id=LIUJIAWOBU, category="finance", due_on=met.due_on)
    assert counter.met_on_time + counter.met_late == 1


def test_the_timeline_tells_every_step(cast: Cast) -> None:
    revision = published(cast, filled(cast, "F-03"))
    record = Record.objects.get(pk=revision.record_id)
    steps = list(timeline.of(record).values_list("action", "old", "new"))
    assert steps == [
        ("start", "", "draft"),
        ("submit", "draft", "submitted"),
        ("endorse", "submitted", "endorsed"),
        ("publish", "endorsed", "published"),
    ]


def test_no_identity_or_account_number_is_kept_anywhere(cast: Cast) -> None:
    _, rows = typed_content(spec("V-10"))
    published(cast, filled(cast, "V-10"))
    numbers = [row[key] for row in rows for key in ("id_number", "bank_account")]
    for model in (RevisionPayload, RecordRow, TimelineEntry, Draft, Record):
        stored = json.dumps(list(map(str, model.objects.values_list())), ensure_ascii=False)
        assert not [number for number in numbers if number in stored], model
    assert all(row.person_digest.startswith("hmac-sha256$") for row in RecordRow.objects.all())


def test_equal_people_have_equal_digests_across_lists(cast: Cast) -> None:
    published(cast, filled(cast, "V-10"))
    published(cast, filled(cast, "V-11"))
    digests = {
        code: set(RecordRow.objects.filter(item__code=code).values_list("person_digest", flat=True))
        for code in ("V-10", "V-11")
    }
    assert digests["V-10"] == digests["V-11"]
    assert len(digests["V-10"]) == 3


@pytest.mark.parametrize("statement", ["UPDATE publicity_revision SET reason = 'x'", "DELETE FROM publicity_revision"])
def test_the_database_refuses_to_change_a_revision(cast: Cast, statement: str) -> None:
    published(cast, filled(cast, "F-03"))
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_to_change_or_delete_a_payload(cast: Cast) -> None:
    revision = published(cast, filled(cast, "F-03"))
    with pytest.raises(InternalError), transaction.atomic():
        RevisionPayload.objects.filter(pk=revision.pk).update(content={})
    with pytest.raises(InternalError), transaction.atomic():
        RevisionPayload.objects.filter(pk=revision.pk).delete()


def test_the_database_refuses_a_second_record_under_one_key(cast: Cast) -> None:
    draft = started(cast, "F-03")
    twin = Record.objects.get(pk=draft.record_id)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_resolution_opens_a_matter_that_later_disclosures_join(cast: Cast) -> None:
    draft = started(cast, "V-04")
    header, rows = typed_content(spec("V-04"))
    header["filed_no"] = "二政备〔2026〕7号"
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows))
    resolution = Record.objects.get(pk=published(cast, draft).record_id)
    assert resolution.matter == Matter.objects.get(village_id=LIUJIAWOBU, kind="resolution", number="二政备〔2026〕7号")
    project = started(cast, "F-19")
    header, rows = typed_content(spec("F-19"))
    header["decision_ref"] = "二政备〔2026〕7号"
    project = save_draft(project.pk, by=cast.clerk, version=project.version, typed=Typed(header, rows))
    assert Record.objects.get(pk=published(cast, project).record_id).matter == resolution.matter


# --- Who may -----------------------------------------------------------------------------------------------------------


def test_nobody_signs_what_they_wrote(cast: Cast) -> None:
    Posting.objects.create(user=cast.clerk, role=Role.SECRETARY, region_id=LIUJIAWOBU, from_day=TODAY)
    draft = submitted(cast, filled(cast, "F-03"))
    with pytest.raises(NotAllowed, match="自己起草"):
        endorse_draft(draft.pk, by=cast.clerk, role=Role.SECRETARY, version=draft.version)


def test_nobody_publishes_what_they_wrote(cast: Cast) -> None:
    Posting.objects.create(
        user=cast.clerk, role=Role.REVIEWER, region_id=cast.reviewer.postings.get().region_id, from_day=TODAY
    )
    draft = endorsed(cast, filled(cast, "F-03"))
    with pytest.raises(NotAllowed, match="自己起草"):
        publish_draft(draft.pk, by=cast.clerk, version=draft.version, ticks=ticks("F-03"))


def test_a_second_writer_may_not_sign_either(cast: Cast) -> None:
    other = cast.staff(Role.CLERK, LIUJIAWOBU)
    helper = cast.secretary
    Posting.objects.create(user=helper, role=Role.CLERK, region_id=LIUJIAWOBU, from_day=TODAY)
    draft = filled(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    draft = save_draft(draft.pk, by=helper, version=draft.version, typed=Typed(header, rows))
    draft = submit_draft(draft.pk, by=other, version=draft.version)
    with pytest.raises(NotAllowed, match="自己起草"):
        endorse_draft(draft.pk, by=helper, role=Role.SECRETARY, version=draft.version)


def test_one_person_does_not_sign_two_stations(cast: Cast) -> None:
    Posting.objects.create(user=cast.secretary, role=Role.OVERSIGHT, region_id=LIUJIAWOBU, from_day=TODAY)
    draft = submitted(cast, filled(cast, "F-03"))
    draft = endorse_draft(draft.pk, by=cast.secretary, role=Role.SECRETARY, version=draft.version)
    with pytest.raises(NotAllowed, match="两个岗位"):
        endorse_draft(draft.pk, by=cast.secretary, role=Role.OVERSIGHT, version=draft.version)


def test_signatures_come_in_any_order_and_only_the_last_endorses(cast: Cast) -> None:
    draft = submitted(cast, filled(cast, "F-03"))
    draft = endorse_draft(draft.pk, by=cast.oversight, role=Role.OVERSIGHT, version=draft.version)
    assert draft.status == "submitted"
    with pytest.raises(Conflict):
        endorse_draft(draft.pk, by=cast.oversight, role=Role.OVERSIGHT, version=draft.version)
    draft = endorse_draft(draft.pk, by=cast.secretary, role=Role.SECRETARY, version=draft.version)
    assert draft.status == "endorsed"


def test_outside_stations_must_be_ticked_before_publishing(cast: Cast) -> None:
    draft = endorsed(cast, filled(cast, "F-03"))
    with pytest.raises(Invalid) as refused:
        publish_draft(draft.pk, by=cast.reviewer, version=draft.version)
    assert "三资" in refused.value.errors["ticks.0"][0]
    publish_draft(draft.pk, by=cast.reviewer, version=draft.version, ticks=ticks("F-03"))
    assert Endorsement.objects.filter(record_id=draft.record_id).count() == 3


def test_a_foreign_posting_may_not_write_sign_or_publish(cast: Cast) -> None:
    stranger = cast.staff(Role.CLERK, AOHANTUN)
    with pytest.raises(NotAllowed, match="没有这个岗位"):
        start_draft(obligation("F-03").pk, by=stranger)
    draft = filled(cast, "F-03")
    with pytest.raises(NotAllowed):
        save_draft(draft.pk, by=stranger, version=draft.version, typed=Typed())
    draft = submitted(cast, draft)
    with pytest.raises(NotAllowed):
        endorse_draft(draft.pk, by=cast.staff(Role.SECRETARY, AOHANTUN), role=Role.SECRETARY, version=draft.version)
    reviewer = cast.staff(Role.REVIEWER, township_of(AOHANTUN))
    with pytest.raises(NotAllowed):
        return_draft(draft.pk, by=reviewer, reason="缺票据", version=draft.version)


def test_an_expired_posting_may_do_nothing(cast: Cast) -> None:
    draft = filled(cast, "F-03")
    cast.clerk.postings.update(until_day=TODAY.replace(day=16))
    with pytest.raises(NotAllowed, match="已到期"):
        submit_draft(draft.pk, by=cast.clerk, version=draft.version)


def test_a_resident_may_not_write(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        start_draft(obligation("F-03").pk, by=cast.resident())


# --- Returning, correcting, withdrawing --------------------------------------------------------------------------------


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
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(content["fields"], rows[:2]))
    second = published(cast, draft)
    record = Record.objects.get(pk=first.record_id)
    assert (record.status, record.revision_id, second.number, second.kind) == ("corrected", second.pk, 2, "correction")
    assert len(first.payload.content["rows"]) == 3
    kept = second.payload.content["rows"]
    assert [row["id"] for row in kept] == ["r1", "r2"]
    assert kept[0]["id_number"] == first.payload.content["rows"][0]["id_number"]
    assert kept[0]["persons"] == 3
    assert record.obligation.met_on == TODAY


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


# --- Nil returns and bad input -----------------------------------------------------------------------------------------


def test_a_nil_return_takes_the_same_signatures(cast: Cast) -> None:
    draft = start_draft(obligation("V-08").pk, by=cast.clerk, is_nil=True)
    revision = published(cast, draft)
    record = Record.objects.get(pk=revision.record_id)
    assert (record.is_nil, record.obligation.met_how, revision.payload.content["rows"]) == (True, "nil", [])
    assert "没有发生" in record.summary
    assert (
        DisclosureCount.objects.get(village_id=LIUJIAWOBU, category="affairs", due_on=record.obligation.due_on).nil == 1
    )


def test_events_take_no_nil_return(cast: Cast) -> None:
    event = Record.objects.get(pk=started(cast, "V-04").record_id).obligation
    Draft.objects.all().delete()
    Record.objects.filter(obligation=event).delete()
    with pytest.raises(Invalid, match="本期无发生"):
        start_draft(event.pk, by=cast.clerk, is_nil=True)


def test_an_event_opens_its_obligation_with_the_next_serial(cast: Cast) -> None:
    first = start_event_draft(LIUJIAWOBU, "V-04", happened_on=EVENT_DAY, by=cast.clerk, at=None)
    second = start_event_draft(LIUJIAWOBU, "V-04", happened_on=EVENT_DAY, by=cast.clerk, at=None)
    assert [first.record.serial, second.record.serial] == [1, 2]
    assert first.record.obligation.due_on.isoformat() == "2026-11-13"


def test_an_event_that_has_not_happened_yet_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        start_event_draft(LIUJIAWOBU, "V-04", happened_on=TODAY.replace(day=18), by=cast.clerk, at=None)
    assert not Obligation.objects.filter(item__code="V-04").exists()


def test_unknown_closed_and_unenrolled_villages_are_told_apart(cast: Cast) -> None:
    with pytest.raises(Absent):
        start_event_draft(210123106999, "V-04", happened_on=EVENT_DAY, by=cast.clerk, at=None)
    owed = obligation("F-03")
    Region.objects.filter(pk=LIUJIAWOBU).update(closed_on=TODAY)
    with pytest.raises(WrongState, match="撤销"):
        start_draft(owed.pk, by=cast.clerk)
    Region.objects.filter(pk=LIUJIAWOBU).update(closed_on=None, live_from=None)
    with pytest.raises(WrongState, match="尚未开通"):
        start_draft(owed.pk, by=cast.clerk)


def test_a_second_record_under_one_key_is_a_conflict(cast: Cast) -> None:
    owed = obligation("F-03")
    start_draft(owed.pk, by=cast.clerk)
    with pytest.raises(Conflict) as refused:
        start_draft(owed.pk, by=cast.clerk)
    assert refused.value.status == 409


def test_a_replayed_form_is_stale(cast: Cast) -> None:
    draft = started(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    version = draft.version
    save_draft(draft.pk, by=cast.clerk, version=version, typed=Typed(header, rows))
    with pytest.raises(Stale) as refused:
        save_draft(draft.pk, by=cast.clerk, version=version, typed=Typed({}, []))
    assert refused.value.status == 409
    assert len(Draft.objects.get(pk=draft.pk).content["rows"]) == 3


def test_what_was_signed_is_what_is_published(cast: Cast) -> None:
    draft = submitted(cast, filled(cast, "F-03"))
    with pytest.raises(Stale):
        endorse_draft(draft.pk, by=cast.secretary, role=Role.SECRETARY, version=draft.version - 1)


def test_gaps_may_be_saved_but_not_submitted(cast: Cast) -> None:
    draft = started(cast, "F-03")
    draft = save_draft(
        draft.pk, by=cast.clerk, version=draft.version, typed=Typed({"month": "2026-10"}, [{"summary": "电费"}])
    )
    with pytest.raises(Invalid) as refused:
        submit_draft(draft.pk, by=cast.clerk, version=draft.version)
    assert refused.value.errors["opening_balance"] == ["“期初余额(元)”：还没有填写，这是必填项。"]
    assert refused.value.errors["rows.1.amount"][0].startswith("第1行“金额(元)”")
    assert Draft.objects.get(pk=draft.pk).status == "draft"


def test_wrong_input_names_row_and_field_and_saves_nothing(cast: Cast) -> None:
    draft = started(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    rows[1]["amount"] = "12.345"
    rows[2]["date"] = "2026-11-18"
    header["opening_balance"] = "一百块钱左右"
    with pytest.raises(Invalid) as refused:
        save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows))
    assert set(refused.value.errors) == {"opening_balance", "rows.2.amount", "rows.3.date"}
    assert refused.value.errors["rows.2.amount"][0].startswith("第2行“金额(元)”：金额最多两位小数")
    assert Draft.objects.get(pk=draft.pk).content == {"fields": {"month": draft.record.period}, "rows": []}


def test_a_draft_under_signature_can_not_be_changed(cast: Cast) -> None:
    draft = submitted(cast, filled(cast, "F-03"))
    with pytest.raises(WrongState):
        save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed())
    assert draft.updated_at == NOW
