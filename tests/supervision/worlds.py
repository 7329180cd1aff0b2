"""Made-up worlds with counters that match their facts, and naive recounts that share no code with the counters."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from feedback.actions.route import route_message
from feedback.actions.send import send_message
from feedback.intake import read_draft
from feedback.models import Message
from publicity.figures import Disclosure, Span, Tally
from publicity.models import DisclosureCount, Item, Obligation
from sanshu.core import clock
from sanshu.core.models import Region
from sanshu.core.queries.calendar import working_calendar
from supervision.actions.evaluate import evaluate_rules
from supervision.models import RuleRun
from tests.cast import LIUJIAWOBU, NOW, PROVINCE, TODAY


def scatter_obligations(
    chance: random.Random, number: int, *, on: date = TODAY, keep: bool = False
) -> list[Obligation]:
    """Replace all obligations by random ones (or keep them and add some), and the counters by their sums."""
    first = Obligation.objects.count() if keep else 0
    if not keep:
        Obligation.objects.all().delete()
    units = list(Region.objects.units())
    items = list(Item.objects.all())
    made = [
        _random_obligation(chance, chance.choice(units), chance.choice(items), first + n, on) for n in range(number)
    ]
    Obligation.objects.bulk_create(made)
    recount_all(on=on)
    return made


def _random_obligation(chance: random.Random, unit: Region, item: Item, serial: int, on: date) -> Obligation:
    due = on + timedelta(days=chance.randint(-120, 30))
    fate = chance.choice(["unmet", "unmet", "on_time", "late", "nil", "filed", "lapsed"])
    made = Obligation(
        region=unit, item=item, period="2026", serial=serial + 1, period_end=due - timedelta(days=10), due_on=due
    )
    if fate in {"on_time", "nil"}:
        made.met_on, made.met_how = due - timedelta(days=chance.randint(0, 5)), "nil" if fate == "nil" else "record"
    elif fate == "late":
        made.met_on, made.met_how = due + timedelta(days=chance.randint(1, 20)), "record"
    elif fate == "filed":
        made.filed_until = on + timedelta(days=chance.randint(0, 60))
    elif fate == "lapsed":
        made.filed_until = on - timedelta(days=chance.randint(1, 60))
    return made


def recount_all(*, on: date = TODAY) -> None:
    """Write every disclosure counter afresh from the obligations, one by one."""
    DisclosureCount.objects.all().delete()
    sums: dict[tuple[int, str, date], Counter[str]] = {}
    for obligation in Obligation.objects.select_related("item"):
        key = (obligation.region_id, obligation.item.category, obligation.due_on)
        sums.setdefault(key, Counter()).update(_marks(obligation, on))
    DisclosureCount.objects.bulk_create(
        DisclosureCount(village_id=village, category=category, due_on=due_on, **marks)
        for (village, category, due_on), marks in sums.items()
    )


def _marks(obligation: Obligation, on: date) -> list[str]:
    marks = ["owed"]
    if obligation.met_on is not None:
        marks.append("met_on_time" if obligation.met_on <= obligation.due_on else "met_late")
        if obligation.met_how == "nil":
            marks.append("nil")
    elif obligation.filed_until is not None and obligation.filed_until >= on:
        marks.append("filed")
    return marks


def recount(obligations: Iterable[Obligation], *, span: Span, on: date = TODAY) -> Disclosure:
    """Count obligations one by one."""
    everything, fallen = Counter[str](), Counter[str]()
    for obligation in obligations:
        if (span.first and obligation.due_on < span.first) or (span.last and obligation.due_on > span.last):
            continue
        everything.update(_marks(obligation, on))
        if obligation.due_on < on:
            fallen.update(_marks(obligation, on))
    return Disclosure(everything=Tally(**everything), fallen_due=Tally(**fallen))


def late_message(*, days: int, village: int = LIUJIAWOBU, key: str = "late", **fields: Any) -> Message:
    """Send and route a message whose first clock ran out so many working days ago."""
    calendar = working_calendar()
    sent_on = TODAY
    while calendar.between(calendar.add(sent_on, 1).day, TODAY) != days:
        sent_on -= timedelta(days=1)
    at = datetime.combine(sent_on, NOW.timetz())
    body = {"village": f"{village:012d}", "subject": "门前排水沟堵了", "text": "三组门前的排水沟堵了半年。"}
    with clock.at(at):
        receipt = send_message(read_draft(body | fields), key=key, by=None)
        route_message(receipt.message.pk)
    receipt.message.refresh_from_db()
    return receipt.message


def evaluate(on: date = TODAY, region: int = PROVINCE) -> dict[str, RuleRun]:
    """Run both rules over a region; gives the run of each."""
    runs = evaluate_rules(region=Region.objects.get(pk=region), on=on, at=NOW)
    return {run.rule: run for run in runs}
