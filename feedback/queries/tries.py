"""How often an address may try a wrong receipt code."""

import hashlib

from django.core.cache import cache

from sanshu.core.errors import TooMany
from sanshu.core.marks import gettext_noop as _

MOST = 20
SECONDS = 600


def refuse_after_many(address: str) -> None:
    """Raise TooMany when an address has tried too many wrong codes lately, whatever it tries now."""
    if int(cache.get(_key(address), 0)) >= MOST:
        raise TooMany(_("查询码填错的次数太多了，请过10分钟再试。"))


def count_wrong(address: str) -> None:
    """Count one wrong code."""
    key = _key(address)
    cache.set(key, int(cache.get(key, 0)) + 1, SECONDS)


def _key(address: str) -> str:
    return f"message-track-{hashlib.sha256(address.encode()).hexdigest()[:32]}"
