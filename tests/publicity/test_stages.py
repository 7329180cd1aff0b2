"""Stages of one matter are revisions of one record, each dated stage with its own deadline."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publicity.actions.corrections import Ground, start_correction, withdraw_record
from publicity.actions.drafts import Typed, discard_draft, save_draft, start_draft, start_event_draft
from publicity.actions.stages import report_stage
from publicity.dated_stages import passed_over, stages_told
from publicity.models import DisclosureCount, Draft, Obligation, Record, Revision
from publicity.queries.work import owed_by
from sanshu.core.errors import Conflict, Invalid, NotAllowed, WrongState
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, LIUJIAWOBU, TODAY, Cast, sign_in
from tests.publicity.chain import EVENT_DAY, published, spec
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db
CONTRACT = EVENT_DAY + timedelta(days=4)
Row = dict[str, Any]


def row(stage: str, on: date, *, number: str = "") -> Row:
    """Give one typed row of a project."""
    return {"id": number, "stage": stage, "date": on.isoformat(), "content": f"{stage}：已按程序办完。"}


DECIDED = row("立项决策", EVENT_DAY - timedelta(days=9))
TENDER = row("招标(比选)公告", EVENT_DAY)


def typed(rows: list[Row]) -> Typed:
    """Give a project as a clerk types it, with these rows."""
    fields, _rows = typed_content(spec("F-15"))
    return Typed(fields, rows)


def project(cast: Cast, *rows: Row) -> Record:
    """Publish a project that began on EVENT_DAY, with the stages it had come to."""
    draft = start_event_draft(LIUJIAWOBU, "F-15", happened_on=EVENT_DAY, by=cast.clerk, at=None)
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=typed(list(rows or (DECIDED, TENDER))))
    return Record.objects.get(pk=published(cast, draft).record_id)


def written(cast: Cast, draft: Draft, *changed: Row) -> Revision:
    """Complete a draft's rows as a clerk would, put others at the end, and take it to publication."""
    rows = [{"content": "按程序办完。", **one} for one in draft.content["rows"]]
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=typed([*rows, *changed]))
    return published(cast, draft)


def stages() -> list[tuple[str, str, str]]:
    """List every stage that is owed or was: name, day, state today."""
    owed = Obligation.objects.filter(stage_of__isnull=False).order_by("period_end", "pk")
    return [(one.stage, one.period, str(one.state(TODAY))) for one in owed]


def counters_are_right() -> None:
    """The counters agree with the facts: the command exits with an error where they do not."""
    call_command("rebuild_statistics", "--check")


def test_a_reported_stage_is_owed_from_its_own_day_and_met_by_a_revision_of_the_same_record(cast: Cast) -> None:
    record = project(cast)
    draft = report_stage(record.pk, stage="合同签订", happened_on=CONTRACT, by=cast.clerk)
    owed = Obligation.objects.get(stage="合同签订")
    assert (owed.due_on, owed.met_on, owed.stage_of) == (CONTRACT + timedelta(days=7), None, record.obligation)
    counters_are_right()
    second = written(cast, draft)
    owed.refresh_from_db()
    record.refresh_from_db()
    assert (owed.met_on, owed.met_how) == (TODAY, "record")
    assert (second.record_id, second.number, second.kind) == (record.pk, 2, "stage")
    assert (record.status, record.revision_id) == ("published", second.pk)
    assert [one["stage"] for one in second.payload.content["rows"]] == ["立项决策", "招标(比选)公告", "合同签订"]
    assert [one["id"] for one in second.payload.content["rows"]] == ["r1", "r2", "r3"]
    counters_are_right()
    call_command("verify_history")


def test_what_came_before_the_event_is_covered_by_the_events_own_deadline(cast: Cast) -> None:
    project(cast)
    assert stages() == []


def test_a_stage_told_after_its_day_is_late_by_its_own_deadline(cast: Cast) -> None:
    record = project(cast, row("立项决策", date(2026, 11, 9)))
    Obligation.objects.filter(pk=record.obligation_id).update(period_end=date(2026, 10, 20))
    draft = report_stage(record.pk, stage="中标公示", happened_on=date(2026, 11, 1), by=cast.clerk)
    assert stages() == [("中标公示", "2026-11-01", "overdue")]
    written(cast, draft)
    assert ("中标公示", "2026-11-01", "late") in stages()
    counters_are_right()


def test_a_stage_nobody_reported_has_its_deadline_too(cast: Cast) -> None:
    record = project(cast, DECIDED, row("合同签订", CONTRACT))
    assert stages() == [("合同签订", CONTRACT.isoformat(), "met")]
    correction = start_correction(record.pk, by=cast.clerk, reason="漏写了开工")
    written(cast, correction, row("开工", CONTRACT + timedelta(days=1)))
    assert [stage for stage, _day, _state in stages()] == ["合同签订", "开工"]
    counters_are_right()


