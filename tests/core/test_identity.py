from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanshu.core.identity import (
    birth_date,
    is_under,
    normalise_account,
    normalise_card,
    normalise_id,
    normalise_mobile,
    normalise_phone,
)
from tests.core.numbers import BIRTHDAYS, CARDS, ID_NUMBERS, MOBILES, card_number, id_number

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
SEPARATORS = st.sampled_from(["", " ", "-", "\u3000", "\u200b", "－", "—"])


def test_the_worked_example_of_the_standard_has_check_character_x() -> None:
    # GB 11643-1999, appendix A.
    assert normalise_id("11010519491231002X") == "11010519491231002X"


@given(ID_NUMBERS, SEPARATORS)
def test_however_a_number_is_typed_it_has_one_form(number: str, separator: str) -> None:
    typed = separator.join([number[:6], number[6:14], number[14:].lower()])
    assert normalise_id(typed) == normalise_id(number.translate(FULL_WIDTH)) == number


@given(ID_NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(number: str, place: int, change: int) -> None:
    if number[place] == "X":
        return
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    with pytest.raises(ValueError, match="身份证号"):
        normalise_id(wrong)


@given(ID_NUMBERS.filter(lambda number: number[6:8] == "19" and int(number[14:17]) < 996))
def test_a_fifteen_digit_number_becomes_the_eighteen_digit_one(number: str) -> None:
    assert normalise_id(number[:6] + number[8:17]) == number


def test_a_fifteen_digit_number_of_a_centenarian_is_of_the_century_before() -> None:
    assert birth_date(normalise_id("219900951231998")) == date(1895, 12, 31)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "没有填写"),
        ("21990019500312", "位数"),
        ("2199001950031200", "位数"),
        ("2.11E+17", "位数"),
        ("219900195002300018", "出生日期不存在"),
        ("9" * 5000, "位数"),
        ("21010x195003120017", "位数"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        normalise_id(text)
    assert not text or text not in str(refused.value)


@given(BIRTHDAYS, st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_being_under_fourteen_ends_on_the_fourteenth_birthday(born: date, on: date) -> None:
    birthday = date(born.year + 14, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + 14)
    leap_year_birthday = (born.month, born.day) == (2, 29) and on == date(born.year + 14, 2, 28)
    assert is_under(id_number(born), 14, on) == (on < birthday or leap_year_birthday)


@given(MOBILES, st.sampled_from(["", "+86", "0086", "86", "+86 ", "+86-", "(+86)"]))
def test_a_mobile_number_is_the_same_with_and_without_country_code(number: str, prefix: str) -> None:
    typed = f"{prefix}{number[:3]} {number[3:7]}-{number[7:]}".translate(FULL_WIDTH)
    assert normalise_mobile(typed) == normalise_phone(number) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("024-23456789", "02423456789"),
        ("(024) 2345 6789", "02423456789"),
        ("+86 24 23456789", "02423456789"),
        ("+86 024 23456789", "02423456789"),
        ("0418-2345678", "04182345678"),
    ],
)
def test_a_landline_is_accepted_with_its_area_code(typed: str, number: str) -> None:
    assert normalise_phone(typed) == number


@pytest.mark.parametrize(
    ("typed", "words"), [("23456789", "区号"), ("12345", "核对"), ("", "没有填写"), ("1380013800", "核对")]
)
def test_a_telephone_that_cannot_be_called_is_refused(typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        normalise_phone(typed)


def test_a_landline_is_no_mobile() -> None:
    with pytest.raises(ValueError, match="11 位"):
        normalise_mobile("024-23456789")


@given(CARDS, SEPARATORS)
def test_a_card_has_one_form(card: str, separator: str) -> None:
    typed = separator.join(card[n : n + 4] for n in range(0, len(card), 4))
    assert normalise_card(typed) == normalise_account(typed) == card


@given(CARDS, st.integers(0, 15), st.integers(1, 9))
def test_any_single_wrong_digit_of_a_card_is_noticed(card: str, place: int, change: int) -> None:
    first = int(card[place]) + change
    wrong = card[:place] + str(first % 10) + card[place + 1 :]
    with pytest.raises(ValueError, match="银行卡号"):
        normalise_card(wrong)


def test_a_passbook_needs_no_check_digit() -> None:
    wrong_card = card_number("622848040256489001")[:-1] + "5"
    assert normalise_account(wrong_card) == wrong_card
    with pytest.raises(ValueError, match="8 至 32 位"):
        normalise_account("1234567")
