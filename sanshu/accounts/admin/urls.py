"""Addresses of the administrators' pages, all behind the site's door."""

from collections.abc import Callable

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path

from sanshu.accounts.admin import audit, changes, people


def people_urls(site: AdminSite) -> list[URLPattern]:
    """Give the administrators' pages of a site."""
    pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
        ("people/", people.people_page, "people"),
        ("people/new/", people.enrol_page, "person_enrol"),
        ("people/<int:user_id>/", people.person_page, "person"),
        ("people/<int:user_id>/posting/", people.grant_page, "person_grant"),
        ("people/<int:user_id>/reset/", people.reset_page, "person_reset"),
        ("people/postings/<int:posting_id>/end/", people.end_page, "posting_end"),
        ("people/changes/", changes.changes_page, "changes"),
        ("people/changes/<int:change_id>/", changes.change_page, "change"),
        ("audit/", audit.audit_page, "audit"),
    ]
    return [path(address, site.admin_view(view), name=name) for address, view, name in pages]
