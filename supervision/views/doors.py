"""The way into every supervision page: strangers sign in, staff without a post here are told so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sanshu.core.errors import Invalid
from sanshu.core.models import Region
from sanshu.core.periods import Frequency, Period
from sanshu.core.permissions import Act
from supervision.queries.scope import Watch, require_watch

Page = Callable[..., HttpResponse]


def watched(act: Act) -> Callable[[Page], Page]:
    """Let a page be called as `page(request, watch, ...)` by those who may do the act somewhere."""

    def wrap(page: Page) -> Page:
        @wraps(page)
        def door(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), login_url=reverse("account_login"))
            return page(request, require_watch(request.user, act), **kwargs)

        return door

    return wrap


def period_of(request: HttpRequest) -> Period | None:
    """Read `?period=`; None means all time. Raises Invalid in Chinese for what is no month, quarter, half or year."""
    text = request.GET.get("period", "")
    if not text:
        return None
    try:
        period = Period.parse(text)
    except ValueError as error:
        raise Invalid(str(error), errors={"period": [str(error)]}) from error
    if period.frequency is Frequency.EVENT:
        raise Invalid(_("这里按月、季度、半年或年查看，请写成 2026-10 的样子。"))
    return period


def crumbs_above(watch: Watch, region: Region) -> list[dict[str, str]]:
    """List the regions above one, from the highest the person supervises, as crumbs of the supervision pages."""
    found: list[dict[str, str]] = []
    tops = {start.code: start for start in watch.starts()}
    above = region.parent if region.code not in tops else None
    while above is not None:
        found.insert(0, {"code": above.code_text, "title": above.name})
        above = None if above.code in tops else above.parent
    return found
