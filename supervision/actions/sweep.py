"""All that beat does, once: what is owed, filings, messages, warnings. Events nudge; this decides."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import connection

from feedback.actions.sweep import sweep_messages
from publicity.actions.imports import forget_files
from publicity.actions.obligations import expire_filings, open_obligations
from sanshu.accounts.actions.attempts import purge_sign_in
from sanshu.core import clock
from sanshu.core.models import Region
from sanshu.core.roles import Level
from supervision.actions.evaluate import evaluate_rules, settle_warnings
from supervision.models import DailyRun

#: Two sweeps never run at once: whoever holds this advisory lock of PostgreSQL sweeps, the other goes home.
LOCK = 7_306_001


@dataclass(frozen=True)
class Swept:
    """What one sweep did, by name; `busy` when another sweep was at work and this one did nothing."""

    busy: bool = False
    done: dict[str, int] = field(default_factory=dict)


def sweep(at: datetime | None = None) -> Swept:
    """Do all that is due at a moment; safe to repeat at once, a second run changes nothing."""
    moment = (at or clock.now()).astimezone(clock.SHANGHAI)
    with clock.at(moment), _alone() as alone:
        return Swept(done=_sweep(moment)) if alone else Swept(busy=True)


def _sweep(at: datetime) -> dict[str, int]:
    done: Counter[str] = Counter(
        opened=_once_a_day("open_obligations", at, partial(_open, at)), expired=expire_filings(at=at)
    )
    done.update(sweep_messages(at))
    for province in Region.objects.filter(level=Level.PROVINCE):
        name = f"evaluate_rules:{province.code_text}"
        done.update(raised=_once_a_day(name, at, partial(_evaluate, province, at)))
        done.update(ceased=settle_warnings(region=province, on=at.date(), at=at))
    done.update(forgotten=forget_files(at=at))
    done.update(purged=_once_a_day("purge_sign_in", at, partial(purge_sign_in, at=at)))
    return dict(done)


def _open(at: datetime) -> int:
    return sum(open_obligations(on=at.date()).values())


def _evaluate(province: Region, at: datetime) -> int:
    return sum(run.raised for run in evaluate_rules(region=province, on=at.date(), at=at))


def _once_a_day(name: str, at: datetime, act: Callable[[], int]) -> int:
    """Act unless it was done today; it counts as done only once it is, so a failure is tried again by the next sweep."""
    if DailyRun.objects.filter(name=name, on=at.date()).exists():
        return 0
    result = act()
    DailyRun.objects.create(name=name, on=at.date(), at=at)
    return result


@contextmanager
def _alone() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        row = cursor.fetchone()
    alone = bool(row and row[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
