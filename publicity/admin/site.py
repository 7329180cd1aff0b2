"""The admin site: open to whoever holds a working post today, and to nobody by a flag."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from sanshu.core.models import User
from sanshu.core.queries.scope import roles_of
from sanshu.core.roles import STAFF_ROLES

#: Stock pages that are ours elsewhere: the password is changed at the accounts, and "view on site" knows no page of ours
#: and fails on keys that are no numbers.
NOT_HERE = frozenset({"password_change", "password_change_done", "view_on_site"})


class PostingSite(AdminSite):
    """Stock Django admin whose door is a posting in force today and whose first page is the day's work."""

    site_header = _("阳光三务工作台")
    site_title = _("阳光三务工作台")
    index_title = _("今天的事")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in staff with a working post in force today."""
        user = request.user
        return isinstance(user, User) and user.is_active and user.is_staff and bool(roles_of(user) & STAFF_ROLES)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Give the addresses of the work pages and of the administrators' pages, then the stock ones."""
        # By name: the pages need this site, and the site is made before models are ready.
        stock = [url for url in super().get_urls() if getattr(url, "name", "") not in NOT_HERE]
        work = import_string("publicity.admin.urls.work_urls")(self)
        return [*work, *import_string("sanshu.accounts.admin.urls.people_urls")(self), *stock]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show what waits for this person today."""
        context = import_string("publicity.admin.inbox.context_of")(request)
        return TemplateResponse(
            request,
            "publicity/work/inbox.html",
            {**self.each_context(request), "title": self.index_title, **context, **(extra_context or {})},
        )
