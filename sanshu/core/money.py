"""Money: exact decimal yuan in, words a neighbour would say out. Never a float. Pure."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from sanshu.core.capitals import read_capitals

CENT = Decimal("0.01")
#: Larger than any village's books, small enough for numeric(16, 2).
LARGEST = Decimal(10) ** 13
_LONGEST_INPUT = 64
_TEN_THOUSAND = Decimal(10_000)
_HUNDRED_MILLION = Decimal(100_000_000)

#: By how many places 万 and 亿 shift the point.
_SHIFTS = {"": 0, "万": 4, "亿": 8}
_LONGEST_PART = 12
_TOO_LARGE = "金额过大，请核对单位是元还是万元。"
_TOO_FINE = "金额最多两位小数（到分），不会自动四舍五入，请改正后再填。"
_WRITTEN = re.compile(
    r"(?:人民币|RMB|CNY)?[¥¥]?(?P<sign>[+\-−]?)[¥¥]?(?P<whole>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<part>\d+))?(?P<unit>[万亿]?)(?:元|圆|块)?整?",
    re.IGNORECASE,
)
_ASK = "请写成 1234.50 这样的数字。"


def parse_money(text: str, *, allow_negative: bool = False) -> Decimal:
    """Read an amount in yuan, exactly two places: `1,234.50`, `￥12`, `3.5万元`, full-width digits, `壹佰元整`.

    ValueError in Chinese for blank, for more than two decimals (nothing is ever rounded), for what is no number, for
    a negative amount unless allowed, and for anything of ten million million yuan or more.
    """
    if len(text) > _LONGEST_INPUT:
        raise ValueError(f"金额太长，无法识别，{_ASK}")
    compact = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not compact:
        raise ValueError("没有填写金额。没有发生的请填 0。")
    amount = _read(compact)
    if abs(amount) >= LARGEST:
        raise ValueError(_TOO_LARGE)
    if amount < 0 and not allow_negative:
        raise ValueError("金额不能是负数；冲销请在“冲销”一栏登记。")
    return amount


def _read(compact: str) -> Decimal:
    match = _WRITTEN.fullmatch(compact)
    if match is None:
        capitals = read_capitals(compact)
        if capitals is None:
            raise ValueError(f"金额无法识别，{_ASK}")
        return capitals
    return _from_digits(match)


def _from_digits(match: re.Match[str]) -> Decimal:
    part = match["part"] or ""
    # Unicode digits of other scripts are turned into plain ones by int().
    whole = int(match["whole"].replace(",", ""))
    if whole >= LARGEST:
        raise ValueError(_TOO_LARGE)
    if len(part) > (2 if not match["unit"] else _LONGEST_PART):
        raise ValueError(_TOO_FINE)
    # Shifting the point is exact; multiplying could round at the context's 28 digits.
    written = Decimal(whole) + (Decimal(int(part)).scaleb(-len(part)) if part else 0)
    amount = written.scaleb(_SHIFTS[match["unit"]])
    if amount >= LARGEST:
        raise ValueError(_TOO_LARGE)
    rounded = amount.quantize(CENT)
    if rounded != amount:
        raise ValueError(_TOO_FINE)
    return -rounded if match["sign"] in {"-", "−"} and rounded else rounded


def exact(amount: Decimal) -> str:
    """Write an amount in full, to the cent, with commas: `83,100.00`."""
    return f"{amount.quantize(CENT):,}"


def spoken(amount: Decimal) -> str:
    """Say an amount as a neighbour would: `8.31万元`, `1.2亿元`, `860.5元`; at most two decimals, half up."""
    # Rounded first: 99,999,999 is spoken as 1亿元, not as 10000万元.
    if abs(amount) < _TEN_THOUSAND:
        return f"{_plain(amount)}元"
    if abs(amount / _TEN_THOUSAND).quantize(CENT, ROUND_HALF_UP) < _TEN_THOUSAND:
        return f"{_plain(amount / _TEN_THOUSAND)}万元"
    return f"{_plain(amount / _HUNDRED_MILLION)}亿元"


def _plain(value: Decimal) -> str:
    rounded = value.quantize(CENT, ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
