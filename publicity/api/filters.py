"""What lists may be narrowed by; a parameter that makes no sense is refused by name."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django_filters import CharFilter, ChoiceFilter, FilterSet, IsoDateTimeFilter

from publicity.api.fields import region_from
from publicity.models import Obligation, Record
from publicity.models.catalogue import CATEGORIES
from publicity.states import ObligationState
from sanshu.core import clock
from sanshu.core.errors import Invalid
from sanshu.core.periods import Period


def _period(text: str) -> str:
    try:
        return str(Period.parse(text))
    except ValueError as problem:
        raise Invalid(str(problem), errors={"period": [str(problem)]}) from problem


class ObligationFilter(FilterSet):  # type: ignore[misc]
    """Obligations by place, item, period and derived state."""

    region = CharFilter(method="in_region")
    item = CharFilter(field_name="item__code")
    period = CharFilter(method="in_period")
    state = ChoiceFilter(method="in_state", choices=[(state.value, state.value) for state in ObligationState])

    class Meta:
        model = Obligation
        fields: tuple[str, ...] = ()

    def in_region(self, rows: Any, name: str, value: str) -> QuerySet[Obligation]:
        """Narrow to a region and everything below it."""
        return rows.within(region_from(value))  # type: ignore[no-any-return]

    def in_period(self, rows: QuerySet[Obligation], name: str, value: str) -> QuerySet[Obligation]:
        """Narrow to exactly one period."""
        return rows.filter(period=_period(value))

    def in_state(self, rows: Any, name: str, value: str) -> QuerySet[Obligation]:
        """Narrow to one state as of today."""
        return rows.in_state(ObligationState(value), clock.today())  # type: ignore[no-any-return]


class RecordFilter(FilterSet):  # type: ignore[misc]
    """Records by place, item, category, period and since when."""

    region = CharFilter(method="in_region")
    item = CharFilter(field_name="item__code")
    category = ChoiceFilter(choices=CATEGORIES)
    period = CharFilter(method="in_period")
    published_since = IsoDateTimeFilter(method="since")

    class Meta:
        model = Record
        fields: tuple[str, ...] = ()

    def in_region(self, rows: Any, name: str, value: str) -> QuerySet[Record]:
        """Narrow to a region and everything below it."""
        return rows.within(region_from(value))  # type: ignore[no-any-return]

    def in_period(self, rows: QuerySet[Record], name: str, value: str) -> QuerySet[Record]:
        """Narrow to exactly one period."""
        return rows.filter(period=_period(value))

    def since(self, rows: QuerySet[Record], name: str, value: datetime) -> QuerySet[Record]:
        """Narrow to what was published at a moment or later."""
        return rows.filter(published_at__gte=value)
