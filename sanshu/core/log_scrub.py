"""No personal data in a log: values under telling keys are dropped, numbers inside any text are masked. Pure."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from sanshu.core.scan import mask_personal_numbers

DROPPED = "〔不记录〕"
#: Parts of key names whose values never belong in a log, whatever they hold.
_TELLING = re.compile(
    r"passw|secret|token|cookie|authori[sz]ation|session|csrf|otp|totp|sms|phone|mobile|id_number|identity|account_no|bank|card"
    r"|receipt|contact|payload|body|sealed|salt|api_?key|person_name|household_code",
    re.IGNORECASE,
)
_TELLING_WHOLE = frozenset(
    {
        "text",
        "name",
        "code",
        "content",
        "subject_text",
        "email",
        "address",
        "params",
        "args",
        "kwargs",
        "vars",
        "locals",
    }
)
_DEEPEST = 6
_LONGEST = 20_000


def scrub_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Clean one structlog event in place; put it after tracebacks are formatted and before the renderer."""
    for key, value in list(event.items()):
        event[key] = scrub_value(key, value)
    return event


def scrub_value(key: str, value: object, depth: int = 0) -> object:
    """Give a value fit for the log: dropped under a telling key, masked as text, cleaned inside containers."""
    if is_telling(key):
        return DROPPED
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        # A phone number is an int too; ids of rows are shorter.
        masked = mask_personal_numbers(str(value))
        return value if masked == str(value) else masked
    if isinstance(value, str):
        return scrub_text(value)
    return _scrub_container(value, depth)


def _scrub_container(value: object, depth: int) -> object:
    if depth >= _DEEPEST:
        return DROPPED
    if isinstance(value, Mapping):
        return {str(key): scrub_value(str(key), inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [scrub_value("", inner, depth + 1) for inner in value]
    if isinstance(value, bytes | bytearray | memoryview):
        return f"<{len(value)} bytes>"
    return scrub_text(repr(value))


def is_telling(key: str) -> bool:
    """Say whether the values under this key are personal or secret by name."""
    return key.lower() in _TELLING_WHOLE or bool(_TELLING.search(key))


def scrub_text(text: str) -> str:
    """Mask personal numbers and neutralise line breaks that could fake another log line."""
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return mask_personal_numbers(shown).replace("\r", "\\r")
