"""Addresses of the supervision pages."""

from django.urls import URLPattern, URLResolver, path

from supervision.views import dashboard, obligations, warnings

app_name = "supervision"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", dashboard.start, name="start"),
    path("warnings/", warnings.warnings, name="warnings"),
    path("warnings/<uuid:warning_id>/", warnings.warning, name="warning"),
    path("warnings/<uuid:warning_id>/<slug:step>/", warnings.take_step, name="warning_step"),
    path("<int:code>/", dashboard.area, name="area"),
    path("<int:code>/figures.csv", dashboard.area_csv, name="area_csv"),
    path("<int:code>/obligations/", obligations.obligations, name="obligations"),
]
