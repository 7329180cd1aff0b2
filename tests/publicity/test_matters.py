"""A matter is a thread: decided, the money came, it was paid out; forms offer those still under way."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publicity.actions.corrections import Ground, start_correction, withdraw_record
from publicity.actions.drafts import Typed, save_draft, start_event_draft
from publicity.actions.history import publish_history
from publicity.models import Draft, Matter, Record, RecordRow, Revision
from publicity.queries.matters import open_matters
from publicity.stages import Told, is_open, told
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, LIUJIAWOBU, Cast, sign_in
from tests.publicity.chain import EVENT_DAY, published, spec, started
from tests.publicity.samples import add_up, typed_content
from tests.publicity.test_admin import address, as_posted
from tests.publicity.test_history import finished

pytestmark = pytest.mark.django_db
NUMBER = "二政备〔2026〕7号"
TITLE = "三组排水沟整修"
HELP = "新编号照样能公开"


def begun(cast: Cast, code: str, *, unit: int = LIUJIAWOBU) -> Draft:
    """Begin a disclosure of an event in a unit."""
    return start_event_draft(unit, code, happened_on=EVENT_DAY, by=cast.staff(Role.CLERK, unit), at=None)


def made_public(cast: Cast, draft: Draft, **header: str) -> Record:
    """Fill a draft in as a clerk would, with some fields so (`all_paid`: nobody waits), and take it to publication."""
    item = draft.record.item.code
    fields, rows = typed_content(spec(item), period=draft.record.period)
    if header.pop("all_paid", ""):
        rows = [{**row, "status": "已发放"} for row in rows]
        add_up(spec(item), fields, rows)
    clerk = cast.staff(Role.CLERK, draft.record.village_id)
    kept = [{**row, "id": f"r{place}"} for place, row in enumerate(rows, start=1)]
    typed = Typed({**fields, **header}, kept)
    draft = save_draft(draft.pk, by=clerk, version=draft.version, typed=typed)
    return Record.objects.get(pk=published(cast, draft).record_id)


def resolved(cast: Cast, *, unit: int = LIUJIAWOBU, **header: str) -> Record:
    """Publish a resolution that is being carried out."""
    known = {"filed_no": NUMBER, "title": TITLE, "impl_status": "实施中"}
    return made_public(cast, begun(cast, "V-04", unit=unit), **{**known, **header})


def offered(village: int = LIUJIAWOBU) -> list[str]:
    return [matter.number for matter in open_matters(village)]


# --- The form offers ---------------------------------------------------------------------------------------------------


def test_the_form_offers_the_open_matters_with_kind_and_title(cast: Cast, client: Client) -> None:
    resolved(cast)
    draft = started(cast, "F-19")
    sign_in(client, cast.clerk)
    page = client.get(address(draft)).content.decode()
    assert f'<option value="{NUMBER}">决议：{TITLE}</option>' in page
    assert f"<strong>{NUMBER}</strong> 决议：{TITLE}" in page
    assert '<input type="text" name="decision_ref" id="id_decision_ref" list="matters"' in page
    assert HELP in page
    header, rows = typed_content(spec("F-19"))
    sent = as_posted(draft, {**header, "decision_ref": NUMBER}, rows, "save")
    assert client.post(address(draft), sent).status_code == 302
    again = client.get(address(draft)).content.decode()
    assert f'id="id_decision_ref_note">决议：{TITLE}</p>' in again
    record = made_public(cast, Draft.objects.get(pk=draft.pk), decision_ref=NUMBER)
    assert record.matter == Matter.objects.get(village_id=LIUJIAWOBU, number=NUMBER)


def test_rows_are_offered_the_same_list(cast: Cast, client: Client) -> None:
    resolution = resolved(cast)
    draft = started(cast, "F-08")
    sign_in(client, cast.clerk)
    page = client.get(address(draft)).content.decode()
    assert page.count("<datalist") == 1
    assert page.count('list="matters"') == 2 * 3
    assert HELP in page
    header, rows = typed_content(spec("F-08"))
    lines = [{**row, "decision_ref": NUMBER} for row in rows]
    client.post(address(draft), as_posted(draft, header, lines, "save"))
    revision = published(cast, Draft.objects.get(pk=draft.pk))
    assert set(RecordRow.objects.filter(record=revision.record_id).values_list("matter", flat=True)) == {
        resolution.matter_id
    }


def test_a_new_number_is_kept_and_said_to_be_new(cast: Cast, client: Client) -> None:
    draft = started(cast, "F-19")
    sign_in(client, cast.clerk)
    header, rows = typed_content(spec("F-19"))
    client.post(address(draft), as_posted(draft, {**header, "decision_ref": "还没公开的号"}, rows, "save"))
    page = client.get(address(draft)).content.decode()
    assert "还没有公开过这个编号的决议、资金或项目" in page
    assert "本村没办完的事项：0件" in page
    assert Draft.objects.get(pk=draft.pk).content["fields"]["decision_ref"] == "还没公开的号"


def test_a_number_too_long_is_named_with_row_and_field(cast: Cast, client: Client) -> None:
    draft = started(cast, "F-08")
    sign_in(client, cast.clerk)
    header, rows = typed_content(spec("F-08"))
    lines = [rows[0], {**rows[1], "decision_ref": "号" * 61}]
    answer = client.post(address(draft), as_posted(draft, header, lines, "save"))
    assert answer.status_code == 400
    assert "第2行“决议或方案”：最多 60 个字，现在有 61 个字，请缩短。" in answer.content.decode()


def test_an_item_that_refers_to_nothing_offers_nothing(cast: Cast, client: Client) -> None:
    resolved(cast)
    sign_in(client, cast.clerk)
    page = client.get(address(started(cast, "F-03"))).content.decode()
    assert "<datalist" not in page
    assert TITLE not in page


def test_only_the_own_villages_matters_are_offered(cast: Cast, client: Client) -> None:
    resolved(cast, unit=AOHANTUN, title="敖汉屯的水渠")
    sign_in(client, cast.clerk)
    page = client.get(address(started(cast, "F-19"))).content.decode()
    assert "敖汉屯的水渠" not in page
    assert NUMBER not in page
    assert offered(AOHANTUN) == [NUMBER]


def test_the_form_asks_the_same_few_questions_however_many_rows_and_matters(cast: Cast, client: Client) -> None:
    draft = started(cast, "F-08")
    sign_in(client, cast.clerk)
    counts = []
    for size in (1, 40):
        header, rows = typed_content(spec("F-08"), rows=size)
        client.post(address(draft), as_posted(Draft.objects.get(pk=draft.pk), header, rows, "save"))
        resolved(cast, filed_no=f"二政备〔2026〕{size}号")
        with CaptureQueriesContext(connection) as asked:
            client.get(address(draft))
        counts.append(len(asked))
    # Four for matters: the village's, what disclosures say of them, what rows join to them, the numbers typed.
    assert counts == [14, 14]


# --- What is still under way -------------------------------------------------------------------------------------------


def test_a_matter_is_offered_until_what_came_is_paid_out(cast: Cast) -> None:
    resolved(cast)
    assert offered() == [NUMBER]
    owed = made_public(cast, begun(cast, "F-09"), plan_meeting=NUMBER)
    assert offered() == [NUMBER]
    correction = start_correction(owed.pk, by=cast.clerk, reason="都发到户了")
    made_public(cast, correction, all_paid="是", plan_meeting=NUMBER, unpaid_reason="")
    assert offered() == []


@pytest.mark.parametrize("status", ["已完成", "终止"])
def test_what_the_village_says_is_finished_or_stopped_is_not_offered(cast: Cast, status: str) -> None:
    resolved(cast, impl_status=status)
    assert offered() == []


def test_what_was_taken_down_is_offered_no_more(cast: Cast) -> None:
    resolution = resolved(cast)
    withdraw_record(resolution.pk, by=cast.reviewer, reason="标题里写了住址", ground=Ground.PRIVACY)
    assert offered() == []


def test_a_record_is_not_offered_the_matter_it_opened(cast: Cast, client: Client) -> None:
    fund = made_public(cast, begun(cast, "F-08"), doc_no="康财农〔2026〕5号")
    assert offered() == ["康财农〔2026〕5号"]
    sign_in(client, cast.clerk)
    correction = start_correction(fund.pk, by=cast.clerk, reason="补一笔")
    page = client.get(address(correction)).content.decode()
    assert "<option" not in page.split("<datalist", 1)[1].split("</datalist>", 1)[0]


def test_a_project_belongs_to_the_thread_of_its_resolution(cast: Cast, client: Client) -> None:
    resolution = resolved(cast)
    project = made_public(cast, begun(cast, "F-15"), decision_ref=NUMBER, final_price="100.00", paid_total="20.00")
    assert project.matter == resolution.matter
    page = client.get(reverse("record", args=[project.pk])).content.decode()
    assert f"/records/{resolution.pk}/" in page.split("这件事的来龙去脉", 1)[1]
    alone = made_public(cast, begun(cast, "F-15"), decision_ref="没有公开的决议", project_no="工〔2026〕1号")
    assert alone.matter == Matter.objects.get(kind="project", number="工〔2026〕1号")


def test_what_named_a_number_before_its_matter_was_opened_joins_it_the_moment_it_opens(
    cast: Cast, client: Client
) -> None:
    owed = made_public(cast, begun(cast, "F-09"), plan_meeting=NUMBER)
    elsewhere = made_public(cast, begun(cast, "F-09", unit=AOHANTUN), plan_meeting=NUMBER)
    other = made_public(cast, begun(cast, "F-19"), decision_ref="另一个号", name=NUMBER)
    fund = started(cast, "F-08")
    fields, rows = typed_content(spec("F-08"))
    lines = [{**rows[0], "decision_ref": NUMBER}, *rows[1:]]
    fund = save_draft(fund.pk, by=cast.clerk, version=fund.version, typed=Typed(fields, lines))
    paid = published(cast, fund).record
    before = list(Revision.objects.order_by("pk").values())
    tag = client.get(reverse("record", args=[owed.pk])).headers["ETag"]
    resolution = resolved(cast)
    assert before == list(Revision.objects.filter(pk__lte=before[-1]["id"]).order_by("pk").values())
    for record in (owed, elsewhere, other):
        record.refresh_from_db()
    assert owed.matter == resolution.matter
    assert elsewhere.matter is other.matter is None
    assert list(paid.rows.filter(matter=resolution.matter).values_list("row_id", flat=True)) == ["r1"]
    answer = client.get(reverse("record", args=[owed.pk]), headers={"If-None-Match": tag})
    thread = answer.content.decode().split("这件事的来龙去脉", 1)[1]
    assert all(f"/records/{record.pk}/" in thread for record in (resolution, paid))


def test_a_project_published_before_its_resolution_moves_to_the_resolutions_thread(cast: Cast) -> None:
    project = made_public(cast, begun(cast, "F-15"), decision_ref=NUMBER, project_no="工〔2026〕9号")
    lease = made_public(cast, begun(cast, "F-19"), decision_ref="工〔2026〕9号")
    assert project.matter == lease.matter == Matter.objects.get(kind="project")
    resolution = resolved(cast)
    for record in (project, lease):
        record.refresh_from_db()
    assert project.matter == lease.matter == resolution.matter


def test_history_told_out_of_order_joins_too(cast: Cast) -> None:
    paid, decided = finished(cast, "F-09", "2026-10-20", day=2), finished(cast, "V-04", "2026-10-19", day=5)
    told = [
        replace(paid, fields={**paid.fields, "plan_meeting": NUMBER}),
        replace(decided, fields={**decided.fields, "filed_no": NUMBER}),
    ]
    records = publish_history(LIUJIAWOBU, told)
    assert [record.item.code for record in records] == ["F-09", "V-04"]
    assert set(Record.objects.values_list("matter__number", flat=True)) == {NUMBER}


def test_opening_a_matter_costs_one_question_more_however_much_waits(cast: Cast) -> None:
    counts = []
    for waiting in (1, 3):
        for _each in range(waiting):
            made_public(cast, begun(cast, "F-19"), decision_ref=f"号{waiting}", name="无")
        draft = begun(cast, "V-04")
        with CaptureQueriesContext(connection) as asked:
            made_public(cast, draft, filed_no=f"号{waiting}", title=TITLE, impl_status="实施中")
        counts.append(sum("jsonb_path_exists" in one["sql"] for one in asked))
    assert counts == [1, 1]


def test_two_resolutions_never_share_a_number_given_by_the_portal(cast: Cast) -> None:
    typed = resolved(cast, filed_no="决议〔2026〕2号")
    given = [resolved(cast, filed_no="").matter for _ in range(2)]
    numbers = [matter.number for matter in given if matter]
    assert numbers == ["决议〔2026〕1号", "决议〔2026〕3号"]
    assert typed.matter not in given


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        ("resolution", [("V-04", {"impl_status": "未实施"})], True),
        ("resolution", [("V-04", {}), ("F-10", {})], False),
        ("resolution", [("V-04", {}), ("F-08", {"closing_balance": "0.00", "expense_total": "5.00"})], False),
        ("resolution", [("V-04", {"impl_status": "已完成"}), ("F-09", {"unpaid_total": "0.01"})], True),
        ("resolution", [("V-04", {"impl_status": "已完成"}), ("F-15", {"paid_total": "3.00"})], True),
        ("fund", [("F-08", {"closing_balance": "0.00", "expense_total": "0.00"})], True),
        ("fund", [("F-08", {"closing_balance": "0.00", "expense_total": "7.00"})], False),
        ("project", [("F-15", {"final_price": "9.00", "paid_total": "8.99"})], True),
        ("project", [("F-15", {"final_price": "9.00", "paid_total": "9.00"})], False),
        ("project", [("F-15", {})], True),
        ("resolution", [], True),
    ],
)
def test_stages_say_whether_a_matter_is_under_way(
    kind: str, said: list[tuple[str, dict[str, Any]]], *, expected: bool
) -> None:
    assert is_open(kind, [told(code, header) for code, header in said]) is expected


def test_an_item_without_stages_tells_nothing() -> None:
    assert told("V-10", {"unpaid_total": "1.00"}) == Told()
