"""What a clerk types is taken exactly or refused in Chinese; no digit of a person's number survives."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publicity.catalogue import Field, ItemSpec
from publicity.content import CHILD_SUFFIX, MOST_ROWS, Kept, clean_content, missing, prefilled
from publicity.intake import LONGEST, Sealed, clean_value
from sanshu.core.text import clean
from tests.publicity.samples import identity

ON = date(2026, 11, 17)
KINDS = ("text", "longtext", "date", "month", "money", "decimal", "integer", "choice", "bool", "person_name", "phone")


def one(kind: str, key: str = "thing", **changes: Any) -> Field:
    """Make a field."""
    made = Field(key=key, label="某项", label_en="Thing", type=kind, required=True, sensitive="none")
    return replace(made, **changes)


def an_item(*row_fields: Field, frequency: str = "monthly", fields: tuple[Field, ...] = ()) -> ItemSpec:
    """Make an item that declares some fields."""
    words = dict.fromkeys(
        ("code", "category", "group", "group_en", "name", "name_en", "applies_to", "content", "content_en"), "x"
    )
    return ItemSpec(
        **words,
        frequency=frequency,
        deadline_days=10,
        min_public_days=None,
        legal_basis=(),
        basis_confidence="high",
        needs_approval=(),
        structure="ledger",
        visibility="public",
        fields=fields,
        row_fields=row_fields,
    )


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        (one("money"), "1,234.5", "1234.50"),
        (one("money"), "８.３１万元", "83100.00"),
        (one("money"), Decimal("12.30"), "12.30"),
        (one("money", "net_profit"), "-12", "-12.00"),
        (one("decimal"), "12.5000", "12.5"),
        (one("decimal"), "100", "100"),
        (one("decimal"), "85%", "85"),
        (one("integer"), "１，２００", 1200),
        (one("integer"), 0, 0),
        (one("integer", "year"), "2026", 2026),
        (one("bool"), "否", False),
        (one("bool"), True, True),
        (one("date"), "2026年3月5日", "2026-03-05"),
        (one("date"), "2026/11/17", "2026-11-17"),
        (one("date", "due_date"), "2027-01-01", "2027-01-01"),
        (one("month"), "2026年9月", "2026-09"),
        (one("choice", choices=("收入", "支出")), "支出", "支出"),
        (one("person_name"), "买买提·艾力", "买买提·艾力"),
        (one("person_name"), "𬱖", "𬱖"),
        (one("text"), "铲\u200b雪\u202e车", "铲雪车"),
        (one("longtext"), "<script>alert(1)</script>\r\n第二行", "<script>alert(1)</script>\n第二行"),
        (one("phone", "complaint_phone"), "024-8722 1234", "02487221234"),
        (one("phone", "office_phone"), "+86 138 0013 8000", "13800138000"),
        (one("text", "winner_uscc"), "91210123ma0abcd12x", "91210123MA0ABCD12X"),
        (one("file"), "anything", None),
        (one("text"), "   ", None),
        (one("money"), "", None),
        (one("integer"), None, None),
    ],
)
def test_a_value_is_taken_exactly(field: Field, typed: object, stored: object) -> None:
    assert clean_value(field, typed, on=ON) == stored


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (one("money"), "12.345", "两位小数"),
        (one("money"), "NaN", "无法识别"),
        (one("money"), "1e308", "无法识别"),
        (one("money"), "-5", "冲销"),
        (one("money"), "9" * 70, "太长"),
        (one("decimal"), "1.23456", "四位小数"),
        (one("decimal"), "-1", "负数"),
        (one("decimal"), "三亩", "应填数字"),
        (one("decimal"), "9" * 41, "太长"),
        (one("decimal"), "9" * 13, "过大"),
        (one("integer"), "1.5", "整数"),
        (one("integer"), "-1", "负数"),
        (one("integer"), "99999999999", "过大"),
        (one("integer", "year"), "26", "四位数字"),
        (one("bool"), "也许", "是"),
        (one("text"), True, "重新填写"),
        (one("text"), ["a"], "格式不对"),
        (one("date"), "2026-11-18", "不能晚于今天"),
        (one("date"), "2026-02-30", "没有这一天"),
        (one("date"), "23/5/1", "年份四位"),
        (one("date"), "农历八月十五", "农历"),
        (one("date"), "1899-12-30", "1900"),
        (one("month"), "2026-13", "没有这个月份"),
        (one("month"), "2023.5.", "年份四位"),
        (one("month"), "2026-12", "不能晚于今天"),
        (one("choice", choices=("收入", "支出")), "借款", "收入、支出"),
        (one("text"), "长" * 201, "最多 200 个字"),
        (one("longtext"), "长" * 5001, "最多 5000 个字"),
        (one("person_name"), "长" * 61, "最多 60 个字"),
        (one("text"), "空\x00字符", "NUL"),
        (one("text"), "半个\ud800字符", "无法识别"),
        (one("text"), f"张三{identity(3)}", "身份证号"),
        (one("longtext"), "卡号 6217 0000 1000 0000 003", "银行卡号"),
        (one("longtext"), "联系人138-0013-8000", "手机号"),
        (one("text", "winner_uscc"), "912101", "统一社会信用代码"),
        (one("text", "winner_uscc"), identity(4), "统一社会信用代码"),
        (one("phone", "complaint_phone"), "13800138000", "办公电话"),
        (one("phone"), "87221234", "区号"),
        (one("id_number", sensitive="never_public"), "210199196101011234", "校验位"),
        (one("bank_account", sensitive="never_public"), "12", "银行账号"),
    ],
)
def test_a_wrong_value_is_refused_with_the_remedy(field: Field, typed: object, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        clean_value(field, typed, on=ON)
    typed_text = str(typed).strip()
    assert len(typed_text) < 6 or typed_text not in str(refused.value)


def test_a_negative_amount_passes_only_as_a_reversal() -> None:
    item = an_item(one("money", "amount"), one("text", "summary"))
    rows = [{"amount": "-5", "summary": "冲销8月电费"}, {"amount": "-5", "summary": "电费"}]
    cleaned = clean_content(item, {}, rows, on=ON)
    assert cleaned.content["rows"] == [
        {"id": "r1", "amount": "-5.00", "summary": "冲销8月电费"},
        {"id": "r2", "summary": "电费"},
    ]
    assert list(cleaned.errors) == ["rows.2.amount"]


def test_a_number_is_sealed_and_its_fact_kept() -> None:
    sealed = clean_value(one("id_number", sensitive="never_public"), identity(1).lower(), on=ON)
    assert isinstance(sealed, Sealed)
    assert sealed.is_child is False
    assert sealed.digest.startswith("hmac-sha256$")
    child = clean_value(one("id_number", sensitive="never_public"), identity(1, year=2015), on=ON)
    assert isinstance(child, Sealed)
    assert child.is_child


def test_a_private_telephone_is_sealed_too() -> None:
    private = one("phone", "mobile", sensitive="never_public")
    assert isinstance(clean_value(private, "13800138000", on=ON), Sealed)


def test_a_blank_keeps_what_was_registered_and_a_new_row_keeps_nothing() -> None:
    item = an_item(one("person_name", "name"), one("id_number", "id_number", sensitive="never_public"))
    first = clean_content(item, {}, [{"name": "王小明", "id_number": identity(1)}], on=ON).content
    kept = Kept.of(first)
    again = clean_content(item, {}, [{"id": "r1", "name": "王小明"}, {"id": "r9", "name": "赵大山"}], on=ON, kept=kept)
    assert again.content["rows"][0] == first["rows"][0]
    assert again.content["rows"][1] == {"id": "r2", "name": "赵大山"}
    twice = clean_content(item, {}, [{"id": "r1", "name": "甲"}, {"id": "r1", "name": "乙"}], on=ON, kept=kept)
    assert [row["id"] for row in twice.content["rows"]] == ["r1", "r2"]
    assert "id_number" not in twice.content["rows"][1]


def test_a_forged_digest_or_derived_fact_is_not_taken() -> None:
    item = an_item(one("id_number", "id_number", sensitive="never_public"))
    forged = {"id_number": "hmac-sha256$k$" + "0" * 64, "id_number" + CHILD_SUFFIX: True, "is_published": "1"}
    cleaned = clean_content(item, {}, [forged], on=ON)
    assert "rows.1.id_number" in cleaned.errors
    assert cleaned.content["rows"] == [{"id": "r1"}]


def test_too_many_rows_are_refused_at_once() -> None:
    cleaned = clean_content(an_item(one("text", "summary")), {}, [{"summary": "x"}] * (MOST_ROWS + 1), on=ON)
    assert list(cleaned.errors) == ["rows"]


def test_a_monthly_item_says_its_own_month() -> None:
    item = an_item(fields=(one("month", "month"),))
    assert prefilled(item, "2026-10")["fields"] == {"month": "2026-10"}
    assert missing(item, {"fields": {"month": "2026-10"}, "rows": []}, "2026-10") == {}
    wrong = missing(item, {"fields": {"month": "2026-09"}, "rows": []}, "2026-10")
    assert "2026-10" in wrong["month"][0]


@given(st.sampled_from(KINDS), st.text(max_size=60))
def test_anything_typed_is_taken_or_refused_never_a_crash(kind: str, text: str) -> None:
    field = one(kind, choices=("收入",) if kind == "choice" else ())
    try:
        value = clean_value(field, text, on=ON)
    except ValueError:
        return
    if value is not None:
        # What was taken is taken again, unchanged.
        assert clean_value(field, value, on=ON) == value


@given(st.text(max_size=LONGEST["text"]))
def test_harmless_text_is_kept_as_it_is(text: str) -> None:
    letters = "".join(
        sign for sign in text if not sign.isdigit() and sign != "\x00" and not 0xD800 <= ord(sign) < 0xE000
    )
    assert (clean_value(one("text"), letters, on=ON) or "") == clean(letters, lines=False)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_every_amount_to_the_cent_survives(amount: Decimal) -> None:
    assert Decimal(str(clean_value(one("money"), str(amount), on=ON))) == amount
