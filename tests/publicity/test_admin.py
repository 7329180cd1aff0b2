"""The staff's side: one typed form for all 70 items, signatures, publishing; open by postings alone."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from publicity.content import CHILD_SUFFIX, clean_content
from publicity.models import Draft, Obligation
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, LIUJIAWOBU, TODAY, Cast, sign_in
from tests.conftest import DATA
from tests.publicity.chain import filled, obligation, spec, started
from tests.publicity.samples import add_up, typed_content

pytestmark = pytest.mark.django_db
CODES = [item["code"] for item in json.loads(Path(DATA / "catalogue.json").read_text(encoding="utf-8"))]
MISTAKES = "请先改好这几处"


def as_posted(draft: Draft, header: dict[str, str], rows: list[dict[str, Any]], do: str) -> dict[str, str]:
    """Give what a browser sends for the form."""
    sent = {"version": str(draft.version), "do": do, "rows-count": str(len(rows)), **header}
    for place, row in enumerate(rows, start=1):
        sent |= {f"rows-{place}-{key}": str(value) for key, value in row.items()}
    return sent


def address(draft: Draft) -> str:
    """Give the form's address."""
    return reverse("admin:work_draft", kwargs={"draft_id": draft.pk})


def values_in(html: str) -> Iterator[tuple[str, str]]:
    """Read name and value of every input of a page."""
    for tag in re.findall(r"<input [^>]*>", html):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not name[1].endswith("-gone"):
            yield name[1], unescape(value[1]) if value else ""


@pytest.mark.parametrize("code", CODES)
def test_each_item_is_typed_into_one_form_and_stored_exactly(cast: Cast, client: Client, code: str) -> None:
    draft = started(cast, code)
    sign_in(client, cast.staff(Role.CLERK, draft.record.village_id))
    header, rows = typed_content(spec(code), period=draft.record.period)
    page = client.get(address(draft)).content.decode()
    asked = {name for name, _ in values_in(page)} | set(re.findall(r'<(?:select|textarea) name="([^"]+)"', page))
    assert {field.key for field in spec(code).fields if field.type != "file"} <= asked
    answer = client.post(address(draft), as_posted(draft, header, rows, "submit"))
    assert answer.status_code == 302, answer.content.decode()
    stored = Draft.objects.get(pk=draft.pk)
    assert stored.status == "submitted"
    assert stored.content == clean_content(spec(code), header, rows, on=TODAY).content