def test_correcting_the_day_of_a_stage_makes_no_new_stage(cast: Cast) -> None:
    record = project(cast, DECIDED, row("合同签订", CONTRACT))
    correction = start_correction(record.pk, by=cast.clerk, reason="日期写错了一天")
    rows = [dict(one) for one in correction.content["rows"]]
    rows[1]["date"] = (CONTRACT + timedelta(days=1)).isoformat()
    draft = save_draft(correction.pk, by=cast.clerk, version=correction.version, typed=typed(rows))
    assert published(cast, draft).kind == "correction"
    assert stages() == [("合同签订", CONTRACT.isoformat(), "met")]


def test_a_day_typed_anew_while_writing_meets_the_stage_that_was_reported(cast: Cast) -> None:
    draft = report_stage(project(cast).pk, stage="合同签订", happened_on=CONTRACT, by=cast.clerk)
    rows = [{"content": "签了。", **one} for one in draft.content["rows"]]
    rows[-1]["date"] = (CONTRACT + timedelta(days=1)).isoformat()
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=typed(rows))
    published(cast, draft)
    assert stages() == [("合同签订", CONTRACT.isoformat(), "met")]


def test_a_draft_without_the_stage_it_reports_is_not_sent(cast: Cast) -> None:
    draft = report_stage(project(cast).pk, stage="合同签订", happened_on=CONTRACT, by=cast.clerk)
    rows = [dict(one) for one in draft.content["rows"][:2]]
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=typed(rows))
    with pytest.raises(Invalid, match="报告的阶段还没有写") as refused:
        published(cast, draft)
    assert refused.value.errors == {"rows": ["明细里没有“合同签订”这一行，请补上这一阶段。"]}


def test_a_discarded_stage_is_still_owed_and_is_written_from_the_list(cast: Cast) -> None:
    record = project(cast)
    draft = report_stage(record.pk, stage="合同签订", happened_on=CONTRACT, by=cast.clerk)
    owed = Obligation.objects.get(stage="合同签订")
    assert [one.draft for one in owed_by(cast.clerk, on=TODAY) if one.obligation == owed] == [draft]
    discard_draft(draft.pk, by=cast.clerk, version=draft.version)
    assert Record.objects.get(pk=record.pk).status == "published"
    assert [one.draft for one in owed_by(cast.clerk, on=TODAY) if one.obligation == owed] == [None]
    again = start_draft(owed.pk, by=cast.clerk)
    assert (again.record_id, again.stage, again.kind) == (record.pk, owed, "stage")
    assert again.content["rows"][-1] == {"id": "r3", "stage": "合同签订", "date": CONTRACT.isoformat()}


def test_a_withdrawal_returns_every_stage_to_unmet_and_the_next_record_meets_them(cast: Cast) -> None:
    record = project(cast, DECIDED, row("合同签订", CONTRACT))
    withdraw_record(record.pk, by=cast.reviewer, reason="写了住址", ground=Ground.PRIVACY)
    assert [state for _stage, _day, state in stages()] == ["due"]
    counters_are_right()
    owed = Obligation.objects.get(stage="合同签订")
    with pytest.raises(WrongState, match="先公开它"):
        start_draft(owed.pk, by=cast.clerk)
    draft = start_draft(record.obligation_id, by=cast.clerk)
    rows = [DECIDED, row("合同签订", CONTRACT)]
    published(cast, save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=typed(rows)))
    assert stages() == [("合同签订", CONTRACT.isoformat(), "met")]
    counters_are_right()


def test_bad_reports_are_refused_in_words_and_open_nothing(cast: Cast) -> None:
    record = project(cast)

    def report(stage: str = "合同签订", on: date = CONTRACT, by: Any = None) -> Draft:
        return report_stage(record.pk, stage=stage, happened_on=on, by=by or cast.clerk)

    for stage, on in (("剪彩", CONTRACT), ("合同签订", EVENT_DAY), ("合同签订", TODAY + timedelta(days=1))):
        with pytest.raises(Invalid):
            report(stage, on)
    for person in (cast.secretary, cast.staff(Role.CLERK, AOHANTUN)):
        with pytest.raises(NotAllowed):
            report(by=person)
    assert stages() == []
    assert not Draft.objects.filter(record=record).exists()
    draft = report()
    with pytest.raises(Conflict, match="已经有一份稿件在办"):
        report("开工", CONTRACT)
    written(cast, draft)
    with pytest.raises(Conflict, match="已经公开过了"):
        report()
    assert DisclosureCount.objects.filter(village_id=LIUJIAWOBU, due_on=CONTRACT + timedelta(days=7)).get().owed == 1


