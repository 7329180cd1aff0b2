"""Numbers that name a person: identity cards, telephones, bank cards. Normalised, checked, never kept. Pure.

Errors are ValueError with Chinese text that never repeats the number.
"""

import re
import unicodedata
from datetime import date

from sanshu.core.marks import gettext_noop as _

#: GB 11643-1999: weights of the first 17 digits, and the check character for each remainder of 11 (ISO 7064 MOD 11-2).
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"

#: What people put between the digits: blanks of every kind, dashes, dots, zero-width characters.
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−·•.()\u200b-\u200f\u2060\ufeff]+")
_MOBILE = re.compile(r"1[3-9]\d{9}")
#: 010 and 02x with eight digits; other area codes with seven or eight. Local numbers never begin with 0 or 1.
_LANDLINE = re.compile(r"0(?:10|2\d)[2-9]\d{7}|0[3-9]\d{2}[2-9]\d{6,7}")
_CENTENARIAN_ORDERS = range(996, 1000)
_LONGEST_INPUT = 64


def _compact(text: str) -> str:
    """Turn full-width into plain characters and drop separators; over-long input is cut, so it can't match."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text[:_LONGEST_INPUT])).upper()


def check_character(first17: str) -> str:
    """Compute the 18th character of an identity number from the first 17 digits (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def normalise_id(text: str) -> str:
    """Give the 18 upper-case characters of an identity number; 15-digit numbers are converted.

    Accepts full-width digits, blanks, dashes and a lower-case x. Retired area codes are not refused. ValueError in
    Chinese for wrong length, an impossible date of birth or a wrong check character.
    """
    compact = _compact(text)
    if not compact:
        raise ValueError(_("没有填写身份证号。"))
    if re.fullmatch(r"[1-9][0-9]{14}", compact):
        compact = _from_15_digits(compact)
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", compact):
        raise ValueError(_("身份证号应为 18 位（末位可以是 X）或 15 位数字，请核对位数。"))
    birth_date(compact)
    if check_character(compact[:17]) != compact[17]:
        raise ValueError(_("身份证号的校验位不对，多半是抄错了一位，请逐位核对。"))
    return compact


def _from_15_digits(number: str) -> str:
    # Orders 996 to 999 were kept for people aged a hundred and more when the numbers were given out (before 1999).
    century = "18" if int(number[12:]) in _CENTENARIAN_ORDERS else "19"
    first17 = number[:6] + century + number[6:]
    return first17 + check_character(first17)


def birth_date(number: str) -> date:
    """Read the date of birth from a normalised number."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as problem:
        raise ValueError(_("身份证号里的出生日期不存在，请核对第 7 至 14 位。")) from problem


def is_under(number: str, age: int, on: date) -> bool:
    """Say whether the holder of a normalised number has not yet turned `age` on the day.

    A person turns a year older on the birthday; one born on 29 February does so on 1 March in common years.
    """
    born = birth_date(number)
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (0 if had_birthday else 1) < age


def normalise_mobile(text: str) -> str:
    """Give the 11 digits of a mainland mobile number; +86, 0086, blanks and dashes are accepted."""
    compact = _without_country(_compact(text))
    if not compact:
        raise ValueError(_("没有填写手机号。"))
    if not re.fullmatch(_MOBILE, compact):
        raise ValueError(_("手机号应为 1 开头的 11 位数字，请核对。"))
    return compact


def normalise_phone(text: str) -> str:
    """Give the digits of a mobile number or of a landline with its area code (`02412345678`)."""
    compact = _without_country(_compact(text))
    if not compact:
        raise ValueError("没有填写电话号码。")
    if re.fullmatch(_MOBILE, compact) or re.fullmatch(_LANDLINE, compact):
        return compact
    if re.fullmatch(r"[2-9]\d{6,7}", compact):
        raise ValueError("固定电话请加上区号，例如 024-12345678。")
    raise ValueError("电话号码应为 11 位手机号，或带区号的固定电话，请核对。")


def _without_country(compact: str) -> str:
    for prefix in ("+86", "0086", "86"):
        rest = compact.removeprefix(prefix)
        # People also write +86 024..., and abroad the zero of the area code is dropped: +86 24...
        if rest != compact and re.fullmatch(_MOBILE, rest):
            return rest
        if rest != compact and prefix != "86":
            return rest if rest.startswith("0") else f"0{rest}"
    return compact


def passes_luhn(digits: str) -> bool:
    """Say whether the last digit is the right check digit (ISO/IEC 7812-1, Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004  # the digit sum of 10 to 18
    return total % 10 == 0


def normalise_card(text: str) -> str:
    """Give the 16 to 19 digits of a bank card; ValueError when the check digit is wrong."""
    compact = _compact(text)
    if not compact:
        raise ValueError("没有填写银行卡号。")
    if not re.fullmatch(r"[1-9][0-9]{15,18}", compact):
        raise ValueError("银行卡号应为 16 至 19 位数字，请核对位数。")
    if not passes_luhn(compact):
        raise ValueError("银行卡号的校验位不对，多半是抄错了一位，请逐位核对。")
    return compact


def normalise_account(text: str) -> str:
    """Give the digits of a bank account, card or passbook; only length is checked, passbooks have no check digit."""
    compact = _compact(text)
    if not compact:
        raise ValueError("没有填写银行账号。")
    if not re.fullmatch(r"[0-9]{8,32}", compact):
        raise ValueError("银行账号应为 8 至 32 位数字，请核对。")
    return compact
