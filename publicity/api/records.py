"""Disclosures as far as the caller may see them: the same masking as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from publicity.api.fields import CodeField, MomentField
from publicity.api.filters import RecordFilter
from publicity.masking import Shown, Viewer
from publicity.models import Record, Revision
from publicity.queries.record_page import record_of, revisions_of, shown_to
from publicity.queries.viewers import viewer_of
from sanshu.core import clock
from sanshu.core.models import User


class RecordOut(serializers.ModelSerializer[Record]):
    """One disclosure in short."""

    village = CodeField(source="village_id")
    item = serializers.CharField(source="item.code")
    published_at = MomentField()
    revision = serializers.IntegerField(source="revision.number")

    class Meta:
        model = Record
        fields = (
            "id",
            "village",
            "item",
            "category",
            "period",
            "serial",
            "title",
            "summary",
            "summary_en",
            "status",
            "is_nil",
            "published_at",
            "revision",
            "visibility",
        )


class RecordDetail(RecordOut):
    """One disclosure with its content; rows that the caller may not see are left out and `rows_hidden` says so."""

    reason = serializers.CharField(source="revision.reason")
    # Declared fields leave the class, so the serializer's own `fields` stays what it is.
    fields = serializers.SerializerMethodField(method_name="shown_fields")  # type: ignore[assignment]
    rows = serializers.SerializerMethodField(method_name="shown_rows")
    rows_hidden = serializers.SerializerMethodField(method_name="hides_rows")
    attachments = serializers.SerializerMethodField(method_name="shown_attachments")

    class Meta:
        model = Record
        fields = (*RecordOut.Meta.fields, "reason", "fields", "rows", "rows_hidden", "attachments")

    @property
    def _shown(self) -> Shown | None:
        shown: Shown | None = self.context["shown"]
        return shown

    def shown_fields(self, _record: Record) -> dict[str, Any]:
        """Give the header by the catalogue's keys."""
        return dict(self._shown.fields) if self._shown else {}

    def shown_rows(self, _record: Record) -> list[dict[str, Any]]:
        """Give the rows, each with the id it keeps through corrections."""
        return [{"id": row.id, **row.values} for row in (self._shown.rows if self._shown else None) or ()]

    def hides_rows(self, _record: Record) -> bool:
        """Say whether there are rows that the caller may not see."""
        return bool(self._shown and self._shown.rows_hidden)

    def shown_attachments(self, _record: Record) -> list[dict[str, Any]]:
        """Give nothing: attachments are not taken until they can be scanned and redacted."""
        return []


class RevisionOut(serializers.ModelSerializer[Revision]):
    """One revision: who signed for it in the chain, when and why; never who as a person."""

    at = MomentField()
    is_current = serializers.SerializerMethodField()
    is_erased = serializers.SerializerMethodField()

    class Meta:
        model = Revision
        fields = (
            "number",
            "kind",
            "at",
            "reason",
            "is_nil",
            "is_current",
            "is_erased",
            "commitment",
            "place",
            "previous",
            "digest",
        )

    def get_is_current(self, revision: Revision) -> bool:
        """Whether this is what the record shows now."""
        return bool(revision.pk == self.context["current"])

    def get_is_erased(self, revision: Revision) -> bool:
        """Whether its content was lawfully erased."""
        return hasattr(revision, "erasure")


class RevisionPage(serializers.Serializer[Any]):
    """All revisions of a record on one page."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = RevisionOut(many=True)


class Records(ListAPIView[Record]):
    """Public records of a region and everything below it."""

    serializer_class = RecordOut
    filterset_class = RecordFilter
    queryset = Record.objects.public()

    def get_queryset(self) -> QuerySet[Record]:
        """Fetch item and revision along."""
        return Record.objects.public().select_related("item", "revision")


class OneRecord(APIView):
    """One disclosure."""

    @extend_schema(responses=RecordDetail)
    def get(self, request: Request, record_id: int) -> Response:
        """Give it as far as the caller may see; a withdrawn one leaves its tombstone."""
        record = _known(record_id)
        return Response(RecordDetail(record, context={"shown": shown_to(record, _viewer(request, record))}).data)


class Revisions(APIView):
    """The history of one disclosure."""

    @extend_schema(operation_id="records_revisions_list", responses=RevisionPage)
    def get(self, request: Request, record_id: int) -> Response:
        """List its revisions, newest first."""
        record = _known(record_id)
        written = RevisionOut(revisions_of(record), many=True, context={"current": record.revision_id}).data
        return Response({"next": None, "previous": None, "results": written})


def _known(record_id: int) -> Record:
    record = record_of(record_id)
    if record is None:
        raise Http404
    return record


def _viewer(request: Request, record: Record) -> Viewer:
    if not isinstance(request.user, User):
        return Viewer.PUBLIC
    return viewer_of(request.user, record.village_id, on=clock.today())
