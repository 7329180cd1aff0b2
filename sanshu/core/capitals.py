"""Amounts in Chinese capitals (壹仟贰佰元伍角), as receipts write them, read strictly. Pure."""

import re
from decimal import Decimal

_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇", "壹一", "贰二两", "叁三", "肆四", "伍五", "陆六", "柒七", "捌八", "玖九"))
    for sign in signs
}
_SCALES = {"仟": 1000, "千": 1000, "佰": 100, "百": 100, "拾": 10, "十": 10}

_DIGIT = "[壹一贰二两叁三肆四伍五陆六柒七捌八玖九]"
_ZERO = "[零〇]?"
#: Up to 9999, largest scale first; a bare 拾 means one ten.
_SECTION = f"(?:{_DIGIT}[仟千])?{_ZERO}(?:{_DIGIT}[佰百])?{_ZERO}(?:{_DIGIT}?[拾十])?{_ZERO}{_DIGIT}?"
_AMOUNT = re.compile(
    f"(?:人民币)?(?:(?P<yi>{_SECTION})亿)?(?:(?P<wan>{_SECTION})[万萬])?(?P<ones>{_SECTION}|零)"
    rf"[元圆](?:整|正|零?(?:(?P<jiao>{_DIGIT})角)?零?(?:(?P<fen>{_DIGIT})分)?[整正]?)?"
)


def read_capitals(text: str) -> Decimal | None:
    """Read an amount written in Chinese numerals, to the cent; None when it isn't one."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    parts = {name: match[name] for name in ("yi", "wan", "ones")}
    if not any(parts.values()) or any(part == "" for part in (parts["yi"], parts["wan"])):
        return None
    yuan = (_section(parts["yi"]) * 10_000 + _section(parts["wan"])) * 10_000 + _section(parts["ones"])
    cents = 10 * _DIGITS.get(match["jiao"] or "零", 0) + _DIGITS.get(match["fen"] or "零", 0)
    return Decimal(yuan * 100 + cents).scaleb(-2)


def _section(text: str | None) -> int:
    total, pending = 0, None
    for sign in text or "":
        if sign in _SCALES:
            total += (1 if pending is None else pending) * _SCALES[sign]
            pending = None
        else:
            # A zero only holds a place: 壹仟零伍.
            pending = _DIGITS[sign] or None
    return total + (pending or 0)
