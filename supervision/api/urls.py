"""Addresses of the supervision API, below /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from supervision.api import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("statistics/", views.StatisticsView.as_view()),
    path("warnings/", views.Warnings.as_view()),
    path("warnings/<uuid:warning_id>/<slug:step>/", views.WarningStep.as_view()),
]
