"""Addresses of pages that mix apps, in both languages."""

from django.urls import URLPattern, URLResolver, include, path

from sanshu.pages.views import my_lists, my_villages
from sanshu.pages.views.help import usage
from sanshu.pages.views.home import home
from sanshu.pages.views.me import me
from sanshu.pages.views.styleguide import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("me/", me, name="me"),
    path("me/lists/", my_lists.my_lists, name="my-lists"),
    path("me/villages/", my_villages.my_villages, name="my-villages"),
    path("me/villages/<int:code>/", my_villages.my_village, name="my-village"),
    path("me/villages/<int:code>/leave/", my_villages.leave, name="leave-village"),
    path("help/", usage, name="help"),
    path("styleguide/", styleguide, name="styleguide"),
    path("demo/", include("sanshu.pages.demo.urls")),
]
