"""Addresses of pages that mix apps, in both languages."""

from django.urls import URLPattern, URLResolver, include, path

from sanshu.pages.views.help import usage
from sanshu.pages.views.home import home
from sanshu.pages.views.me import me

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("me/", me, name="me"),
    path("help/", usage, name="help"),
    path("demo/", include("sanshu.pages.demo.urls")),
]
