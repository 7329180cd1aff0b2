"""Load the announced holidays of a year: idempotent, and saying what changed."""

from dataclasses import dataclass

from django.db import transaction

from sanshu.core.errors import Invalid
from sanshu.core.events import announce
from sanshu.core.holidays import holidays_of
from sanshu.core.models import Holiday, HolidayYear

_SATURDAY = 5
SOURCE = "国务院办公厅放假安排（chinesecalendar）"


@dataclass(frozen=True)
class HolidaysLoaded:
    """What a load changed in one year."""

    year: int
    added: int
    changed: int
    removed: int


@transaction.atomic
def load_holidays(year: int) -> HolidaysLoaded:
    """Bring a year's holidays and make-up days in line with the package; Invalid when it doesn't know the year.

    Announces `holidays_loaded`, so that due days counted provisionally through the year are counted again.
    """
    try:
        facts = holidays_of(year)
    except ValueError as problem:
        raise Invalid(str(problem)) from problem
    wanted = {fact.day: (fact.working, fact.name) for fact in facts if fact.working != (fact.day.weekday() < _SATURDAY)}
    _, first = HolidayYear.objects.get_or_create(year=year, defaults={"source": SOURCE})
    held = {day.day: (day.is_working, day.name) for day in Holiday.objects.select_for_update().filter(day__year=year)}
    removed, _ = Holiday.objects.filter(day__in=held.keys() - wanted.keys()).delete()
    Holiday.objects.bulk_create(
        [Holiday(day=day, is_working=working, name=name) for day, (working, name) in wanted.items()],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["is_working", "name"],
    )
    done = HolidaysLoaded(
        year=year,
        added=len(wanted.keys() - held.keys()),
        changed=sum(held[day] != wanted[day] for day in held.keys() & wanted.keys()),
        removed=removed,
    )
    if first or done.added or done.changed or done.removed:
        announce("holidays_loaded", year=year)
    return done