def test_a_mistake_is_named_with_row_and_field_and_nothing_typed_is_lost(cast: Cast, client: Client) -> None:
    draft = started(cast, "V-10")
    sign_in(client, cast.clerk)
    header, rows = typed_content(spec("V-10"), period=draft.record.period)
    rows[1]["amount"] = "12.345"
    answer = client.post(address(draft), as_posted(draft, header, rows, "save"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert MISTAKES in page
    assert "第2行“月保障金额(元)”：金额最多两位小数" in page
    shown = dict(values_in(page))
    assert shown["rows-2-amount"] == "12.345"
    assert shown["rows-3-name"] == rows[2]["name"]
    assert shown["rows-1-id_number"] == ""
    assert rows[0]["id_number"] not in page
    assert Draft.objects.get(pk=draft.pk).content["rows"] == []
    mended = {name: value for name, value in shown.items() if name != "csrfmiddlewaretoken"}
    selects = {f"rows-{place}-{key}": str(value) for place, row in enumerate(rows, 1) for key, value in row.items()}
    rows[1]["amount"] = "12.34"
    add_up(spec("V-10"), header, rows)
    sent = selects | mended | header | {"rows-2-amount": "12.34", "do": "submit"}
    assert client.post(address(draft), sent).status_code == 302
    expected = clean_content(spec("V-10"), header, rows, on=TODAY)
    assert Draft.objects.get(pk=draft.pk).content == expected.content


def test_a_carried_digest_is_of_no_use_in_another_draft(cast: Cast, client: Client) -> None:
    first = started(cast, "V-10")
    sign_in(client, cast.clerk)
    header, rows = typed_content(spec("V-10"), period=first.record.period)
    page = client.post(address(first), as_posted(first, header, [{**rows[0], "amount": "x"}], "save")).content.decode()
    token = dict(values_in(page))["rows-1-id_number-kept"]
    other = started(cast, "V-11")
    _, lines = typed_content(spec("V-11"), period=other.record.period)
    line = {**lines[0], "id_number": "", "id_number-kept": token}
    client.post(address(other), as_posted(other, {}, [line], "save"))
    assert "id_number" not in Draft.objects.get(pk=other.pk).content["rows"][0]


def test_rows_are_added_and_removed_without_javascript(cast: Cast, client: Client) -> None:
    draft = started(cast, "F-03")
    sign_in(client, cast.clerk)
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    page = client.post(address(draft), as_posted(draft, header, rows, "add")).content.decode()
    assert dict(values_in(page))["rows-count"] == "8"
    assert dict(values_in(page))["rows-3-summary"] == rows[2]["summary"]
    assert Draft.objects.get(pk=draft.pk).version == draft.version
    client.post(address(draft), as_posted(draft, header, [rows[0], {**rows[1], "gone": "1"}, rows[2]], "save"))
    kept = Draft.objects.get(pk=draft.pk).content["rows"]
    assert [row["summary"] for row in kept] == [rows[0]["summary"], rows[2]["summary"]]


def test_editing_shows_registered_and_a_blank_keeps_the_number(cast: Cast, client: Client) -> None:
    draft = filled(cast, "V-10")
    sign_in(client, cast.clerk)
    page = client.get(address(draft)).content.decode()
    assert "已登记，不改请留空" in page
    assert "hmac-sha256" not in page
    before = draft.content["rows"]
    sent = [{**row, "id_number": "", "bank_account": ""} for row in before]
    client.post(address(draft), as_posted(draft, draft.content["fields"], sent, "save"))
    after = Draft.objects.get(pk=draft.pk).content["rows"]
    assert [row["id_number"] for row in after] == [row["id_number"] for row in before]
    assert [row["id_number" + CHILD_SUFFIX] for row in after] == [False] * 3


def test_a_replayed_form_changes_nothing_and_shows_what_was_typed(cast: Cast, client: Client) -> None:
    draft = started(cast, "F-03")
    sign_in(client, cast.clerk)
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    sent = as_posted(draft, header, rows, "save")
    client.post(address(draft), sent)
    answer = client.post(address(draft), {**sent, "rows-1-summary": "改成别的"})
    assert answer.status_code == 409
    assert "改成别的" in answer.content.decode()
    assert Draft.objects.get(pk=draft.pk).content["rows"][0]["summary"] == rows[0]["summary"]


@pytest.mark.parametrize("number", ["abc", "", "9" * 12, "-1", "１２"])
def test_nonsense_in_hidden_fields_is_no_server_error(cast: Cast, client: Client, number: str) -> None:
    draft = started(cast, "F-03")
    sign_in(client, cast.clerk)
    answer = client.post(address(draft), {"version": number, "rows-count": number, "do": "save"})
    assert answer.status_code == 409


def test_gaps_are_named_when_submitting(cast: Cast, client: Client) -> None:
    draft = started(cast, "F-03")
    sign_in(client, cast.clerk)
    answer = client.post(address(draft), as_posted(draft, {"month": draft.record.period}, [], "submit"))
    assert answer.status_code == 400
    assert "“期初余额(元)”：还没有填写，这是必填项。" in answer.content.decode()


# --- Who sees what -----------------------------------------------------------------------------------------------------


def test_a_clerk_sees_only_the_posted_subtree(cast: Cast, client: Client) -> None:
    draft = filled(cast, "F-03")
    sign_in(client, cast.staff(Role.CLERK, AOHANTUN))
    assert client.get(address(draft)).status_code == 404
    assert client.get(reverse("admin:work_review", args=[draft.pk])).status_code == 404
    assert client.post(reverse("admin:work_start", args=[obligation("P-06").pk])).status_code == 404
    assert client.get(reverse("admin:work_record", args=[draft.record_id])).status_code == 404
    assert draft.record.village.name not in client.get(reverse("admin:index")).content.decode()


def test_an_expired_posting_closes_the_door(cast: Cast, client: Client) -> None:
    sign_in(client, cast.clerk)
    assert client.get(reverse("admin:index")).status_code == 200
    cast.clerk.postings.update(until_day=TODAY.replace(day=16))
    assert client.get(reverse("admin:index")).status_code == 302


def test_residents_do_not_enter(cast: Cast, client: Client) -> None:
    sign_in(client, cast.resident())
    assert client.get(reverse("admin:index")).status_code == 302


def test_administrators_see_no_content(cast: Cast, client: Client) -> None:
    draft = filled(cast, "F-03")
    for admin in (cast.system_admin, cast.security_admin, cast.auditor):
        sign_in(client, admin)
        assert client.get(reverse("admin:work_review", args=[draft.pk])).status_code == 404
        assert client.get(reverse("admin:publicity_record_changelist")).status_code == 403


def test_the_first_page_lists_what_is_owed_by_due_day(cast: Cast, client: Client) -> None:
    obligation("F-03")
    sign_in(client, cast.clerk)
    page = client.get(reverse("admin:index")).content.decode()
    due = list(
        Obligation.objects.filter(region_id=LIUJIAWOBU, period_end__lte=TODAY).order_by("due_on", "item__position")
    )
    places = [page.index(f"work/obligations/{one.pk}/start/") for one in due]
    assert places == sorted(places)
    assert len(places) > 10


def test_the_first_page_asks_few_questions(cast: Cast, client: Client, django_assert_max_num_queries: Any) -> None:
    obligation("F-03")
    sign_in(client, cast.clerk)
    client.get(reverse("admin:index"))
    with django_assert_max_num_queries(32):
        client.get(reverse("admin:index"))


def test_the_header_leads_to_our_own_password_page_and_the_stock_one_is_gone(cast: Cast, client: Client) -> None:
    sign_in(client, cast.clerk)
    header = client.get("/admin/").content.decode().split('id="user-tools"')[1].split("</header>")[0]
    assert f'href="{reverse("account_change_password")}"' in header
    assert client.get("/admin/password_change/").status_code == 404


def test_only_our_own_lists_stand_in_the_admin() -> None:
    assert {model._meta.label for model in site._registry} == {"publicity.Record"}
