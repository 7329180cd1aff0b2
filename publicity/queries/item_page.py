"""One item of one unit through time: each period with its state, its disclosures and its filings."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from publicity.lifecycles import FilingStatus
from publicity.models import Filing, Item, Obligation, Record
from publicity.states import ObligationState

MOST_PERIODS = 60
#: Filings that residents may know of: item, reason class and expiry.
KNOWN_FILINGS = (FilingStatus.APPROVED, FilingStatus.EXPIRED, FilingStatus.REVOKED)


@dataclass
class PeriodState:
    """One period of one item; `unit` names a unit that has become part of the one whose page it is."""

    village: int
    period: str
    serial: int
    stage: str
    due_on: date
    met_on: date | None
    state: str
    days_overdue: int
    records: list[Record] = field(default_factory=list)
    filings: list[Filing] = field(default_factory=list)
    unit: str = ""


def periods_of(villages: Sequence[int], item: Item, on: date) -> list[PeriodState]:
    """List the newest periods of an item in some units, newest first, at most MOST_PERIODS; three queries."""
    obligations = list(
        Obligation.objects.filter(region_id__in=villages, item=item).order_by("-period_end", "-serial")[:MOST_PERIODS]
    )
    keys = {obligation.pk for obligation in obligations}
    events = keys | {obligation.event_id for obligation in obligations}
    records: dict[int, list[Record]] = defaultdict(list)
    for record in Record.objects.known().filter(obligation__in=events).order_by("-published_at"):
        records[record.obligation_id].append(record)
    filings: dict[int, list[Filing]] = defaultdict(list)
    for filing in Filing.objects.filter(obligation__in=keys, status__in=KNOWN_FILINGS).order_by("-until"):
        filings[filing.obligation_id].append(filing)
    return [_period(one, on, _meeting(one, records), filings[one.pk]) for one in obligations]


def _meeting(obligation: Obligation, records: dict[int, list[Record]]) -> list[Record]:
    """Give the records of an obligation; a stage that nothing tells yet has none, though its event has."""
    return [] if obligation.stage and obligation.met_on is None else records[obligation.event_id]


def _period(obligation: Obligation, on: date, records: list[Record], filings: list[Filing]) -> PeriodState:
    state = obligation.state(on)
    nil = obligation.met_on is not None and obligation.met_how == "nil"
    return PeriodState(
        village=obligation.region_id,
        period=obligation.period,
        serial=obligation.serial,
        stage=obligation.stage,
        due_on=obligation.due_on,
        met_on=obligation.met_on,
        state="nil" if nil else str(state),
        days_overdue=(on - obligation.due_on).days if state == ObligationState.OVERDUE else 0,
        records=records,
        filings=filings,
    )
