"""Addresses of the public pages of disclosure."""

from django.urls import URLPattern, URLResolver, path, register_converter

from publicity.converters import RegionCodeConverter
from publicity.views.areas import region
from publicity.views.feed import feed
from publicity.views.poster import poster
from publicity.views.records import record, revisions
from publicity.views.search import search
from publicity.views.take_away import record_csv, record_json, record_pdf, record_xlsx
from publicity.views.villages import village, village_item

register_converter(RegionCodeConverter, "code")

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", search, name="search"),
    path("regions/<code:code>/", region, name="region"),
    path("villages/<code:code>/", village, name="village"),
    path("villages/<code:code>/feed/", feed, name="village_feed"),
    path("villages/<code:code>/poster/", poster, name="village_poster"),
    path("villages/<code:code>/items/<slug:item>/", village_item, name="village_item"),
    path("records/<int:record_id>/", record, name="record"),
    path("records/<int:record_id>/revisions/", revisions, name="record_revisions"),
    path("records/<int:record_id>.json", record_json, name="record_json"),
    path("records/<int:record_id>.csv", record_csv, name="record_csv"),
    path("records/<int:record_id>.xlsx", record_xlsx, name="record_xlsx"),
    path("records/<int:record_id>.pdf", record_pdf, name="record_pdf"),
]
