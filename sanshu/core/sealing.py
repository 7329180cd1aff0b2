"""Sealed text: encrypted with AES-256-GCM so that only this service can read it, and bound to what it belongs to. Pure."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sanshu.core import keys

_ALGORITHM = "aes256gcm"
_NONCE_BYTES = 12


class SealBroken(ValueError):
    """The sealed text was altered, belongs to something else, or was made with a key that is not here."""


def seal_text(purpose: str, text: str, *, bound_to: str = "") -> str:
    """Encrypt a text with the key of its purpose (`phone`, `identity`, `file`) into `aes256gcm$key_id$base64`.

    `bound_to` names the row it belongs to: a sealed value copied to another row does not open there.
    """
    return f"{_ALGORITHM}${keys.key(f'seal-{purpose}').id}${base64.b64encode(seal_bytes(purpose, text.encode(), bound_to=bound_to)).decode()}"


def open_text(purpose: str, sealed: str, *, bound_to: str = "") -> str:
    """Decrypt what `seal_text` made for the same purpose and binding; SealBroken for anything else."""
    name, _, rest = sealed.partition("$")
    key_id, _, body = rest.partition("$")
    if name != _ALGORITHM or key_id != keys.key(f"seal-{purpose}").id:
        raise SealBroken("密封内容的密钥不在本机，无法打开。")
    try:
        blob = base64.b64decode(body, validate=True)
    except ValueError as problem:
        raise SealBroken("密封内容已损坏。") from problem
    return open_bytes(purpose, blob, bound_to=bound_to).decode()


def seal_bytes(purpose: str, content: bytes, *, bound_to: str = "") -> bytes:
    """Encrypt bytes (an uploaded workbook, for instance): a random nonce, then the ciphertext with its tag."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(keys.key(f"seal-{purpose}").secret).encrypt(nonce, content, bound_to.encode())


def open_bytes(purpose: str, sealed: bytes, *, bound_to: str = "") -> bytes:
    """Decrypt what `seal_bytes` made for the same purpose and binding; SealBroken for anything else."""
    nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(keys.key(f"seal-{purpose}").secret).decrypt(nonce, body, bound_to.encode())
    except (InvalidTag, ValueError) as problem:
        raise SealBroken("密封内容已被改动，或不属于这里。") from problem
