"""Two-layer tagged digests: a number becomes `HMAC(K_store, HMAC(K_match, number))` and can't be read back. Pure.

The first layer is what a department's offline tool computes with the match key; it may be delivered to us. Only the
second layer is stored, tagged `algorithm$key_id$hex`, so that a change of algorithm or key is visible in the data.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Callable
from typing import Literal

from sanshu.core import keys
from sanshu.core.identity import normalise_account, normalise_id, normalise_phone

Kind = Literal["person", "account", "phone", "receipt", "household", "reading"]

DEFAULT_ALGORITHM = "hmac-sha256"
_HASHES = {"hmac-sha256": "sha256", "hmac-sm3": "sm3"}
RECEIPT_DIGITS = 16


class DigestSettingError(RuntimeError):
    """The algorithm asked for by setting can't be used on this machine."""


def normalise_receipt(text: str) -> str:
    """Give the 16 digits of a receipt code; blanks, dashes and full-width digits are accepted."""
    digits = re.sub(r"[\s\-]", "", text)
    if not re.fullmatch(rf"\d{{{RECEIPT_DIGITS}}}", digits):
        raise ValueError(f"应为 {RECEIPT_DIGITS} 位数字，请核对。")
    return "".join(str(int(digit)) for digit in digits)


_NORMALISE: dict[str, Callable[[str], str]] = {
    "person": normalise_id,
    "account": normalise_account,
    "phone": normalise_phone,
    "receipt": normalise_receipt,
    # Household codes and codes for a helper have the same shape, so that people learn one; their keys are their own.
    "household": normalise_receipt,
    "reading": normalise_receipt,
}


def algorithm() -> str:
    """Give the algorithm set by `SANSHU_DIGEST_ALGORITHM` (`hmac-sha256` by default, `hmac-sm3`), or say why not."""
    name = os.environ.get("SANSHU_DIGEST_ALGORITHM") or DEFAULT_ALGORITHM
    if name not in _HASHES:
        raise DigestSettingError(f"SANSHU_DIGEST_ALGORITHM={name} 不认识；可用：{'、'.join(_HASHES)}。")
    if _HASHES[name] not in hashlib.algorithms_available:
        raise DigestSettingError(
            f"本机的 OpenSSL 不提供 {_HASHES[name].upper()}，不能用 {name}。请换用带国密算法的 OpenSSL。"
        )
    return name


def _mac(name: str, secret: bytes, data: bytes) -> str:
    return hmac.new(secret, data, _HASHES[name]).hexdigest()


def match_digest(kind: Kind, number: str) -> str:
    """Give the first layer, in hex: what whoever holds only the match key can compute. Normalises; ValueError."""
    normal = _NORMALISE[kind](number)
    return _mac(algorithm(), keys.key(f"match-{kind}").secret, normal.encode())


def seal_match(kind: Kind, first_layer: str) -> str:
    """Turn a first layer, computed here or delivered by a department, into the value that is stored."""
    if not re.fullmatch(r"[0-9a-f]{64}", first_layer):
        raise ValueError("比对摘要应为 64 位十六进制字符。")
    name, store = algorithm(), keys.key(f"store-{kind}")
    return f"{name}${store.id}${_mac(name, store.secret, bytes.fromhex(first_layer))}"


def seal(kind: Kind, number: str) -> str:
    """Turn a number into the tagged digest that is stored; equal numbers give equal digests within one kind.

    The number is normalised first; a number that can't be is a ValueError in Chinese.
    """
    return seal_match(kind, match_digest(kind, number))


def same(kind: Kind, number: str, stored: str) -> bool:
    """Say, in constant time, whether a number is the one behind a stored digest; a malformed number is not."""
    try:
        return hmac.compare_digest(seal(kind, number), stored)
    except ValueError:
        return False
