"""Addresses that have no language: health, metrics."""

from django.urls import URLPattern, URLResolver, path
from django_prometheus.exports import ExportToDjangoView

from sanshu.pages.views.health import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", ExportToDjangoView, name="metrics"),
]
