"""Clean one typed value by its field: typed, exact, and free of personal numbers before anything is stored. Pure.

Every refusal is a ValueError in Chinese that says the remedy and never repeats what was typed.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from publicity.catalogue import Field
from publicity.stages import LONGEST_NUMBER as LONGEST_NUMBER_OF_MATTER
from sanshu.core import digests
from sanshu.core.identity import is_under, normalise_account, normalise_id, normalise_mobile, normalise_phone
from sanshu.core.money import parse_money
from sanshu.core.periods import Frequency, Period
from sanshu.core.scan import find_personal_numbers
from sanshu.core.text import clean

Value = str | int | bool
LONGEST = {"text": 200, "longtext": 5000, "person_name": 60, "matter": LONGEST_NUMBER_OF_MATTER, "choice": 80}
LONGEST_NUMBER = 40
LARGEST_INTEGER = 1_000_000_000
DECIMAL_PLACES = 4
LARGEST_DECIMAL = Decimal(10) ** 12
EARLIEST_YEAR = 1900
CHILD = 14

#: Dates that may lie ahead: terms, deadlines and notices. Any other date is a fact and can't be in the future.
MAY_LIE_AHEAD = frozenset(
    {
        "contract_end",
        "due_date",
        "effective_on",
        "election_day",
        "end_date",
        "notice_end",
        "notice_start",
        "objection_deadline",
        "public_end",
        "public_start",
        "publicity_end",
        "publicity_start",
        "start_date",
        "term_end",
    }
)
#: Amounts that are differences or results and may be negative; any other is negative only when it reverses an entry.
MAY_BE_NEGATIVE = frozenset(
    {
        "change_amount",
        "closing_undistributed",
        "difference",
        "distributable",
        "net_profit",
        "opening_undistributed",
        "operating_profit",
        "other_transfer_in",
        "total_equity",
        "total_profit",
        "undistributed",
    }
)
REVERSAL = "冲销"
YES = frozenset({"是", "true", "True", "1", "on", "yes", "y"})
NO = frozenset({"否", "false", "False", "0", "off", "no", "n"})
_COMPANY_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_INTEGER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)")
_DECIMAL = re.compile(r"(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?%?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_NUMBER_WORDS = {"id": "身份证号", "card": "银行卡号", "phone": "手机号"}


@dataclass(frozen=True)
class Sealed:
    """A number that is gone: its digest, and what only the number could tell."""

    digest: str
    is_child: bool | None = None


def clean_value(field: Field, typed: object, *, on: date, may_reverse: bool = False) -> Value | Sealed | None:
    """Give the value to store, None for blank; ValueError in Chinese when it can't be taken.

    Money and decimals become strings (two and up to four places), dates ISO text, ID and account numbers `Sealed`.
    `on` is the day of entry; `may_reverse` lets an amount be negative because the row says it reverses an entry.
    """
    if isinstance(typed, bool) and field.type != "bool":
        raise ValueError("这里不能填是或否，请重新填写。")
    if typed is None or field.type == "file":
        # Attachments stay hidden until they can be scanned and redacted.
        return None
    text = clean(_as_text(typed), lines=field.type == "longtext")
    if not text:
        return None
    if field.is_digested:
        return _sealed(field, text, on)
    if field.type == "money":
        return _money(text, may_be_negative=may_reverse or field.key in MAY_BE_NEGATIVE)
    if field.type in {"date", "month"}:
        return _date(field, text, on)
    return _CLEANERS[field.type](field, text)


def _as_text(typed: object) -> str:
    if isinstance(typed, bool):
        return "是" if typed else "否"
    if isinstance(typed, str | int | Decimal | date):
        return str(typed)
    raise ValueError("内容的格式不对，请重新填写。")


def _plain(text: str) -> str:
    if len(text) > LONGEST_NUMBER:
        raise ValueError(f"太长了，最多 {LONGEST_NUMBER} 个字符，请核对。")
    compact = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in compact)


def _text(field: Field, text: str) -> str:
    longest = LONGEST[field.type]
    if len(text) > longest:
        raise ValueError(f"最多 {longest} 个字，现在有 {len(text)} 个字，请缩短。")
    if field.key.endswith("_uscc"):
        return _company_code(text)
    found = find_personal_numbers(text)
    if found:
        words = "、".join(sorted({_NUMBER_WORDS[one.kind] for one in found}))
        raise ValueError(f"文字里有{words}，公开后会泄露个人信息，请删去后再填。")
    return text


def _company_code(text: str) -> str:
    compact = _plain(text).upper()
    if not _COMPANY_CODE.fullmatch(compact) or any(one.kind == "id" for one in find_personal_numbers(compact)):
        raise ValueError("统一社会信用代码是 18 位数字或大写字母，请核对；不要填个人身份证号。")
    return compact


def _choice(field: Field, text: str) -> str:
    if text in field.choices:
        return text
    raise ValueError(f"只能从这些里选一个：{'、'.join(field.choices)}。")


def _bool(_field: Field, text: str) -> bool:
    if text in YES | NO:
        return text in YES
    raise ValueError("请选“是”或“否”。")


def _integer(field: Field, text: str) -> int:
    compact = _plain(text)
    if not _INTEGER.fullmatch(compact):
        raise ValueError("应填整数，例如 12，不带小数和单位。")
    number = int(compact.replace(",", ""))
    if number < 0:
        raise ValueError("不能是负数，没有的请填 0。")
    if number > LARGEST_INTEGER:
        raise ValueError("数字过大，请核对。")
    if field.key == "year" and not EARLIEST_YEAR <= number < EARLIEST_YEAR + 300:
        raise ValueError("年度应填四位数字，例如 2026。")
    return number


def _decimal(_field: Field, text: str) -> str:
    match = _DECIMAL.fullmatch(_plain(text))
    if match is None:
        raise ValueError("应填数字，例如 12.5，不带单位。")
    sign, whole, part = match[1], match[2].replace(",", ""), match[3] or ""
    if sign:
        raise ValueError("不能是负数，没有的请填 0。")
    if len(part) > DECIMAL_PLACES:
        raise ValueError("最多四位小数，不会自动四舍五入，请改正后再填。")
    number = Decimal(f"{whole}.{part or 0}")
    if number >= LARGEST_DECIMAL:
        raise ValueError("数字过大，请核对。")
    return f"{number.normalize():f}"


def _money(text: str, *, may_be_negative: bool) -> str:
    amount = parse_money(text, allow_negative=True)
    if amount < 0 and not may_be_negative:
        raise ValueError(f"金额不能是负数；冲销以前的账请在摘要里写明“{REVERSAL}”。")
    return f"{amount:.2f}"


def _date(field: Field, text: str, on: date) -> str:
    compact = _plain(text)
    if field.type == "month":
        day, written = _month(compact)
    else:
        day = _day(compact)
        written = day.isoformat()
    if day.year < EARLIEST_YEAR:
        raise ValueError(f"年份早于 {EARLIEST_YEAR} 年，请核对。")
    if day > on and field.key not in MAY_LIE_AHEAD:
        raise ValueError("这是已经发生的事，日期不能晚于今天，请核对。")
    return written


def _day(compact: str) -> date:
    match = _DAY.fullmatch(compact)
    if match is None:
        raise ValueError("日期应写成 2026-10-17，公历，年份四位。农历或不完整的日期请先换算。")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError("没有这一天，请核对日期。") from None


def _month(compact: str) -> tuple[date, str]:
    match = _MONTH.fullmatch(compact)
    if match is None:
        raise ValueError("月份应写成 2026-10，年份四位。")
    try:
        day = date(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise ValueError("没有这个月份，请核对。") from None
    return day, str(Period.containing(Frequency.MONTHLY, day))


def _phone(field: Field, text: str) -> str:
    if field.key == "complaint_phone" and _is_mobile(text):
        raise ValueError("监督举报电话要填单位办公电话（如 024-87221234），不能填个人手机号。")
    return normalise_phone(text)


def _is_mobile(text: str) -> bool:
    try:
        normalise_mobile(text)
    except ValueError:
        return False
    return True


def _sealed(field: Field, text: str, on: date) -> Sealed:
    if field.type == "id_number":
        number = normalise_id(text)
        return Sealed(digests.seal("person", number), is_child=is_under(number, CHILD, on))
    if field.type == "bank_account":
        return Sealed(digests.seal("account", normalise_account(text)))
    return Sealed(digests.seal("phone", normalise_phone(text)))


_CLEANERS: dict[str, Callable[[Field, str], Value]] = {
    "text": _text,
    "longtext": _text,
    "person_name": _text,
    "matter": _text,
    "choice": _choice,
    "bool": _bool,
    "integer": _integer,
    "decimal": _decimal,
    "phone": _phone,
}
