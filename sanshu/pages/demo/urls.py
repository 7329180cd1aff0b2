"""Addresses of the tour."""

from django.urls import URLPattern, URLResolver, path

from sanshu.pages.demo.views import outline, reset, start_step, tour

urlpatterns: list[URLPattern | URLResolver] = [
    path("", tour, name="demo"),
    path("<slug:story>/reset/", reset, name="demo-reset"),
    path("<slug:story>/<int:number>/", start_step, name="demo-step"),
    path("<slug:story>/<int:number>/outline.css", outline, name="demo-outline"),
]
