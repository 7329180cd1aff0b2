"""Addresses of the publicity API, below /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from publicity.api import items, obligations, records, regions

urlpatterns: list[URLPattern | URLResolver] = [
    path("regions/", regions.Regions.as_view()),
    path("regions/<str:code>/", regions.OneRegion.as_view()),
    path("items/", items.Items.as_view()),
    path("items/<str:code>/", items.OneItem.as_view()),
    path("obligations/", obligations.Obligations.as_view()),
    path("records/", records.Records.as_view()),
    path("records/<int:record_id>/", records.OneRecord.as_view()),
    path("records/<int:record_id>/revisions/", records.Revisions.as_view()),
]
