"""One spelling for each content, so that its digest is the same wherever it is computed. Pure."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

#: The `previous` of a village's first revision.
GENESIS = "0" * 64


def canonical(content: Any) -> bytes:
    """Spell a JSON value in its one way: sorted keys, no blanks, UTF-8, decimals as strings; floats are refused."""
    return json.dumps(_spelled(content), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _spelled(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError("a float has no exact spelling; use Decimal or text")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict):
        return {key: _spelled(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_spelled(part) for part in value]
    return value


def commitment(salt: bytes, content: Any) -> str:
    """Commit to a content: SHA-256 over the salt and its canonical spelling, in hex."""
    return hashlib.sha256(salt + canonical(content)).hexdigest()


@dataclass(frozen=True)
class ChainLink:
    """All that a revision's digest covers: every column of the row but the digest itself."""

    record: int
    number: int
    kind: str
    edition: int
    at: str
    drafted_by: int
    published_by: int
    reason: str
    is_nil: bool
    commitment: str
    village: int
    place: int
    previous: str

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical spelling of the link, in hex."""
        return hashlib.sha256(canonical(asdict(self))).hexdigest()


def moment(at: datetime) -> str:
    """Spell a moment in its one way: UTC with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
