import sys
from datetime import date
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanshu.core.scan import find_personal_numbers, mask_personal_numbers
from tests.core.numbers import CARDS, ID_NUMBERS, MOBILES, card_number, id_number

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
BETWEEN = st.sampled_from(["", " ", "-", "\u3000", "\u200b", "—", " - ", "\n", "\r\n  ", "·"])
AROUND = st.text(alphabet="低保户，：。王某abc（）元", max_size=8)


def kinds(text: str) -> list[str]:
    return [found.kind for found in find_personal_numbers(text)]


@given(ID_NUMBERS, BETWEEN, AROUND, AROUND, st.booleans())
def test_an_identity_number_is_found_however_it_is_typed(
    number: str, between: str, before: str, after: str, wide: bool
) -> None:
    typed = between.join([number[:6], number[6:14], number[14:]])
    typed = typed.translate(FULL_WIDTH) if wide else typed
    (found,) = find_personal_numbers(before + typed + after)
    assert (found.kind, found.start, found.end) == ("id", len(before), len(before) + len(typed))


@given(MOBILES, BETWEEN, AROUND, AROUND)
def test_a_mobile_number_is_found_however_it_is_typed(number: str, between: str, before: str, after: str) -> None:
    for typed in (
        between.join([number[:3], number[3:7], number[7:]]),
        between.join([number[:5], number[5:]]),
        between.join(["+86", number]),
        between.join(number),
        number.translate(FULL_WIDTH),
    ):
        assert kinds(before + typed + after) == ["phone"], typed


@given(CARDS, BETWEEN, AROUND)
def test_a_bank_card_is_found_however_it_is_typed(card: str, between: str, before: str) -> None:
    typed = between.join(card[n : n + 4] for n in range(0, len(card), 4))
    assert kinds(before + typed) in (["card"], ["id"])  # a card may hold an identity number by chance


@given(st.lists(st.one_of(ID_NUMBERS, MOBILES), min_size=1, max_size=5), st.sampled_from(["，", "\n", "、", " 和 "]))
def test_nothing_of_a_found_number_is_left_after_masking(numbers: list[str], between: str) -> None:
    masked = mask_personal_numbers(between.join(numbers))
    assert not any(number in masked for number in numbers)
    assert sum(sign.isdecimal() for sign in masked) == 0


@pytest.mark.parametrize(
    "text",
    [
        "办公电话 024-23456789、0418-2345678 转 801",
        "2026-10-17 支出 1234.50 元，村代码 210123106207",
        "收款 13800138000.00 元",
        "1380、2000、500",
        "第153号 2026-01-23",
        "一号地1 3 5 7 9 11 13 15亩",
        "210123106207 20261017 第 003 号",
        "票据号 20261017000012345678",
        "统一社会信用代码 91210100MA0TX12345",
        "低保 120 户，玉米补贴 83.5 元/亩",
        "",
    ],
)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_a_number_with_a_wrong_check_digit_is_no_identity_number() -> None:
    number = id_number(date(1950, 3, 12))
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert kinds(number) == ["id"]
    assert "id" not in kinds(wrong)


def test_numbers_glued_to_others_are_found() -> None:
    number = id_number(date(1950, 3, 12))
    assert kinds(f"序号1{number}") == ["id"]
    assert kinds(f"{number}13800138000")[0] == "id"
    assert kinds("13800138000/13900139000") == ["phone", "phone"]
    assert kinds(card_number("622848040256489001") + "，" + "4" + "0" * 11) == ["card"]


def test_a_fifteen_digit_identity_number_is_found() -> None:
    assert kinds("身份证 219900500312001，") == ["id"]
    assert kinds("合同 219900501312001，") == []


@pytest.mark.parametrize("unit", ["1", "1 ", "13800138000 ", " ", "1380 2 ", "x", "1" + " " * 9, "62 28 48 04 "])
def test_searching_takes_work_in_proportion_to_the_text(unit: str) -> None:
    def calls(length: int) -> int:
        counted = 0

        def count(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event in {"call", "c_call"}

        text = (unit * length)[:length]
        sys.setprofile(count)
        try:
            find_personal_numbers(text)
        finally:
            sys.setprofile(None)
        return counted

    # Four times the text in hardly more than four times the calls, counted, since time on a busy machine proves nothing.
    assert calls(8_000) <= 4.5 * calls(2_000) + 100


@given(st.text(max_size=300))
def test_any_text_is_searched_and_places_lie_within_it(text: str) -> None:
    found = find_personal_numbers(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
