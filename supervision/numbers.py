"""The number of a warning: it tells when the warning was raised, and never how many others there are. Pure.

Running numbers would: the gap between two warnings that a township sees is the number of those that it may not know of.
"""

import hashlib
from datetime import datetime
from uuid import UUID


def warning_number(*facts: object, at: datetime) -> UUID:
    """Give the number of a warning raised at a moment, unlike any other's as the facts are unlike.

    The first 48 bits are the milliseconds since 1970, so that the newest is the greatest; the rest is a digest of the
    facts (RFC 9562, version 8).
    """
    digest = hashlib.sha256("|".join(map(str, facts)).encode()).hexdigest()
    return UUID(f"{int(at.timestamp() * 1000):012x}8{digest[:3]}8{digest[3:18]}")
