"""A cell of an office's table as what a clerk would have typed into the form: text that `intake` then judges. Pure.

ValueError in Chinese says what the cell must become; it never repeats what stands in it. Nothing is guessed where two
readings are possible (2023.5, 23/5/1): the clerk is asked.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from publicity.catalogue import Field
from publicity.importing.books import Value
from sanshu.core.periods import Period

#: A spreadsheet keeps fifteen digits of a number; more are gone for good.
EXACT_BELOW = 10**15
_SHORTEST_ACCOUNT = 8
_YES = frozenset({"√", "✓", "✔", "☑", "对", "有", "Y", "y", "V", "v"})
_NO = frozenset({"×", "✗", "✘", "X", "x", "☐", "无", "没有", "N", "n"})
_NOTHING = frozenset({"-", "--", "—", "——", "/", "／", "－", "一"})
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WITH_TIME = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[T ]\d{1,2}:\d{2}(:\d{2})?")
_NO_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?")
_SHORT_YEAR = re.compile(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_LUNAR = re.compile("农历|闰|正月|腊月|初[一二三四五六七八九十]|廿")
_BARE_NUMBER = re.compile(r"[-−]?[\d,]+(\.\d+)?")
#: What the examples of our templates begin with; nobody publishes one by mistake.
EXAMPLE = "（示例）"


@dataclass(frozen=True)
class Setting:
    """What a cell alone does not say: the period of the disclosure and the unit above the table (元, 万元)."""

    period: str
    unit: str = ""


def typed(field: Field, value: Value, setting: Setting) -> str | None:
    """Give the text that a clerk would have typed, None for blank; ValueError where the cell must be mended first."""
    if value is None:
        return None
    reader = _READERS.get(field.type, _as_text)
    if isinstance(value, str):
        value = value.strip()
        if value.startswith(EXAMPLE):
            raise ValueError("这还是模板里的示例，请改成真的内容，不填的请清空。")
        if not value or (field.type not in _WORDS and unicodedata.normalize("NFKC", value) in _NOTHING):
            return None
    return reader(field, value, setting)


_WORDS = frozenset({"text", "longtext", "person_name", "choice", "matter"})


def written(number: float) -> str:
    """Write a spreadsheet's number as it shows it, to fifteen digits: 0.1 + 0.2 is 0.3."""
    if number == int(number) and abs(number) < EXACT_BELOW:
        return str(int(number))
    text = f"{number:.15g}"
    if "e" in text:
        raise ValueError("数字过大或过小，请核对。")
    return text


def _as_text(_field: Field, value: Value, _setting: Setting) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return written(float(value))
    return value.strftime("%Y-%m-%d") if isinstance(value, datetime) else str(value)


def _money(field: Field, value: Value, setting: Setting) -> str:
    text = _number(field, value, setting)
    if text == "无":
        raise ValueError("没有发生的请填0，不知道的请留空；不要写“无”。")
    return f"{text}{setting.unit}" if setting.unit == "万元" and _BARE_NUMBER.fullmatch(text) else text


def _number(field: Field, value: Value, setting: Setting) -> str:
    if isinstance(value, date):
        raise ValueError("这一格是日期，这里要填数字。请核对是不是错了列，或把格式改成“数值”。")  # noqa: TRY004 - told to a clerk
    return _as_text(field, value, setting)


def _identity(_field: Field, value: Value, _setting: Setting) -> str:
    return _digits(value, "身份证号")


def _account(_field: Field, value: Value, _setting: Setting) -> str:
    digits = _digits(value, "账号")
    if not isinstance(value, str) and len(digits) < _SHORTEST_ACCOUNT:
        raise ValueError("账号位数不够，开头的0可能被表格去掉了。请把这一列设成“文本”，再补全这一格。")
    return digits


def _phone(_field: Field, value: Value, _setting: Setting) -> str:
    return _digits(value, "电话号码")


def _digits(value: Value, name: str) -> str:
    """Write a number that is a name: whole, or told that a spreadsheet has cut it."""
    if isinstance(value, str):
        lost, text = _SCIENTIFIC.fullmatch(value) is not None, value
    else:
        number = float(value) if isinstance(value, int | float) else -1.0
        lost = not 0 <= number < EXACT_BELOW or not number.is_integer()
        text = str(int(number))
    if lost:
        raise ValueError(
            f"{name}被表格当成了数字，后面几位已经变成0，认不回来了。请把这一列设成“文本”，再重新填写这一格。"
        )
    return text


def _day(field: Field, value: Value, setting: Setting) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if _LUNAR.search(text):
        raise ValueError("这像是农历日期，请换算成公历再填，例如2026-10-17。")
    if match := _COMPACT_DAY.fullmatch(text.removesuffix(".0")):
        return "-".join(match.groups())
    if not isinstance(value, str):
        raise ValueError("日期变成了数字。请把这一列的格式改成“日期”，或写成2026-10-17。")  # noqa: TRY004 - told to a clerk
    if match := _WITH_TIME.fullmatch(text):
        return match[1]
    if match := _NO_YEAR.fullmatch(re.sub(r"\s", "", text)):
        return f"{_year(setting)}-{match[1]}-{match[2]}"
    if _SHORT_YEAR.fullmatch(text):
        raise ValueError("年份只写了两位，分不清是哪一年，请写四位，例如2026-10-17。")
    return text


def _year(setting: Setting) -> int:
    # A bare 5月1日 is of the period's year, unless the period spans the turn of one; none of ours does.
    return Period.parse(setting.period).first_day.year


def _month(_field: Field, value: Value, _setting: Setting) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m")
    if not isinstance(value, str):
        raise ValueError("月份变成了数字（2023.1分不清是1月还是10月）。请写成2026-10，并把这一列设成“文本”。")  # noqa: TRY004 - told to a clerk
    return value


def _bool(field: Field, value: Value, setting: Setting) -> str:
    text = _as_text(field, value, setting)
    return "是" if text in _YES else "否" if text in _NO else text


def _choice(field: Field, value: Value, setting: Setting) -> str:
    text = unicodedata.normalize("NFKC", _as_text(field, value, setting))
    plain = {unicodedata.normalize("NFKC", one): one for one in field.choices}
    if text in plain:
        return plain[text]
    alike = [one for key, one in plain.items() if text in key or key in text]
    return alike[0] if len(alike) == 1 else text


_READERS: dict[str, Callable[[Field, Value, Setting], str]] = {
    "money": _money,
    "integer": _number,
    "decimal": _number,
    "id_number": _identity,
    "bank_account": _account,
    "phone": _phone,
    "date": _day,
    "month": _month,
    "bool": _bool,
    "choice": _choice,
}
