from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanshu.core.money import exact, parse_money, spoken

AMOUNTS = st.decimals(0, Decimal("9999999999999.99"), places=2)
FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
CAPITALS = "零壹贰叁肆伍陆柒捌玖"


@given(AMOUNTS, st.sampled_from(["", "￥", "¥", "人民币", " "]), st.sampled_from(["", "元", " 元整", "圆"]))
def test_however_an_amount_is_written_it_is_read_exactly(amount: Decimal, before: str, after: str) -> None:
    for written in (f"{amount}", f"{amount:,}", f"{amount:,}".translate(FULL_WIDTH)):
        assert parse_money(f"{before}{written}{after}") == amount
    assert parse_money(exact(amount)) == amount


@given(st.integers(0, 10**13 - 1))
def test_an_amount_read_always_has_two_places(yuan: int) -> None:
    assert str(parse_money(str(yuan))) == f"{yuan}.00"


@given(st.lists(AMOUNTS, max_size=30))
def test_sums_are_exact(amounts: list[Decimal]) -> None:
    assert sum(parse_money(str(amount)) for amount in amounts) == sum(amounts)


def capitals(yuan: int) -> str:
    """Write a whole amount as receipts do: the oracle, by another way than the reader's grammar."""
    words, zero = "", False
    for place in range(len(str(yuan)) - 1, -1, -1):
        digit = yuan // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + CAPITALS[digit] + ("", "拾", "佰", "仟")[place % 4]
        zero = digit == 0
        if place in (4, 8) and yuan // 10**place % 10000:
            words += {4: "万", 8: "亿"}[place]
            zero = False
    return words + "元整"


@given(st.integers(1, 999_999_999_999))
def test_capitals_are_read_as_receipts_write_them(yuan: int) -> None:
    assert parse_money(capitals(yuan)) == yuan


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("壹佰元", "100.00"),
        ("壹仟零伍元叁角", "1005.30"),
        ("一千二百三十四元五角六分", "1234.56"),
        ("人民币捌万叁仟壹佰元整", "83100.00"),
        ("壹拾元零伍分", "10.05"),
        ("零元", "0.00"),
        ("3.5万元", "35000.00"),
        ("8.3125万", "83125.00"),
        ("1.2亿", "120000000.00"),
        ("0", "0.00"),
    ],
)
def test_spoken_and_written_amounts_are_read(written: str, amount: str) -> None:
    assert str(parse_money(written)) == amount


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "没有填写"),
        ("   ", "没有填写"),
        ("无", "无法识别"),
        ("1.234", "两位小数"),
        ("1.000", "两位小数"),
        ("0.0000001万", "两位小数"),
        ("1e308", "无法识别"),
        ("NaN", "无法识别"),
        ("Infinity", "无法识别"),
        ("=1+1", "无法识别"),
        ("1,23", "无法识别"),
        ("12,34,567", "无法识别"),
        ("1.2.3", "无法识别"),
        ("壹佰", "无法识别"),
        ("佰元", "无法识别"),
        ("壹壹元", "无法识别"),
        ("-5", "冲销"),
        ("10000000000000", "过大"),
        ("9" * 60, "过大"),
        ("1." + "0" * 60, "两位小数"),
        ("1." + "1" * 40 + "万", "两位小数"),
        ("999999999999亿", "过大"),
        ("9" * 5000, "太长"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_money(text)


def test_a_reversal_may_be_negative_where_that_is_allowed() -> None:
    for written in ("-12.50", "－12.50", "−12.50", "￥-12.50"):
        assert parse_money(written, allow_negative=True) == Decimal("-12.50")
    assert str(parse_money("-0", allow_negative=True)) == "0.00"


@given(st.text(max_size=80))
def test_any_text_is_an_amount_or_a_chinese_refusal(text: str) -> None:
    try:
        amount = parse_money(text)
    except ValueError as refusal:
        said = str(refusal)
    else:
        said = f"金额 {exact(amount)}"
    assert said.startswith(("金额", "没有填写金额"))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("83100", "8.31万元"),
        ("860.50", "860.5元"),
        ("860", "860元"),
        ("0", "0元"),
        ("9999.99", "9999.99元"),
        ("10000", "1万元"),
        ("99999999", "1亿元"),
        ("123456789", "1.23亿元"),
        ("-83150", "-8.32万元"),
        ("100000", "10万元"),
    ],
)
def test_amounts_are_spoken_as_a_neighbour_would(amount: str, words: str) -> None:
    assert spoken(Decimal(amount)) == words


@given(st.decimals(1, 10**12, places=2))
def test_what_is_spoken_is_within_half_a_unit_of_the_amount(amount: Decimal) -> None:
    assert abs(parse_money(spoken(amount)) - amount) <= amount * Decimal("0.005")


def test_the_exact_figure_has_commas_and_cents() -> None:
    assert exact(Decimal(83100)) == "83,100.00"
    assert exact(Decimal("-1234567.8")) == "-1,234,567.80"
