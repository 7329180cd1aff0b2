"""Count attempts and refuse too many: one atomic statement, so parallel guessing counts in full."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from sanshu.accounts.models import ApiToken, AttemptCount, InPersonRequest, PhoneCode, ReadingGrant
from sanshu.core import clock, keys
from sanshu.core.errors import TooMany

_COUNT = """
    INSERT INTO accounts_attemptcount (key, window_end, count) VALUES (%s, %s, 1)
    ON CONFLICT (key, window_end) DO UPDATE SET count = accounts_attemptcount.count + 1
    RETURNING count
"""


def count_attempt(what: str, who: str, *, most: int, within: timedelta) -> None:
    """Count one attempt by somebody (an address, an account); TooMany, saying when to come back, beyond `most`.

    Windows are fixed, aligned to the epoch. Call it outside the transaction of the action: a refused attempt counts.
    """
    now = clock.now()
    seconds = int(within.total_seconds())
    window_end = datetime.fromtimestamp((int(now.timestamp()) // seconds + 1) * seconds, tz=UTC)
    digest = hmac.new(keys.key("attempts").secret, who.encode(), hashlib.sha256).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [f"{what}:{digest}", window_end])
        (count,) = cursor.fetchone()
    if count > most:
        minutes = max(1, round((window_end - now).total_seconds() / 60))
        raise TooMany(_("试得太多了，请约%(minutes)d分钟后再试。") % {"minutes": minutes})


def purge_sign_in(*, at: datetime | None = None) -> int:
    """Delete what nobody needs any more: codes a day old, windows that are over, tokens long dead, visits never made,
    codes for helpers never used.

    Gives how many rows that were.
    """
    moment = at or clock.now()
    codes, _ = PhoneCode.objects.filter(sent_at__lt=moment - timedelta(days=1)).delete()
    windows, _ = AttemptCount.objects.filter(window_end__lt=moment).delete()
    tokens, _ = ApiToken.objects.filter(expires_at__lt=moment - timedelta(days=180)).delete()
    visits, _ = InPersonRequest.objects.filter(outcome="", expires_on__lt=moment.date()).delete()
    readings, _ = ReadingGrant.objects.filter(accepted_at__isnull=True, expires_at__lt=moment).delete()
    return codes + windows + tokens + visits + readings