def test_the_database_keeps_one_row_a_stage(cast: Cast) -> None:
    report_stage(project(cast).pk, stage="合同签订", happened_on=CONTRACT, by=cast.clerk)
    owed = Obligation.objects.get(stage="合同签订")
    owed.pk, owed.serial = None, owed.serial + 1
    with pytest.raises(IntegrityError, match="publicity_obligation_stage_once"), transaction.atomic():
        owed.save(force_insert=True)
    owed.stage = ""
    with pytest.raises(IntegrityError, match="publicity_obligation_stage_says_which"), transaction.atomic():
        owed.save(force_insert=True)


def test_the_clerk_reports_the_next_stage_on_the_records_own_page(cast: Cast, client: Client) -> None:
    record = project(cast)
    sign_in(client, cast.clerk)
    assert f"/admin/work/records/{record.pk}/" in client.get(reverse("admin:work_event")).content.decode()
    page = reverse("admin:work_record", args=[record.pk])
    assert "报告这一步，接着写" in client.get(page).content.decode()
    wrong = client.post(page, {"do": "stage", "stage": "合同签订", "happened_on": ""})
    assert (wrong.status_code, "请选择这一步是哪一天发生的" in wrong.content.decode()) == (400, True)
    answer = client.post(page, {"do": "stage", "stage": "合同签订", "happened_on": CONTRACT.isoformat()})
    draft = Draft.objects.get(record=record)
    assert answer.headers["Location"] == reverse("admin:work_draft", args=[draft.pk])
    assert "报告新阶段：合同签订（2026年11月14日）" in client.get(answer.headers["Location"]).content.decode()
    assert "合同签订" in client.get(reverse("admin:index")).content.decode()


def test_the_public_page_shows_the_stages_in_order_and_what_is_missing(cast: Cast, client: Client) -> None:
    record = project(cast)
    address = reverse("record", args=[record.pk])
    tag = client.get(address).headers["ETag"]
    draft = report_stage(record.pk, stage="合同签订", happened_on=CONTRACT, by=cast.clerk)
    part = client.get(address, headers={"If-None-Match": tag}).content.decode().split("进行到哪一步", 1)[1]
    part = part.split("</section>", 1)[0]
    assert "这一步已经发生，应在2026年11月21日前公开" in part
    assert "没有看到这几步：" in part
    assert "预算公示" in part
    written(cast, draft)
    with CaptureQueriesContext(connection) as asked:
        body = client.get(address).content.decode()
    part = body.split("进行到哪一步", 1)[1].split("</section>", 1)[0]
    assert [part.index(name) for name in ("立项决策", "招标(比选)公告", "合同签订")] == sorted(
        part.index(name) for name in ("立项决策", "招标(比选)公告", "合同签订")
    )
    assert "期限2026年11月21日，2026年11月17日公开" in part
    assert sum("stage_of_id" in one["sql"] and "publicity_obligation" in one["sql"] for one in asked) >= 1
    through_time = client.get(reverse("village_item", args=[LIUJIAWOBU, "F-15"])).content.decode()
    assert "2026年11月14日 <span>合同签订</span>" in through_time.replace("<span >", "<span>")
    assert through_time.count(f"/records/{record.pk}/") == 2


@pytest.mark.parametrize(
    ("code", "method", "missed"),
    [
        ("F-15", "公开招标", ["预算公示", "招标(比选)公告", "中标公示"]),
        ("F-15", "直接发包", ["预算公示"]),
        ("F-16", "公开比选", ["采购公告(询价)", "结果公示"]),
        ("F-16", "直接采购", ["结果公示"]),
    ],
)
def test_nobody_misses_the_stages_of_bidding_where_there_were_no_bidders(
    code: str, method: str, missed: list[str]
) -> None:
    first = "立项决策" if code == "F-15" else "需求提出"
    rows = [("r1", row(first, EVENT_DAY)), ("r2", row("合同签订", CONTRACT))]
    assert passed_over(spec(code), {"method": method}, stages_told(spec(code), rows)) == missed


def test_the_api_says_which_stage_is_owed_and_which_record_met_it(cast: Cast, client: Client) -> None:
    record = project(cast)
    draft = report_stage(record.pk, stage="合同签订", happened_on=CONTRACT, by=cast.clerk)
    address = f"/api/v1/obligations/?region={LIUJIAWOBU}&item=F-15&period={CONTRACT.isoformat()}"
    [owed] = client.get(address).json()["results"]
    assert (owed["stage"], owed["state"], owed["record"]) == ("合同签订", "due", None)
    written(cast, draft)
    [owed] = client.get(address).json()["results"]
    assert (owed["stage"], owed["state"], owed["record"]) == ("合同签订", "met", record.pk)
    told = client.get(f"/api/v1/records/{record.pk}/").json()
    assert [one["stage"] for one in told["rows"]] == ["立项决策", "招标(比选)公告", "合同签订"]
    assert [one["kind"] for one in client.get(f"/api/v1/records/{record.pk}/revisions/").json()["results"]] == [
        "stage",
        "publication",
    ]
