"""Places: find them, and say where each lies."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView

from publicity.api.fields import CodeField, code_from, region_from
from publicity.queries.places import find_places
from sanshu.core.api import StandardCursor
from sanshu.core.errors import Invalid
from sanshu.core.models import Region
from sanshu.core.roles import LEVEL_WORDS

LEVELS = {word: level for level, word in LEVEL_WORDS.items()}


class RegionOut(serializers.ModelSerializer[Region]):
    """One place of the administrative division."""

    code = CodeField()
    level = serializers.CharField(source="level_word")
    parent = CodeField(source="parent_id", allow_null=True)  # type: ignore[assignment]

    class Meta:
        model = Region
        fields = ("code", "name", "official_name", "full_name", "level", "kind", "parent", "live_from")


class RegionCursor(StandardCursor):
    """Pages by code."""

    ordering = "code"


@extend_schema(
    parameters=[
        OpenApiParameter("q", str, description="名称、拼音或拼音首字母"),
        OpenApiParameter("level", str, enum=list(LEVELS)),
        OpenApiParameter("parent", str, description="上级区划代码"),
    ]
)
class Regions(ListAPIView[Region]):
    """Places by name, level or parent."""

    serializer_class = RegionOut
    pagination_class = RegionCursor
    queryset = Region.objects.all()

    def get_queryset(self) -> QuerySet[Region]:
        """Narrow by what was asked for."""
        asked = self.request.query_params
        found = Region.objects.all()
        if asked.get("level"):
            if asked["level"] not in LEVELS:
                message = f"level 应为 {'、'.join(LEVELS)} 之一。"
                raise Invalid(message, errors={"level": [message]})
            found = found.filter(level=LEVELS[asked["level"]])
        if asked.get("parent"):
            found = found.filter(parent=region_from(asked["parent"], key="parent"))
        if asked.get("q"):
            found = found.filter(pk__in=[region.pk for region in find_places(asked["q"])])
        return found


class OneRegion(RetrieveAPIView[Region]):
    """One place."""

    serializer_class = RegionOut
    queryset = Region.objects.all()

    def get_object(self) -> Region:
        """Give the place, its code padded when it is short."""
        code: Any = code_from(self.kwargs["code"])
        region = Region.objects.filter(pk=code).first() if code is not None else None
        if region is None:
            raise Http404
        return region
