"""The catalogue: the items that are owed, and what each declares."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from publicity.catalogue import Field, ItemSpec
from publicity.models import Item
from publicity.queries.catalogue import current_edition, spec_of


class ItemOut(serializers.ModelSerializer[Item]):
    """One item in short."""

    class Meta:
        model = Item
        fields = (
            "code",
            "category",
            "group",
            "name",
            "name_en",
            "applies_to",
            "frequency",
            "deadline_days",
            "min_public_days",
            "structure",
            "visibility",
        )


class ItemPage(serializers.Serializer[Any]):
    """All items on one page."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ItemOut(many=True)


class FieldOut(serializers.Serializer[Field]):
    """One declared field."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    label_en = serializers.CharField()
    type = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]
    sensitive = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField())
    choices_en = serializers.ListField(child=serializers.CharField())
    help = serializers.CharField()
    help_en = serializers.CharField()


class SpecOut(serializers.Serializer[ItemSpec]):
    """All that the current edition declares of one item."""

    code = serializers.CharField()
    category = serializers.CharField()
    group = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    applies_to = serializers.CharField()
    content = serializers.CharField()
    content_en = serializers.CharField()
    frequency = serializers.CharField()
    deadline_days = serializers.IntegerField()
    min_public_days = serializers.IntegerField(allow_null=True)
    legal_basis = serializers.ListField(child=serializers.CharField())
    needs_approval = serializers.ListField(child=serializers.CharField())
    structure = serializers.CharField()
    visibility = serializers.CharField()
    # Declared fields leave the class, so the serializer's own `fields` stays what it is.
    fields = FieldOut(many=True)  # type: ignore[assignment]
    row_fields = FieldOut(many=True)


class Items(APIView):
    """The items in force, in the catalogue's order."""

    @extend_schema(operation_id="items_list", responses=ItemPage)
    def get(self, request: Request) -> Response:
        """List them on one page."""
        items = Item.objects.filter(retired_on__isnull=True)
        return Response({"next": None, "previous": None, "results": ItemOut(items, many=True).data})


class OneItem(APIView):
    """One item with its fields."""

    @extend_schema(responses=SpecOut)
    def get(self, request: Request, code: str) -> Response:
        """Give what the current edition declares."""
        if not Item.objects.filter(code=code).exists():
            raise Http404
        return Response(SpecOut(spec_of(code, edition_id=current_edition().pk)).data)
