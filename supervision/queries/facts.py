"""The facts that rules judge, read in portions so that a whole province fits into memory."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from itertools import islice
from typing import TypeVar

from publicity.models import Obligation
from sanshu.core.models import Region
from sanshu.core.periods import Period
from supervision.models import CountyLimits
from supervision.rules import disclosure_overdue

PORTION = 2000
CODES_IN_COUNTY = 10**6

T = TypeVar("T")
L = TypeVar("L")


def portions(things: Iterator[T]) -> Iterator[list[T]]:
    """Cut a stream into lists of at most PORTION things."""
    while portion := list(islice(things, PORTION)):
        yield portion


def limits_by_county(rule: str, limits: type[L]) -> Mapping[int, L]:
    """Read the counties' own limits of a rule, by county code; unknown names in the data are ignored."""
    known = {field.name for field in fields(limits)}  # type: ignore[arg-type]  # always a dataclass
    rows = CountyLimits.objects.filter(rule=rule).values_list("county_id", "values")
    return {county: limits(**{k: v for k, v in values.items() if k in known}) for county, values in rows}


def county_of(code: int) -> int:
    """Give the county a region lies in."""
    return code // CODES_IN_COUNTY * CODES_IN_COUNTY


def overdue_facts(region: Region, *, on: date) -> Iterator[disclosure_overdue.Fact]:
    """Read every obligation of a region that is overdue on a day; one query, streamed."""
    rows = Obligation.objects.within(region).overdue(on).order_by("due_on", "region_id", "pk")
    columns = rows.values_list(
        "pk", "region_id", "region__name", "item__code", "item__name", "item__name_en", "period", "due_on", "stage"
    )
    for pk, code, name, item, item_name, item_name_en, period, due_on, stage in columns.iterator(chunk_size=PORTION):
        parsed = Period.parse(period)
        yield disclosure_overdue.Fact(
            obligation=pk,
            region=code,
            region_name=name,
            item=item,
            item_name=f"{item_name}·{stage}" if stage else item_name,
            item_name_en=f"{item_name_en} ({stage})" if stage else item_name_en,
            period=parsed.spoken(),
            period_en=parsed.spoken_en(),
            due_on=due_on,
        )
