"""Receipt codes and what ties a repeated sending to the first: all keyed, so that the database alone tells nothing. Pure."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from uuid import UUID

from sanshu.core import digests, keys

_MODULUS = 10**digests.RECEIPT_DIGITS


def receipt_code(message_id: UUID, nonce: str) -> str:
    """Give the 16 digits that open one message; the same for the same message and nonce, on every replay."""
    mac = hmac.new(keys.key("receipt-code").secret, f"{message_id}:{nonce}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(mac) % _MODULUS:0{digests.RECEIPT_DIGITS}d}"


def receipt_digest(code: str) -> str:
    """Give what is stored of a receipt code; ValueError in Chinese when it isn't 16 digits."""
    return digests.seal("receipt", code)


def spaced(code: str) -> str:
    """Write a code in groups of four, as people copy it."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def key_digest(idempotency_key: str) -> str:
    """Give what is stored of an idempotency key."""
    return _mac("idempotency", idempotency_key)


def body_digest(body: Mapping[str, object]) -> str:
    """Give what is stored of a sending's content, to tell a replay from another message under the same key."""
    return _mac("idempotency", json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def sender_digest(account_id: int) -> str:
    """Give the mark by which an account finds its own messages, and nobody without the key finds the account."""
    return _mac("sender", str(account_id))


def _mac(purpose: str, text: str) -> str:
    return hmac.new(keys.key(f"message-{purpose}").secret, text.encode(), hashlib.sha256).hexdigest()
