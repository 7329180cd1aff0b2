"""Addresses of pages that mix apps, in both languages."""

from django.urls import URLPattern, URLResolver, include, path

from sanshu.pages.views import farewell, helpers, helping, my_lists, my_villages, roster
from sanshu.pages.views.help import usage
from sanshu.pages.views.home import home
from sanshu.pages.views.me import me
from sanshu.pages.views.styleguide import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("me/", me, name="me"),
    path("me/lists/", my_lists.my_lists, name="my-lists"),
    path("me/villages/", my_villages.my_villages, name="my-villages"),
    path("me/villages/add/", my_villages.add_village, name="add-village"),
    path("me/villages/<int:code>/", my_villages.my_village, name="my-village"),
    path("me/villages/<int:code>/join/", my_villages.join, name="join-village"),
    path("me/villages/<int:code>/leave/", my_villages.leave, name="leave-village"),
    path("me/villages/<int:code>/roster/", roster.by_roster, name="by-roster"),
    path("me/helpers/", helpers.helpers, name="helpers"),
    path("me/helpers/code/", helpers.make_code, name="make-helper"),
    path("me/helpers/accept/", helpers.accept, name="accept-helper"),
    path("me/helpers/<int:grant_id>/end/", helpers.end, name="end-helper"),
    path("me/helping/<int:grant_id>/", helping.helping, name="helping"),
    path("me/helping/<int:grant_id>/messages/<uuid:message_id>/", helping.helping_message, name="helping-message"),
    path("me/close/", farewell.close, name="close-account"),
    path("help/", usage, name="help"),
    path("styleguide/", styleguide, name="styleguide"),
    path("demo/", include("sanshu.pages.demo.urls")),
]
