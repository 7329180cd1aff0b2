"""Load the whole demo province, step by step; what is there already is left as it is."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db import transaction

from publicity.actions.obligations import expire_filings, open_obligations
from sanshu.core import clock, timeline
from sanshu.core.actions.holidays import load_holidays
from sanshu.core.actions.regions import enrol_regions
from sanshu.core.errors import Absent
from sanshu.core.holidays import known_years
from sanshu.core.models import Region
from sanshu.core.timeline import of
from sanshu.demo.load.disclosures import tell_year
from sanshu.demo.load.staff import PROVINCE
from sanshu.demo.places import UNITS, Place
from sanshu.demo.world import World
from supervision.actions.evaluate import evaluate_rules

BEGUN, LOADED = "demo_begun", "demo_loaded"
Say = Callable[[str], None]


def province() -> Region:
    """Give the province; Absent when the register was not loaded."""
    found = Region.objects.filter(pk=PROVINCE).first()
    if found is None:
        raise Absent("还没有区划，请先用 load_regions 载入辽宁区划文件。")
    return found


def begun_on() -> date:
    """Give the day on which loading began: the made-up year ends there, however long it took; begins it now if need be."""
    entry = of(province()).filter(action=BEGUN).order_by("at").first()
    if entry is None:
        entry = timeline.write(province(), action=BEGUN, by=None)
    return entry.at.astimezone(clock.SHANGHAI).date()


def is_loaded() -> bool:
    """Whether everything was loaded to the end."""
    return of(province()).filter(action=LOADED).exists()


def note_loaded() -> None:
    """Write down that everything was loaded."""
    timeline.write(province(), action=LOADED, by=None)


def worlds() -> dict[int, World]:
    """Give the world of every unit of the demo province."""
    units = Region.objects.filter(pk__in=UNITS).select_related("parent__parent__parent").in_bulk()
    absent = [code for code in UNITS if code not in units]
    if absent:
        raise Absent(f"缺少区划 {absent[0]:012d} 等 {len(absent)} 个，请先用 load_regions 载入辽宁区划文件。")
    today = begun_on()
    return {code: World(_place(units[code]), today) for code in UNITS}


def _place(unit: Region) -> Place:
    names: list[str] = []
    above = unit.parent
    while above is not None and len(names) < 3:  # noqa: PLR2004  # township, county, city
        names.append(above.name)
        above = above.parent
    return Place(unit.code, unit.name, unit.kind, *names)


def open_calendar() -> None:
    """Know the days off of every announced year, so that no due day of the demo is a guess."""
    for year in sorted(known_years()):
        load_holidays(year)


def open_year(known: Iterable[World]) -> int:
    """Let every unit owe its disclosures since twelve months ago; gives how many obligations that opened."""
    with transaction.atomic():
        for world in known:
            enrol_regions(world.place.code, from_day=world.live_from)
    first = next(iter(known)).live_from
    return sum(open_obligations(on=clock.today(), from_day=first).values())


def tell_years(known: Iterable[World], *, say: Say) -> None:
    """Tell the year of several units, each in one transaction."""
    for world in known:
        told = tell_year(world, now=clock.now() - timedelta(minutes=1))
        say(f"{world.place.township}{world.place.name} {told} 件")


def look_over() -> int:
    """End what has run out and run every rule once; gives how many warnings stand."""
    expire_filings(at=clock.now())
    runs = evaluate_rules(region=province(), on=clock.today(), at=clock.now())
    return sum(run.raised for run in runs)
