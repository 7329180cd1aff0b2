"""All addresses of the portal. Chinese has no prefix, English stands below /en/; the API has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

# Addresses are tried in this order: what is asked for most stands first.
urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(
        path("", include("publicity.urls")),
        path("", include("sanshu.pages.urls")),
        path("", include("feedback.urls")),
        path("supervision/", include("supervision.urls")),
        path("accounts/", include("sanshu.accounts.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
    path("", include("sanshu.pages.urls_plain")),
    path("api/v1/", include("publicity.api.urls")),
    path("api/v1/", include("feedback.api.urls")),
    path("api/v1/", include("supervision.api.urls")),
    path("api/", include("sanshu.pages.urls_api_docs")),
]

handler400 = "sanshu.pages.views.errors.bad_request"
handler403 = "sanshu.pages.views.errors.forbidden"
handler404 = "sanshu.pages.views.errors.not_found"
handler500 = "sanshu.pages.views.errors.server_error"
