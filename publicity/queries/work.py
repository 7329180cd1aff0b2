"""What waits for whom: the lists of the staff's first page, each narrowed to the places a person works at."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from publicity.lifecycles import FilingStatus, RecordStatus
from publicity.models import DiscardedDraft, Draft, Filing, Obligation, Record
from sanshu.core import clock
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import in_ranges, ranges_for

#: How far ahead the first page looks.
AHEAD = timedelta(days=35)
#: How long it tells of what was discarded.
BACK = timedelta(days=31)
MOST = 200
#: When a draft is due: the stage it reports, else what its record answers.
_DUE = Coalesce("stage__due_on", "record__obligation__due_on")


@dataclass(frozen=True)
class Owed:
    """One obligation with what is being done about it."""

    obligation: Obligation
    draft: Draft | None
    filing: Filing | None
    state: str
    days_late: int


def visible_drafts(user: User, *, on: date) -> QuerySet[Draft]:
    """Give the drafts of the places where a person may see drafts."""
    ranges = ranges_for(user, Act.SEE_DRAFTS, on=on)
    return Draft.objects.filter(in_ranges("record__village_id", ranges)).select_related(
        "record__item", "record__village", "record__obligation", "stage"
    )


def visible_discarded(user: User, *, on: date) -> QuerySet[DiscardedDraft]:
    """Give what was discarded after others had seen it, of the places where a person may see drafts; newest first."""
    ranges = ranges_for(user, Act.SEE_DRAFTS, on=on)
    kept = DiscardedDraft.objects.filter(in_ranges("record__village_id", ranges))
    return kept.select_related("record__item", "record__village", "record__obligation").order_by("-at", "-pk")


def discarded_beside(record: Record, user: User) -> QuerySet[DiscardedDraft]:
    """Give what was written for the same obligation as a record, sent for signature and then discarded."""
    return visible_discarded(user, on=clock.today()).filter(record__obligation_id=record.obligation_id)


def lately_discarded(user: User, *, on: date) -> QuerySet[DiscardedDraft]:
    """Give what others discarded within a month where a person sees drafts: they are told, and don't wait for it."""
    return visible_discarded(user, on=on).filter(at__gte=clock.now() - BACK).exclude(discarded_by=user)


def visible_filings(user: User, *, on: date) -> QuerySet[Filing]:
    """Give the filings of the places where a person may see what is owed."""
    ranges = ranges_for(user, Act.SEE_OBLIGATIONS, on=on)
    return Filing.objects.filter(in_ranges("obligation__region_id", ranges)).select_related(
        "obligation__item", "obligation__region"
    )


def visible_obligations(user: User, *, on: date) -> QuerySet[Obligation]:
    """Give the obligations of the places where a person may see what is owed."""
    ranges = ranges_for(user, Act.SEE_OBLIGATIONS, on=on)
    return Obligation.objects.filter(in_ranges("region_id", ranges)).select_related("item", "region")


def owed_by(user: User, *, on: date) -> list[Owed]:
    """List what the units a person writes for owe and have not met, by due day; three queries however many."""
    ranges = ranges_for(user, Act.DRAFT, on=on)
    unmet = (
        Obligation.objects.unmet()
        .filter(in_ranges("region_id", ranges), due_on__lte=on + AHEAD)
        # A plan is due while its period runs; anything else only when its period is over.
        .filter(Q(period_end__lte=on) | Q(item__due_from_start=True))
        .select_related("item", "region")
        .order_by("due_on", "item__position")[:MOST]
    )
    obligations = list(unmet)
    ids = {obligation.pk for obligation in obligations}
    events = {obligation.event_id for obligation in obligations}
    drafts = {
        draft.record.obligation_id: draft
        for draft in Draft.objects.filter(record__obligation_id__in=events).select_related("record")
    }
    open_filings = Filing.objects.filter(
        obligation_id__in=ids, status__in=[FilingStatus.DRAFT, FilingStatus.SUBMITTED, FilingStatus.APPROVED]
    )
    filings = {filing.obligation_id: filing for filing in open_filings}
    return [
        Owed(one, drafts.get(one.event_id), filings.get(one.pk), one.state(on), max((on - one.due_on).days, 0))
        for one in obligations
    ]


def to_sign(user: User, *, on: date) -> QuerySet[Draft]:
    """Give the submitted drafts that wait for signatures where a person signs."""
    secretary = in_ranges("record__village_id", ranges_for(user, Act.ENDORSE_SECRETARY, on=on))
    oversight = in_ranges("record__village_id", ranges_for(user, Act.ENDORSE_OVERSIGHT, on=on))
    return visible_drafts(user, on=on).filter(secretary | oversight, status=RecordStatus.SUBMITTED).order_by(_DUE, "pk")


def to_publish(user: User, *, on: date) -> QuerySet[Draft]:
    """Give the endorsed drafts that wait for the township's reviewer, the most urgent first."""
    ranges = ranges_for(user, Act.PUBLISH, on=on)
    return (
        visible_drafts(user, on=on)
        .filter(in_ranges("record__village_id", ranges), status=RecordStatus.ENDORSED)
        .order_by(_DUE, "pk")
    )


def filings_waiting(user: User, *, on: date) -> QuerySet[Filing]:
    """Give the filings that wait for a person's signature or decision."""
    sign = in_ranges(
        "obligation__region_id",
        [*ranges_for(user, Act.ENDORSE_SECRETARY, on=on), *ranges_for(user, Act.ENDORSE_OVERSIGHT, on=on)],
    )
    decide = in_ranges("obligation__region_id", ranges_for(user, Act.APPROVE_FILING, on=on))
    waiting = visible_filings(user, on=on)
    return waiting.filter(sign, status=FilingStatus.DRAFT) | waiting.filter(decide, status=FilingStatus.SUBMITTED)
