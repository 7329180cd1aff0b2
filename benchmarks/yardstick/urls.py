"""The yardstick's two pages: `/q/<code>/`, one query and a template; `/hello/`, nothing at all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from publicity.models import Record


def one_query(request: HttpRequest, code: int) -> HttpResponse:
    """Show the 30 newest records of a village."""
    records = Record.objects.public().filter(village_id=code).order_by("-published_at")[:30]
    return render(request, "q.html", {"records": records})


def hello(_request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("hello")


urlpatterns = [path("q/<int:code>/", one_query), path("hello/", hello)]
