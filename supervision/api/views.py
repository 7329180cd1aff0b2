"""Statistics for everybody, as far as they may see; warnings for those who work with them."""

from datetime import date
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotAuthenticated
from rest_framework.generics import ListAPIView
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from publicity.figures import Span
from sanshu.core import clock
from sanshu.core.api import StandardCursor
from sanshu.core.errors import Absent, Invalid
from sanshu.core.models import Region, User
from sanshu.core.permissions import Act
from supervision.actions.steps import STEPS
from supervision.api.serializers import StatisticsOut, StepIn, WarningOut, statistics_body
from supervision.lifecycle import Severity, WarningStatus
from supervision.models import EarlyWarning
from supervision.queries.listing import ANSWERED, OPEN, Filters, filtered
from supervision.queries.scope import Watch, require_watch, watch_of
from supervision.queries.statistics import statistics_of
from supervision.queries.warnings import visible_warning, visible_warnings

_REGION = OpenApiParameter("region", str, description="12-digit code; a shorter one is padded with zeros")


class StatisticsView(APIView):
    """A region's figures."""

    @extend_schema(
        operation_id="statistics_read",
        parameters=[
            OpenApiParameter("region", str, required=True, description=str(_REGION.description)),
            OpenApiParameter("from", OpenApiTypes.DATE, description="first due day"),
            OpenApiParameter("to", OpenApiTypes.DATE, description="last due day"),
        ],
        responses=StatisticsOut,
    )
    def get(self, request: Request) -> Response:
        """Give the figures of a region: disclosure for everybody; messages, satisfaction and warnings as the caller may."""
        region = region_of(request.query_params.get("region", ""))
        span = Span(_day(request, "from"), _day(request, "to"))
        found = statistics_of(watch_of(request.user), region, on=clock.today(), span=span)
        return Response(statistics_body(found))


class SeesWarnings(BasePermission):
    """Only who holds a post that sees warnings today."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse in Chinese: 401 for a stranger, 403 for somebody without such a post."""
        _watching(request)
        return True


class Newest(StandardCursor):
    """The newest warning first."""

    ordering = "-pk"


class Warnings(ListAPIView[EarlyWarning]):
    """Warnings the caller may see."""

    permission_classes = [SeesWarnings]
    serializer_class = WarningOut
    pagination_class = Newest
    queryset = EarlyWarning.objects.none()

    @extend_schema(
        operation_id="warnings_list",
        parameters=[
            _REGION,
            OpenApiParameter("rule", str),
            OpenApiParameter("status", str, enum=[*WarningStatus, OPEN, ANSWERED]),
            OpenApiParameter("severity", str, enum=list(Severity)),
        ],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List warnings, the newest first."""
        return super().get(request, *args, **kwargs)

    def filter_queryset(self, queryset: Any) -> Any:
        """Give what the caller may see of what was asked for."""
        asked = self.request.query_params
        rows = visible_warnings(_watching(self.request))
        if asked.get("region"):
            rows = rows.within(region_of(asked["region"]))
        filters = Filters(
            rule=asked.get("rule", ""), status=asked.get("status", ""), severity=asked.get("severity", "")
        )
        return filtered(rows, filters)


class WarningStep(APIView):
    """One step of one warning."""

    permission_classes = [SeesWarnings]

    @extend_schema(
        operation_id="warnings_step",
        parameters=[OpenApiParameter("step", str, OpenApiParameter.PATH, enum=list(STEPS))],
        request=StepIn,
        responses=WarningOut,
    )
    def post(self, request: Request, warning_id: UUID, step: str) -> Response:
        """Take the step, or say in Chinese why not; the answer is the warning as it stands now."""
        visible_warning(_watching(request), warning_id)
        if step not in STEPS:
            raise Absent("没有这个办理步骤。")
        words = StepIn(data=request.data)
        words.is_valid(raise_exception=True)
        text = words.validated_data["reason"] or words.validated_data["text"]
        warning = STEPS[step].take(warning_id, by=_member(request), text=text)
        return Response(WarningOut(warning).data)


def region_of(text: str) -> Region:
    """Find a region by its code, padded; Invalid for what is no code, Absent for what is unknown."""
    if not (text.isascii() and text.isdecimal() and 2 <= len(text) <= 12):  # noqa: PLR2004 - province to village
        problem = "请写区划代码，2至12位数字，例如 210123106207。"
        raise Invalid("区划代码不对。", errors={"region": [problem]})
    region = Region.objects.filter(pk=int(text.ljust(12, "0"))).first()
    if region is None:
        raise Absent(f"没有代码为 {text} 的区划，请核对。")
    return region


def _day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid("日期不对。", errors={name: ["请写成 2026-11-22 的样子。"]}) from error


def _member(request: Request) -> User:
    if not isinstance(request.user, User):
        raise NotAuthenticated("请先登录。")
    return request.user


def _watching(request: Request) -> Watch:
    return require_watch(_member(request), Act.SEE_WARNINGS)
