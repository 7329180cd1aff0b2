"""What holds for any input at all: dates in clumsy forms, sums, differences, and what a viewer is shown."""

import re
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publicity.balances import PRODUCTS, ROW_SUMS, TOTALS, derived, faults, number
from publicity.content import CHILD_SUFFIX
from publicity.differences import differences
from publicity.importing.values import Setting, typed
from publicity.intake import EARLIEST_YEAR, clean_value
from publicity.masking import Shown, ShownRow, Viewer, sees_rows, show
from tests.publicity.importing.catalogue import an_item, every_item
from tests.publicity.samples import NAMES, identity
from tests.publicity.test_balances import ON, content_of
from tests.publicity.test_intake import one

CODES = st.sampled_from(sorted(every_item()))
WITH_ROWS = st.sampled_from(sorted(code for code, spec in every_item().items() if spec.row_fields))
DAYS = st.dates(min_value=date(EARLIEST_YEAR, 1, 1), max_value=ON)
CENTS = st.integers(min_value=1, max_value=10**11).map(lambda cents: Decimal(cents).scaleb(-2))
WIDE = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")
#: How people write one and the same day.
CLUMSY = (
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}.{day.month:02d}.{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f" {day.year} 年 {day.month} 月 {day.day} 日 ",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%Y-%m-%d} 08:30:00",
    lambda day: day.isoformat().translate(WIDE),
    lambda day: datetime.combine(day, time.min),
)
SETTING = Setting(period="2026-10")


# --- Dates -------------------------------------------------------------------------------------------------------------


@given(DAYS, st.sampled_from(CLUMSY))
def test_a_day_is_the_same_day_however_it_is_written(day: date, write: Any) -> None:
    text = typed(one("date"), write(day), SETTING)
    assert clean_value(one("date"), text, on=ON) == day.isoformat()


@given(DAYS)
def test_a_month_is_the_same_month_however_it_is_written(day: date) -> None:
    for written in (
        f"{day:%Y-%m}",
        f"{day.year}年{day.month}月",
        f"{day.year}/{day.month}",
        datetime.combine(day, time.min),
    ):
        text = typed(one("month"), written, SETTING)
        assert clean_value(one("month"), text, on=ON) == f"{day:%Y-%m}"


@given(st.integers(min_value=1, max_value=400))
def test_what_has_happened_is_never_in_the_future(days: int) -> None:
    ahead = (ON + timedelta(days=days)).isoformat()
    assert _refused("date", ahead)


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1, 28), st.sampled_from("/-."))
def test_a_year_of_two_digits_is_asked_about(year: int, month: int, day: int, mark: str) -> None:
    with pytest.raises(ValueError, match="四位"):
        typed(one("date"), f"{year:02d}{mark}{month}{mark}{day}", SETTING)


def _refused(kind: str, text: str | None) -> bool:
    try:
        clean_value(one(kind), text, on=ON)
    except ValueError:
        return True
    return False


# --- Sums --------------------------------------------------------------------------------------------------------------


@given(st.sampled_from(sorted(TOTALS)), st.data())
def test_totals_that_were_filled_in_are_never_found_at_fault(code: str, data: st.DataObject) -> None:
    spec = an_item(code)
    content = _with_amounts(code, data)
    content["fields"] = {}
    content["fields"] |= derived(spec, content)
    at_fault = {fault.key for fault in faults(spec, content)}
    assert not at_fault & {total.into for total in TOTALS[code]}


@given(st.sampled_from(sorted(TOTALS)), CENTS, st.data())
def test_a_total_that_is_off_by_anything_is_told(code: str, off: Decimal, data: st.DataObject) -> None:
    spec = an_item(code)
    content = _with_amounts(code, data)
    total = data.draw(st.sampled_from(TOTALS[code]))
    # Who is paid no more may be in a total or not: one of the two sums could be what is said.
    for row in content["rows"]:
        row.pop("status", None)
    content["fields"].pop(total.into, None)
    right = number(derived(spec, content), total.into)
    assert right is not None
    content["fields"][total.into] = f"{right + off:f}"
    assert total.into in {fault.key for fault in faults(spec, content)}


