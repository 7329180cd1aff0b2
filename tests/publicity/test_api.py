"""The read side of the API: what is shown is what was published, as far as the caller may see it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from publicity.actions.corrections import Ground, start_correction, withdraw_record
from publicity.actions.drafts import start_draft
from publicity.content import CHILD_SUFFIX
from publicity.masking import Viewer, sees_rows
from publicity.models import Item, Obligation, Record
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, KANGPING, LIUJIAWOBU, Cast, sign_in
from tests.conftest import DATA
from tests.publicity.chain import filled, obligation, published, spec, township_of

pytestmark = pytest.mark.django_db
CODES = [item["code"] for item in json.loads(Path(DATA / "catalogue.json").read_text(encoding="utf-8"))]


def get(client: Client, address: str, *, status: int = 200) -> Any:
    """Give the JSON of an answer of that status."""
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"].startswith("application/json" if status == 200 else "application/problem+json")
    return answer.json()


@pytest.mark.parametrize("code", CODES)
def test_the_public_part_of_each_item_comes_out_as_it_went_in(cast: Cast, client: Client, code: str) -> None:
    revision = published(cast, filled(cast, code))
    stored = revision.payload.content
    unit = revision.village_id
    shown = get(client, f"records/{revision.record_id}/")
    openly = {field.key for field in spec(code).fields if field.sensitive == "none" and field.type != "file"}
    assert shown["fields"] == {key: value for key, value in stored["fields"].items() if key in openly}
    assert shown["village"] == f"{unit:012d}"
    row_keys = {field.key for field in spec(code).row_fields if field.sensitive == "none" and not field.is_digested} - {
        field.key for field in spec(code).row_fields if field.type == "file"
    }
    expected = [{"id": row["id"], **{k: v for k, v in row.items() if k in row_keys}} for row in stored["rows"]]
    resident = sign_in(Client(), cast.resident(unit))
    for viewer, caller in ((Viewer.PUBLIC, client), (Viewer.RESIDENT, resident)):
        answer = get(caller, f"records/{revision.record_id}/")
        masked = [{k: v for k, v in row.items() if k in {"id", *row_keys}} for row in answer["rows"]]
        assert masked == (expected if sees_rows(spec(code).visibility, viewer) else [])
        text = json.dumps(answer, ensure_ascii=False)
        assert "hmac-sha256" not in text
        assert CHILD_SUFFIX not in text


@pytest.mark.parametrize("code", ["F-03", "V-13"])
def test_the_file_to_take_away_is_what_the_api_gives_to_each_reader(cast: Cast, client: Client, code: str) -> None:
    record = published(cast, filled(cast, code)).record_id
    for reader in (client, sign_in(Client(), cast.resident()), sign_in(Client(), cast.reviewer)):
        assert reader.get(f"/records/{record}.json").json() == get(reader, f"records/{record}/")


def test_masked_names_lose_one_character_and_officials_see_them_whole(cast: Cast, client: Client) -> None:
    revision = published(cast, filled(cast, "V-12"))
    names = [row["name"] for row in revision.payload.content["rows"]]
    resident = get(sign_in(Client(), cast.resident()), f"records/{revision.record_id}/")["rows"]
    assert all(len(row["name"]) == len(name) and "*" in row["name"] for row, name in zip(resident, names, strict=True))
    reviewer = get(sign_in(client, cast.reviewer), f"records/{revision.record_id}/")["rows"]
    assert [row["name"] for row in reviewer] == names
    assert "reason" not in reviewer[0]


def test_residents_of_another_village_see_no_rows(cast: Cast, client: Client) -> None:
    revision = published(cast, filled(cast, "V-13"))
    for user in (cast.resident(AOHANTUN), cast.staff(Role.CLERK, AOHANTUN), cast.system_admin, cast.auditor):
        answer = get(sign_in(Client(), user), f"records/{revision.record_id}/")
        assert (answer["rows"], answer["rows_hidden"]) == ([], True)


def test_drafts_are_as_absent_as_nothing(cast: Cast, client: Client) -> None:
    draft = filled(cast, "F-03")
    secret = get(sign_in(client, cast.clerk), f"records/{draft.record_id}/", status=404)
    absent = get(client, "records/999999/", status=404)
    assert secret == absent
    assert get(client, "records/")["results"] == []
    assert (
        get(client, f"obligations/?region={LIUJIAWOBU}&item=F-03&period={draft.record.period}")["results"][0]["record"]
        is None
    )


def test_a_withdrawn_record_leaves_its_tombstone(cast: Cast, client: Client) -> None:
    revision = published(cast, filled(cast, "F-03"))
    withdraw_record(revision.record_id, by=cast.reviewer, reason="写了住址", ground=Ground.PRIVACY)
    answer = get(client, f"records/{revision.record_id}/")
    assert (answer["status"], answer["reason"], answer["fields"], answer["rows"]) == ("withdrawn", "写了住址", {}, [])
    assert get(client, "records/")["results"] == []


def test_the_history_of_a_record(cast: Cast, client: Client) -> None:
    revision = published(cast, filled(cast, "F-03"))
    draft = start_correction(revision.record_id, by=cast.clerk, reason="补登一笔")
    published(cast, draft)
    history = get(client, f"records/{revision.record_id}/revisions/")["results"]
    assert [(one["number"], one["kind"], one["reason"], one["is_current"]) for one in history] == [
        (2, "correction", "补登一笔", True),
        (1, "publication", "", False),
    ]
    assert history[1]["digest"] == revision.digest
    assert history[0]["at"].endswith("+08:00")


def test_records_are_narrowed_by_place_item_category_period_and_day(cast: Cast, client: Client) -> None:
    first = Record.objects.get(pk=published(cast, filled(cast, "F-03")).record_id)
    second = Record.objects.get(pk=published(cast, filled(cast, "V-08")).record_id)

    def ids(query: str) -> list[int]:
        return [one["id"] for one in get(client, f"records/?{query}")["results"]]

    assert ids("region=210123") == [first.pk, second.pk]
    assert ids(f"region={AOHANTUN}") == []
    assert ids("item=F-03") == [first.pk]
    assert ids("category=affairs") == [second.pk]
    assert ids(f"period={first.period}&item=F-03") == [first.pk]
    assert ids("published_since=2026-11-17T00:00:00%2B08:00") == [first.pk, second.pk]
    assert ids("published_since=2026-11-18T00:00:00%2B08:00") == []
    assert ids("page_size=1") == [first.pk]


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("records/?region=99", "region"),
        ("records/?region=abc", "region"),
        ("records/?region=%00", "region"),
        ("records/?period=2026-13", "period"),
        ("records/?category=money", "category"),
        ("records/?published_since=gestern", "published_since"),
        ("obligations/?state=done", "state"),
        ("regions/?level=moon", "level"),
        ("regions/?parent=1", "parent"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_refused_by_name(
    cast: Cast, client: Client, address: str, field: str
) -> None:
    problem = get(client, address, status=400)
    assert list(problem["errors"]) == [field]
    assert problem["status"] == 400


def test_obligations_tell_state_and_public_record(cast: Cast, client: Client) -> None:
    record = Record.objects.get(pk=published(cast, filled(cast, "F-03")).record_id)
    start_draft(obligation("V-08").pk, by=cast.clerk)
    met = get(client, f"obligations/?region={LIUJIAWOBU}&item=F-03&period={record.period}")["results"]
    assert met == [
        {
            "region": "210123106207",
            "item": "F-03",
            "period": record.period,
            "serial": 1,
            "due_on": record.obligation.due_on.isoformat(),
            "state": "late",
            "met_on": "2026-11-17",
            "record": record.pk,
            "stage": "",
        }
    ]
    overdue = get(client, f"obligations/?region={KANGPING}&state=overdue&page_size=200")["results"]
    assert overdue
    assert {one["state"] for one in overdue} == {"overdue"}
    assert get(client, f"obligations/?region={LIUJIAWOBU}&state=late")["results"] == met


def test_lists_ask_the_same_few_questions_whatever_they_show(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    published(cast, filled(cast, "F-03"))
    with django_assert_max_num_queries(4):
        assert len(get(client, "obligations/?page_size=200")["results"]) == 200
    with django_assert_max_num_queries(3):
        get(client, "records/")
    with django_assert_max_num_queries(4):
        get(client, f"records/{Record.objects.get().pk}/")


def test_places_are_found_by_name_pinyin_level_and_parent(client: Client) -> None:
    def names(query: str) -> list[str]:
        return [one["name"] for one in get(client, f"regions/?{query}")["results"]]

    assert names("q=刘家窝堡") == ["刘家窝堡村"]
    assert names("q=ljwp") == ["刘家窝堡村", "李家窝堡村"]
    assert names("level=county") == ["康平县", "铁东区"]
    assert "刘家窝堡村" in names(f"parent={township_of(LIUJIAWOBU)}&page_size=200")
    assert names("q=%25") == []


def test_a_short_code_is_padded(client: Client) -> None:
    county = get(client, "regions/210123/")
    assert (county["code"], county["level"], county["parent"], county["name"]) == (
        "210123000000",
        "county",
        "210100000000",
        "康平县",
    )
    village = get(client, "regions/210123106207/")
    assert (village["kind"], village["live_from"], village["level"]) == ("village", "2026-01-01", "village")
    get(client, "regions/999999/", status=404)
    get(client, "regions/x/", status=404)


def test_the_catalogue_comes_on_one_page_with_every_declared_field(client: Client) -> None:
    page = get(client, "items/")
    assert (len(page["results"]), page["next"]) == (70, None)
    assert [one["code"] for one in page["results"]] == list(Item.objects.values_list("code", flat=True))
    item = get(client, "items/F-03/")
    assert [field["key"] for field in item["fields"]] == [field.key for field in spec("F-03").fields]
    assert item["row_fields"][0]["label_en"]
    get(client, "items/X-99/", status=404)


def test_the_schema_names_every_endpoint(tmp_path: Path) -> None:
    target = tmp_path / "schema.yaml"
    call_command("spectacular", "--file", str(target), "--fail-on-warn")
    text = target.read_text(encoding="utf-8")
    for place in ("regions/", "items/", "obligations/", "records/", "records/{record_id}/revisions/"):
        assert f"/api/v1/{place}" in text
    assert Obligation.objects.count() == 0
