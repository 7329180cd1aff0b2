"""What a village did about each thing it owed: in time, late, nothing happened, on file, or not at all. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from publicity.catalogue import ItemSpec
from sanshu.core.clock import SHANGHAI
from sanshu.core.periods import Frequency, Period
from sanshu.demo.dice import Dice
from sanshu.demo.places import DONGTA, KANGPING_AOHANTUN, KANGPING_LIUJIAWOBU, SHANGTOU, WANGJIANG
from sanshu.demo.threads import UNDERWAY, latest, threads_of, unpaid
from sanshu.demo.world import World

#: In how many of a hundred cases villages are late or silent; each village has its own habit around this.
LATE, MISSING, FILED = 7, 4, 3
#: A filing lasts at most ninety days; older ones have long run out and what they hid was published.
FILED_FOR = timedelta(days=60)
#: What the stories need is there from this hour of the day on.
EARLY = time(7, 20)
#: The villages that the stories visit keep what the stories need.
STORY_UNITS = frozenset({KANGPING_AOHANTUN, KANGPING_LIUJIAWOBU, WANGJIANG, DONGTA, SHANGTOU})


class Outcome(StrEnum):
    """What became of something owed."""

    PUBLISHED = "published"
    FILED = "filed"
    MISSING = "missing"


@dataclass(frozen=True)
class Deed:
    """What a village did, and when."""

    outcome: Outcome
    at: datetime


def deed_for(world: World, item: str, period: Period, due_on: date) -> Deed:
    """Decide what became of one obligation; a moment that lies ahead means that it is still to come."""
    dice = world.dice("deed", item, period)
    ready = period.last_day if item != "F-01" else period.first_day - timedelta(days=1)
    kept = _kept_by_stories(world, item, period)
    if kept is not None:
        soon = min(ready + timedelta(days=3), max(world.today, ready + timedelta(days=1)))
        return Deed(kept, datetime.combine(soon, EARLY, SHANGHAI))
    habit = world.dice("habit").between(40, 190) / 100
    throw = dice.between(1, 1000) / 10
    if throw <= MISSING * habit and due_on < world.today - timedelta(days=1):
        return Deed(Outcome.MISSING, _moment(dice, due_on))
    if throw <= MISSING * habit + FILED and ready < world.today and due_on > world.today - FILED_FOR:
        return Deed(Outcome.FILED, _moment(dice, min(due_on, world.today) - timedelta(days=2)))
    if throw <= (MISSING + LATE) * habit + FILED:
        return Deed(Outcome.PUBLISHED, _moment(dice, due_on + timedelta(days=dice.between(1, 24))))
    span = (due_on - ready).days
    return Deed(Outcome.PUBLISHED, _moment(dice, ready + timedelta(days=dice.between(max(1, span // 3), max(span, 1)))))


def _moment(dice: Dice, day: date) -> datetime:
    return datetime.combine(day, time(dice.between(8, 16), dice.between(0, 59), dice.between(0, 59)), SHANGHAI)


def _kept_by_stories(world: World, item: str, period: Period) -> Outcome | None:
    """Keep what the stories need: last month's books and pensions there, one text of the last quarter open."""
    if world.place.code not in STORY_UNITS:
        return None
    if world.place.code == WANGJIANG and item == "V-09" and period.last_day < world.today <= period.next().last_day:
        return Outcome.MISSING
    if world.place.code in {KANGPING_LIUJIAWOBU, SHANGTOU} and item in {"F-03", "V-13"}:
        return Outcome.PUBLISHED
    return None


@dataclass(frozen=True)
class Event:
    """Something that happened in a village and had to be told."""

    item: str
    on: date


#: Rare items: each is told by a few villages, so that all 70 occur somewhere. Months and day, and one village in so many.
_RARE: tuple[tuple[str, int, int, int], ...] = (
    ("P-03", 3, 12, 8), ("P-04", 6, 18, 3), ("P-13", 5, 21, 5), ("V-02", 2, 25, 4), ("V-03", 4, 8, 9),
    ("V-05", 9, 16, 2), ("V-19", 8, 11, 5), ("V-26", 4, 22, 4), ("V-27", 7, 14, 6), ("V-28", 7, 29, 6),
    ("V-29", 3, 26, 3), ("V-23", 7, 2, 2), ("V-24", 6, 9, 2), ("V-30", 5, 17, 2), ("V-31", 4, 26, 2),
    ("F-10", 1, 23, 4), ("F-14", 6, 4, 5), ("F-22", 10, 13, 6),
)  # fmt: skip
#: What a project under way is told in, stage by stage.
UNDERWAY_ITEM = "F-15"
#: Villages all tell these once a year: the soil subsidy in June, the corn subsidy in September.
_SUBSIDIES = ((6, 24), (9, 19))


def events_of(world: World, specs: dict[str, ItemSpec]) -> list[Event]:
    """List a village's events since it went live, oldest first; only items that apply to it."""
    found = [Event("V-01", world.live_from + timedelta(days=1)), Event("P-01", world.live_from + timedelta(days=1))]
    found += [event for told in threads_of(world) for event in _of_thread(world, told.key, told.decided_on)]
    place = (world.place.code // 1000 * 7 + world.place.code) % 720
    for item, month, day, every in _RARE:
        if place % every == 0:
            found.append(Event(item, latest(month, day, world.today)))
    found += [Event("V-22", latest(month, day, world.today)) for month, day in _SUBSIDIES]
    fitting = {"both", world.place.kind}
    known = [event for event in found if specs[event.item].applies_to in fitting]
    return sorted(
        (event for event in known if world.live_from <= event.on <= world.today - timedelta(days=1)),
        key=lambda event: (event.on, event.item),
    )


def _of_thread(world: World, key: str, decided: date) -> list[Event]:
    days = {
        "annual": {"V-04": 0},
        "works": {"V-04": 0, UNDERWAY_ITEM: 12 if world.place.code in UNDERWAY else 143, "F-08": 76},
        "snow": {"V-04": 0, "F-16": 3},
        "lease": {"V-04": 0, "F-19": 27},
        "land": {"V-04": 0, "F-08": 12 if unpaid(world) else 27, "F-09": 14 if unpaid(world) else 28},
    }[key]
    return [Event(item, decided + timedelta(days=after)) for item, after in days.items()]


def event_deed(world: World, event: Event, spec: ItemSpec) -> Deed:
    """Decide when an event was told; almost always in time."""
    dice = world.dice("event", event.item, event.on)
    late = dice.chance(6)
    days = spec.deadline_days + dice.between(1, 9) if late else dice.between(1, spec.deadline_days)
    return Deed(Outcome.PUBLISHED, _moment(dice, event.on + timedelta(days=days)))


def is_event(spec: ItemSpec) -> bool:
    """Whether an item owes something only when an event happens."""
    return Frequency(spec.frequency) is Frequency.EVENT
