"""Addresses of the work pages, all behind the site's door."""

from collections.abc import Callable

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path

from publicity.admin import discarding, drafting, erasing, events, filings, importing, previewing, records, reviewing


def work_urls(site: AdminSite) -> list[URLPattern]:
    """Give the work pages of a site."""
    pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
        ("work/obligations/<int:obligation_id>/start/", drafting.start_page, "work_start"),
        ("work/events/<int:event_id>/take-back/", events.take_back_page, "work_take_back"),
        ("work/obligations/<int:obligation_id>/file/", filings.file_page, "work_file"),
        ("work/drafts/<int:draft_id>/", drafting.draft_page, "work_draft"),
        ("work/drafts/<int:draft_id>/import/", importing.bring_page, "work_bring"),
        ("work/drafts/<int:draft_id>/template/", importing.template_page, "work_template"),
        ("work/imports/<uuid:file_id>/", importing.import_page, "work_import"),
        ("work/imports/<uuid:file_id>/marked/", importing.marked_page, "work_marked"),
        ("work/drafts/<int:draft_id>/discard/", discarding.discard_page, "work_discard"),
        ("work/discarded/<int:discarded_id>/", discarding.discarded_page, "work_discarded"),
        ("work/drafts/<int:draft_id>/preview/<slug:viewer>/", previewing.preview_page, "work_preview"),
        ("work/drafts/<int:draft_id>/review/", reviewing.review_page, "work_review"),
        ("work/records/<int:record_id>/", records.record_page, "work_record"),
        ("work/records/<int:record_id>/revisions/<int:number>/erasure/", erasing.erasure_page, "work_erasure"),
        ("work/filings/<int:filing_id>/", filings.filing_page, "work_filing"),
        ("work/events/", events.event_page, "work_event"),
        ("work/no-events/<int:region_code>/<str:quarter>/", events.no_events_page, "work_no_events"),
    ]
    return [path(address, site.admin_view(view), name=name) for address, view, name in pages]
