"""How far a matter has come by what its disclosures say: decided, the money came, it was paid out. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

LONGEST_NUMBER = 60


class Stage(StrEnum):
    """What a matter goes through, in this order."""

    DECIDED = "decided"
    CAME = "came"
    PAID = "paid"


@dataclass(frozen=True)
class Opens:
    """How a disclosure of one item opens a matter: its kind, and the fields of number and title."""

    kind: str
    number: str
    title: str


#: Where matters begin. A resolution without a filing number gets the village's next one of the year.
OPENS: dict[str, Opens] = {
    "V-04": Opens("resolution", "filed_no", "title"),
    "F-08": Opens("fund", "doc_no", "fund_name"),
    "F-15": Opens("project", "project_no", "name"),
}
#: What a matter that began so must have gone through to be complete.
NEEDED: dict[str, frozenset[Stage]] = {
    # What a village decides it may pay from its own purse: no money has to come first.
    "resolution": frozenset({Stage.DECIDED, Stage.PAID}),
    "fund": frozenset({Stage.CAME, Stage.PAID}),
    "project": frozenset({Stage.PAID}),
}
#: Items whose header tells how far their matter has come.
TELLING = ("V-04", "F-08", "F-09", "F-10", "F-15")
_ENDED = frozenset({"已完成", "终止"})


@dataclass(frozen=True)
class Told:
    """What one disclosure says of its matter: stages done, that all is finished or stopped, that money is still owed.

    `free` is a decision about no money, such as on the village's own rules: nobody waits for a payment.
    """

    done: frozenset[Stage] = frozenset()
    ended: bool = False
    owing: bool = False
    free: bool = False


def told(code: str, header: Mapping[str, Any]) -> Told:
    """Read one disclosure's header by its item; an item that tells nothing gives nothing."""
    if code == "V-04":
        free = not _money(header, "amount_involved")
        return Told(frozenset({Stage.DECIDED}), ended=header.get("impl_status") in _ENDED, free=free)
    if code == "F-10":
        return Told(frozenset({Stage.PAID}))
    if code == "F-15":
        final, paid = _money(header, "final_price"), _money(header, "paid_total")
        return _paying(frozenset(), paid_out=bool(final) and paid >= final)
    if code == "F-08":
        left, used = _money(header, "closing_balance"), _money(header, "expense_total")
        return _paying(frozenset({Stage.CAME}), paid_out=left == 0 and used > 0)
    if code == "F-09":
        left, used = _money(header, "unpaid_total"), _money(header, "paid_total")
        return _paying(frozenset({Stage.CAME}), paid_out=left == 0 and used > 0)
    return Told()


def _paying(done: frozenset[Stage], *, paid_out: bool) -> Told:
    return Told(done | {Stage.PAID} if paid_out else done, owing=not paid_out)


def _money(header: Mapping[str, Any], key: str) -> Decimal:
    return Decimal(header.get(key) or 0)


def is_open(kind: str, disclosures: Iterable[Told]) -> bool:
    """Say whether a matter is still under way: money is owed, or a stage is missing and nobody said that it ended."""
    every = list(disclosures)
    if any(one.owing for one in every):
        return True
    done = frozenset().union(*(one.done for one in every))
    return not any(one.ended for one in every) and not NEEDED.get(kind, frozenset(Stage)) <= done


def missing_stages(kind: str, disclosures: Collection[Told]) -> tuple[Stage, ...]:
    """List, in their order, the stages that readers of a matter's thread look for in vain; none once it ended."""
    if any(one.ended for one in disclosures):
        return ()
    done = frozenset().union(*(one.done for one in disclosures))
    owing = {Stage.PAID} if any(one.owing for one in disclosures) else set()
    needed = NEEDED.get(kind, frozenset(Stage))
    if kind == OPENS["V-04"].kind and not owing and any(one.free for one in disclosures):
        needed -= {Stage.PAID}
    return tuple(stage for stage in Stage if stage in needed and (stage not in done or stage in owing))


#: Where a disclosure writes down the day of its stage; elsewhere it is the day on which it was published.
_DAY_FIELDS = {"V-04": "resolution_date", "F-08": "received_on", "F-09": "received_on"}


@dataclass(frozen=True)
class Disclosed:
    """One disclosure of a matter: what it says, and the day of the stage it tells of."""

    told: Told
    stage_day: date
    published: date


def disclosed(code: str, header: Mapping[str, Any], published: date) -> Disclosed:
    """Read one disclosure's header by its item."""
    written = header.get(_DAY_FIELDS.get(code, ""))
    return Disclosed(told(code, header), date.fromisoformat(written) if written else published, published)


@dataclass(frozen=True)
class Step:
    """One stage on a matter's way and its day, None while nobody has told it.

    `days` went by since the step before; for a stage that is missing, until the day of asking. None for the first.
    """

    stage: Stage
    day: date | None
    days: int | None


def way_of(kind: str, disclosures: Sequence[Disclosed], *, on: date) -> tuple[Step, ...]:
    """Lay out a matter's way in the order of its stages: those told, with their days, and those missed."""
    said = [one.told for one in disclosures]
    missing = missing_stages(kind, said)
    done = frozenset().union(*(one.done for one in said))
    steps: list[Step] = []
    before: date | None = None
    for stage in Stage:
        if stage not in done and stage not in missing:
            continue
        day = None if stage in missing else _day_of(stage, disclosures)
        steps.append(Step(stage, day, None if before is None else max(((day or on) - before).days, 0)))
        before = day or before
    return tuple(steps)


def _day_of(stage: Stage, disclosures: Sequence[Disclosed]) -> date:
    """Give the first day on which it was decided or money came, the last on which it was told that all is paid."""
    if stage is Stage.PAID:
        return max(one.published for one in disclosures if stage in one.told.done)
    return min(one.stage_day for one in disclosures if stage in one.told.done)
