"""What is owed, by whom, since when, and what became of it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from publicity.api.fields import CodeField
from publicity.api.filters import ObligationFilter
from publicity.models import Obligation, Record
from publicity.states import ObligationState
from sanshu.core import clock


class ObligationOut(serializers.ModelSerializer[Obligation]):
    """One obligation; `record` is the public record that meets it, as far as there is one.

    `stage` names the dated stage of a matter that is owed, in Chinese; empty for everything else.
    """

    region = CodeField(source="region_id")
    item = serializers.CharField(source="item.code")
    state = serializers.SerializerMethodField()
    record = serializers.SerializerMethodField()

    class Meta:
        model = Obligation
        fields = ("region", "item", "period", "serial", "due_on", "state", "met_on", "record", "stage")

    def get_state(self, obligation: Obligation) -> ObligationState:
        """Derive the state as of today."""
        return obligation.state(clock.today())

    def get_record(self, obligation: Obligation) -> int | None:
        """Give the id of the public record; drafts stay unknown."""
        event = obligation.stage_of if obligation.stage_of and obligation.met_on else obligation
        record: Any = next(iter(event.records.all()), None)
        return record.pk if record else None


class Obligations(ListAPIView[Obligation]):
    """Obligations of a region and everything below it."""

    serializer_class = ObligationOut
    filterset_class = ObligationFilter
    queryset = Obligation.objects.all()

    def get_queryset(self) -> QuerySet[Obligation]:
        """Fetch the item and the public record along."""
        public = Record.objects.public().only("pk", "obligation_id")
        shown = (Prefetch(path, queryset=public) for path in ("records", "stage_of__records"))
        return Obligation.objects.select_related("item", "stage_of").prefetch_related(*shown)
