"""What must add up: each rule holds, is filled in where blank, and is broken by one wrong figure."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from publicity.balances import CONTINUED, PRODUCTS, ROW_SUMS, SUMS, TOTALS, derived, faults
from publicity.catalogue import ItemSpec
from publicity.content import ENDED, clean_content, prefilled
from tests.publicity.importing.catalogue import an_item, every_item
from tests.publicity.samples import typed_content

ON = date(2026, 11, 17)


def content_of(spec: ItemSpec) -> dict[str, Any]:
    """Give valid content of an item, as it is stored."""
    header, rows = typed_content(spec)
    cleaned = clean_content(spec, header, rows, on=ON)
    assert not cleaned.errors, cleaned.errors
    return cleaned.content


@pytest.mark.parametrize("code", every_item())
def test_what_adds_up_is_not_questioned(code: str) -> None:
    spec = an_item(code)
    assert faults(spec, content_of(spec)) == []


@pytest.mark.parametrize("code", TOTALS)
def test_every_total_names_fields_that_there_are(code: str) -> None:
    spec = an_item(code)
    for total in TOTALS[code]:
        assert spec.field(total.into), (code, total)
        assert not total.of or spec.row_field(total.of), (code, total)
        if total.where:
            declared = spec.row_field(total.where[0])
            assert declared is not None
            assert set(total.where[1]) <= set(declared.choices), (code, total)


@pytest.mark.parametrize(("code", "total"), [(code, one) for code, each in TOTALS.items() for one in each])
def test_each_total_is_filled_in_where_it_is_blank_and_told_where_it_is_off(code: str, total: Any) -> None:
    spec = an_item(code)
    content = content_of(spec)
    said = content["fields"].pop(total.into)
    filled = derived(spec, content)
    stopped = any(row.get("status") for row in content["rows"])
    assert filled[total.into] == said or stopped
    content["fields"][total.into] = said + 1 if isinstance(said, int) else f"{Decimal(said) + 1:f}"
    assert total.into in [one.key for one in faults(spec, content)]


@pytest.mark.parametrize("terms", SUMS, ids=lambda terms: terms[-1][1])
def test_each_sum_of_facts_is_filled_in_and_told(terms: Any) -> None:
    codes = [code for code, spec in every_item().items() if all(spec.field(key) for _sign, key in terms)]
    assert codes
    for code in codes:
        spec, result = an_item(code), terms[-1][1]
        content = content_of(spec)
        blank = deepcopy(content)
        said = blank["fields"].pop(result)
        assert derived(spec, blank)[result] == said
        content["fields"][result] = f"{Decimal(said) + Decimal('0.01'):.2f}"
        told = [one for one in faults(spec, content) if one.key == result]
        assert told
        assert not any(one.is_question for one in told)


@pytest.mark.parametrize("code", ROW_SUMS)
def test_each_sum_within_a_row_is_told_at_its_row(code: str) -> None:
    spec, result = an_item(code), ROW_SUMS[code][-1][1]
    content = content_of(spec)
    content["rows"][1][result] = f"{Decimal(content['rows'][1][result]) + 1:.2f}"
    assert f"rows.2.{result}" in [one.key for one in faults(spec, content) if not one.is_question]


@pytest.mark.parametrize("code", PRODUCTS)
def test_quantity_times_standard_is_asked_about(code: str) -> None:
    spec = an_item(code)
    content = content_of(spec)
    content["rows"][0][PRODUCTS[code][1]] = "999"
    assert [one.key for one in faults(spec, content) if one.is_question] == ["rows.1.amount"]


def test_who_is_paid_no_more_may_count_in_the_total_or_not() -> None:
    spec = an_item("V-10")
    content = content_of(spec)
    for row, status in zip(content["rows"], ("延续", "停发", "延续"), strict=True):
        row["status"] = status
    amounts = [Decimal(row["amount"]) for row in content["rows"]]
    for total in (sum(amounts), amounts[0] + amounts[2]):
        content["fields"]["total_amount"] = f"{total:.2f}"
        assert "total_amount" not in [one.key for one in faults(spec, content)]


def test_a_period_begins_with_what_the_one_before_ended_with() -> None:
    spec = an_item("F-03")
    content = content_of(spec)
    before = {"closing_balance": "12.00"}
    (told,) = faults(spec, content, before)
    assert told.is_question
    assert "上一期公开的期末是12.00元" in told.text
    assert faults(spec, content, {"closing_balance": content["fields"]["opening_balance"]}) == []


def test_the_same_person_twice_is_asked_about() -> None:
    spec = an_item("V-10")
    content = content_of(spec)
    content["rows"][2]["id_number"] = content["rows"][0]["id_number"]
    assert [one.text for one in faults(spec, content)] == ["第3行和第1行是同一个身份证号。"]


def test_what_goes_on_is_declared_somewhere() -> None:
    for opening, closing in CONTINUED:
        assert any(spec.field(opening) and spec.field(closing) for spec in every_item().values())


def test_who_paid_more_than_was_due_is_behind_with_nothing() -> None:
    spec = an_item("F-20")
    row = {"due_amount": "100.00", "amount": "120.00", "arrears": "0.00"}
    assert faults(spec, {"fields": {}, "rows": [row]}) == []


@pytest.mark.parametrize(("code", "key", "word"), [(c, k, w) for c, (k, words) in ENDED.items() for w in words])
def test_what_has_ended_does_not_come_along(code: str, key: str, word: str) -> None:
    spec = an_item(code)
    declared = spec.row_field(key)
    assert declared is not None
    assert word in declared.choices
    content = content_of(spec)
    goes_on = next(one for one in declared.choices if one not in ENDED[code][1])
    for row in content["rows"]:
        row[key] = goes_on
    content["rows"][1][key] = word
    brought = prefilled(spec, "2026-10", content)["rows"]
    assert [row["id"] for row in brought] == [content["rows"][0]["id"], content["rows"][2]["id"]]