@given(WITH_ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_sum(code: str, dice: Any) -> None:
    spec = an_item(code)
    content, shuffled = content_of(spec), content_of(spec)
    dice.shuffle(shuffled["rows"])
    for each in (content, shuffled):
        for total in TOTALS.get(code, ()):
            each["fields"].pop(total.into, None)
    assert derived(spec, content) == derived(spec, shuffled)


@given(st.sampled_from(sorted(ROW_SUMS)), CENTS)
def test_a_row_that_is_off_by_a_cent_or_a_million_is_told(code: str, off: Decimal) -> None:
    spec, result = an_item(code), ROW_SUMS[code][-1][1]
    content = content_of(spec)
    content["rows"][0][result] = f"{Decimal(content['rows'][0][result]) + off:.2f}"
    assert f"rows.1.{result}" in {fault.key for fault in faults(spec, content)}


def _with_amounts(code: str, data: st.DataObject) -> dict[str, Any]:
    content = content_of(an_item(code))
    summed = {total.of for total in TOTALS[code] if total.of} - {one for terms in PRODUCTS.values() for one in terms}
    for row in content["rows"]:
        for key in summed & row.keys():
            declared = an_item(code).row_field(key)
            assert declared is not None
            if declared.type == "money":
                row[key] = f"{data.draw(CENTS):.2f}"
    return content


# --- Differences -------------------------------------------------------------------------------------------------------


def _shown(values: list[dict[str, str]], note: str) -> Shown:
    row_specs = (one("text"),)
    rows = tuple(ShownRow(f"r{place}", row) for place, row in enumerate(values, start=1) if row)
    field = one("longtext")
    return Shown(fields={field.key: note}, rows=rows, field_specs=(field,), row_specs=row_specs)


ROWS = st.lists(
    st.fixed_dictionaries({}, optional={one("text").key: st.sampled_from(["甲", "乙", ""])}).map(dict), max_size=5
)


@given(ROWS, st.sampled_from(["", "说明", "另一段"]))
def test_nothing_differs_from_itself(rows: list[dict[str, str]], note: str) -> None:
    shown = _shown(rows, note)
    assert differences(shown, deepcopy(shown), "zh", row_word="第%s行") == []


@given(ROWS, ROWS, st.sampled_from(["", "说明"]), st.sampled_from(["", "说明"]))
def test_what_differs_one_way_differs_the_other_way_with_before_and_after_exchanged(
    old: list[dict[str, str]], new: list[dict[str, str]], was: str, now: str
) -> None:
    there = differences(_shown(old, was), _shown(new, now), "zh", row_word="第%s行")
    back = differences(_shown(new, now), _shown(old, was), "zh", row_word="第%s行")
    assert {(one.place, one.before, one.after) for one in there} == {(one.place, one.after, one.before) for one in back}


@given(CODES, st.sampled_from(Viewer), st.data())
def test_a_value_that_changed_is_told_exactly_when_both_may_be_seen(
    code: str, viewer: Viewer, data: st.DataObject
) -> None:
    spec = an_item(code)
    old, new = content_of(spec), content_of(spec)
    field = data.draw(st.sampled_from(spec.fields))
    assume(field.type in {"text", "longtext"})
    new["fields"][field.key] = "改过的话"
    before, after = show(spec, old, viewer), show(spec, new, viewer)
    told = differences(before, after, "zh", row_word="第%s行")
    assert [change.after for change in told] == (["改过的话"] if field in after.field_specs else [])


# --- What is shown -----------------------------------------------------------------------------------------------------


@given(CODES, st.sampled_from(Viewer), st.integers(0, 999), st.booleans())
def test_no_number_of_a_person_is_shown_whatever_the_item_and_whoever_looks(
    code: str, viewer: Viewer, serial: int, child: bool
) -> None:
    spec = an_item(code)
    content = content_of(spec)
    name = NAMES[serial % len(NAMES)]
    for row in content["rows"]:
        for field in spec.row_fields:
            if field.is_digested:
                row[f"{field.key}{CHILD_SUFFIX}"] = child
            elif field.type == "person_name":
                row[field.key] = name
    shown = show(spec, content, viewer)
    said = str(shown.fields) + str(shown.rows)
    assert "hmac" not in said
    assert CHILD_SUFFIX not in said
    assert identity(serial) not in said
    assert not re.search(r"\d{17}[\dX]", said)
    if viewer is not Viewer.OFFICIAL and child and any(field.is_digested for field in spec.row_fields):
        assert not any(name in row.values.values() for row in shown.rows or ())


@given(CODES)
def test_who_may_see_more_sees_all_that_the_others_see(code: str) -> None:
    spec = an_item(code)
    content = content_of(spec)
    public, resident, official = (show(spec, content, viewer) for viewer in Viewer)
    for less, more in ((public, resident), (resident, official)):
        assert set(less.fields) <= set(more.fields)
        assert len(less.rows or ()) <= len(more.rows or ())
        assert set(less.row_specs) <= set(more.row_specs)
    assert sees_rows(spec.visibility, Viewer.OFFICIAL)
