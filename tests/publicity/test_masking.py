"""One policy: no digest and nothing private is shown to anybody, rows only to whom the item says."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publicity.canonical import canonical, commitment
from publicity.catalogue import English, ItemSpec, combine, read_spec
from publicity.content import Content, clean_content
from publicity.masking import CHILD, Viewer, mask_name, sees_rows, show
from publicity.projection import project
from publicity.stations import ROLE_OF_STATION, endorsements_needed, ticks_needed
from publicity.summaries import all_words, summarise, summarise_nil
from sanshu.core.periods import Period
from tests.publicity.samples import NAMES, identity, typed_content
from tests.publicity.test_intake import ON

DATA = Path(__file__).parents[2] / "publicity" / "data"
ENGLISH = English(**json.loads((DATA / "catalogue_en.json").read_text(encoding="utf-8")))
ITEMS = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))
SPECS: dict[str, ItemSpec] = {raw["code"]: read_spec(combine(raw, ENGLISH)) for raw in ITEMS}
PERIODS = {
    "monthly": "2026-10",
    "quarterly": "2026-Q3",
    "half_yearly": "2026-H1",
    "yearly": "2026",
    "event": "2026-10-17",
}
CASES = list(itertools.product(SPECS, Viewer))


def content_of(code: str, *, bare: bool = False) -> Content:
    """Give a cleaned content, with all fields or only the required ones."""
    spec = SPECS[code]
    header, rows = typed_content(spec)
    if bare:
        header = {one.key: header[one.key] for one in spec.fields if one.required}
        rows = [{one.key: row[one.key] for one in spec.row_fields if one.required} for row in rows]
    cleaned = clean_content(spec, header, rows, on=ON)
    assert not cleaned.errors
    return cleaned.content


@pytest.mark.parametrize(("code", "viewer"), CASES)
def test_nobody_sees_what_is_never_public(code: str, viewer: Viewer) -> None:
    spec = SPECS[code]
    shown = show(spec, content_of(code), viewer)
    secret = {one.key for one in spec.fields if one.sensitive == "never_public" or one.is_digested}
    secret_in_rows = {one.key for one in spec.row_fields if one.sensitive == "never_public" or one.is_digested}
    assert not secret & set(shown.fields)
    for row in shown.rows or ():
        assert not secret_in_rows & set(row.values)
        assert set(row.values) <= {one.key for one in spec.row_fields}
    assert "hmac-" not in str(shown.fields) + str(shown.rows)
    if spec.row_fields:
        assert shown.rows_hidden is not sees_rows(spec.visibility, viewer)


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        ("public", {Viewer.PUBLIC, Viewer.RESIDENT, Viewer.OFFICIAL}),
        ("residents", {Viewer.RESIDENT, Viewer.OFFICIAL}),
        ("aggregate", {Viewer.OFFICIAL}),
    ],
)
def test_rows_are_for_whom_the_item_says(visibility: str, who: set[Viewer]) -> None:
    assert {viewer for viewer in Viewer if sees_rows(visibility, viewer)} == who


def test_rows_keep_their_order_and_ids() -> None:
    shown = show(SPECS["F-03"], content_of("F-03"), Viewer.PUBLIC)
    assert [row.id for row in shown.rows or ()] == ["r1", "r2", "r3"]


def test_a_category_that_betrays_is_hidden_from_all_but_officials() -> None:
    resident = show(SPECS["V-18"], content_of("V-18"), Viewer.RESIDENT)
    assert "category" not in (resident.rows or ())[0].values
    official = show(SPECS["V-18"], content_of("V-18"), Viewer.OFFICIAL)
    assert "category" in (official.rows or ())[0].values


def test_a_child_is_named_to_officials_only() -> None:
    header, rows = typed_content(SPECS["V-11"])
    rows[0]["id_number"] = identity(9, year=2018)
    content = clean_content(SPECS["V-11"], header, rows, on=ON).content
    resident = show(SPECS["V-11"], content, Viewer.RESIDENT).rows or ()
    assert [row.values["name"] == CHILD for row in resident] == [True, False, False]
    official = show(SPECS["V-11"], content, Viewer.OFFICIAL).rows or ()
    assert official[0].values["name"] == rows[0]["name"]


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王芳", "王*"),
        ("王小明", "王*明"),
        ("欧阳小明", "欧阳*明"),
        ("丁", "*"),
        ("", ""),
        ("买买提·艾力", "买买提*艾力"),
        ("李𬱖", "李*"),
    ],
)
def test_one_character_of_a_name_is_hidden(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(alphabet="王小明张丽𬱖·", min_size=1, max_size=30))
def test_a_masked_name_keeps_its_length_and_loses_exactly_one_character(name: str) -> None:
    masked = mask_name(name)
    assert len(masked) == len(name)
    assert sum(before != after for before, after in zip(name, masked, strict=True)) == 1


# --- Summaries ---------------------------------------------------------------------------------------------------------


def test_every_item_has_a_sentence_and_no_other() -> None:
    assert set(all_words()) == set(SPECS)


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("code", SPECS)
def test_each_sentence_is_whole_with_and_without_what_is_optional(code: str, bare: bool) -> None:
    spec, content = SPECS[code], content_of(code, bare=bare)
    period = Period.parse(PERIODS[spec.frequency])
    for language in ("zh", "en"):
        sentence = summarise(spec, content, period, language)
        assert sentence.endswith("。" if language == "zh" else ".")
        assert not set(sentence) & set("{}[]_")
        assert "None" not in sentence
        assert not [gap for gap in ("，，", "  ", " ,", " .", "：，", "共名", "：。") if gap in sentence], sentence
        assert "hmac" not in sentence
    nil = [summarise_nil(spec, period, "zh"), summarise_nil(spec, period, "en")]
    assert "没有发生" in nil[0]
    assert "nothing happened" in nil[1]


@pytest.mark.parametrize("code", SPECS)
def test_no_sentence_names_a_person(code: str) -> None:
    spec, content = SPECS[code], content_of(code)
    for row in content["rows"]:
        for one in spec.row_fields:
            if one.type in {"text", "longtext"} and one.key in row:
                row[one.key] = f"付{NAMES[1]}工钱"
    period = Period.parse(PERIODS[spec.frequency])
    names = {NAMES[1]} if any(one.type == "person_name" for one in (*spec.row_fields, *spec.fields)) else set()
    content["rows"] += [{"id": "r9", **{one.key: NAMES[1] for one in spec.row_fields if one.type == "person_name"}}]
    for language in ("zh", "en"):
        sentence = summarise(spec, content, period, language)
        assert not [name for name in names if name in sentence]


def test_the_sentence_has_the_key_figures() -> None:
    header, rows = typed_content(SPECS["F-03"])
    header |= {"income_total": "124600", "expense_total": "83100", "closing_balance": "410700"}
    rows[1] |= {"direction": "支出", "summary": "修路", "amount": "42000"}
    rows[0]["direction"] = rows[2]["direction"] = "收入"
    content = clean_content(SPECS["F-03"], header, rows, on=ON).content
    period = Period.parse("2026-10")
    assert summarise(SPECS["F-03"], content, period, "zh") == (
        "2026年10月收入12.46万元，支出8.31万元，结余41.07万元，最大一笔支出是修路4.2万元。"
    )
    assert summarise(SPECS["F-03"], content, period, "en") == (
        "In October 2026, CNY 124,600 came in and CNY 83,100 was spent, leaving CNY 410,700;"
        " the largest expense was CNY 42,000 (修路)."
    )


@pytest.mark.parametrize("code", [code for code, spec in SPECS.items() if spec.visibility != "public"])
def test_a_sentence_about_hidden_rows_is_made_of_the_header_alone(code: str) -> None:
    spec, content = SPECS[code], content_of(code)
    period = Period.parse(PERIODS[spec.frequency])
    assert summarise(spec, content, period, "zh") == summarise(spec, {**content, "rows": []}, period, "zh")


# --- Canonical spelling, projection, stations --------------------------------------------------------------------------


@given(st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8) | st.booleans() | st.none()))
def test_the_order_of_keys_does_not_change_a_commitment(content: dict[str, object]) -> None:
    turned = dict(reversed(content.items()))
    assert commitment(b"salt", content) == commitment(b"salt", turned)
    assert commitment(b"salt", content) != commitment(b"tlas", content)


def test_a_float_has_no_spelling() -> None:
    with pytest.raises(TypeError):
        canonical({"amount": 0.1})


@pytest.mark.parametrize("code", SPECS)
def test_every_row_is_projected(code: str) -> None:
    content = content_of(code)
    projected = project(SPECS[code], content)
    assert [row.row_id for row in projected] == [row["id"] for row in content["rows"]]
    has_number = any(one.type == "id_number" for one in SPECS[code].row_fields)
    assert all(bool(row.person_digest) is has_number for row in projected)


@pytest.mark.parametrize("code", SPECS)
def test_every_station_is_a_role_or_a_tick(code: str) -> None:
    spec = SPECS[code]
    assert "村(社区)党组织书记" in endorsements_needed(spec)
    reviewers = [station for station in spec.needs_approval if ROLE_OF_STATION.get(station) == "reviewer"]
    assert sorted([*endorsements_needed(spec), *ticks_needed(spec), *reviewers]) == sorted(spec.needs_approval)
