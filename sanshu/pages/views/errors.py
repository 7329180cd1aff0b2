"""Error pages in plain words: what happened and what to do now."""

import sys
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanshu.core.api import plain_problem
from sanshu.core.errors import DomainError
from sanshu.pages.views.unavailable import is_outage, unavailable


@dataclass(frozen=True)
class Words:
    """What an error page says."""

    status: int
    title: str | Promise
    detail: str | Promise


WORDS = {
    400: Words(400, _("这次提交的内容读不懂"), _("网址或表格里有不合规的内容。请返回上一页，检查后再试。")),
    403: Words(403, _("这一页您现在看不了"), _("可能还没有登录，或者这一页属于别的岗位。请登录后再试。")),
    404: Words(404, _("没有找到这一页"), _("网址可能写错了，或者内容已经搬走。您可以从首页按村名查找。")),
    413: Words(413, _("内容太大了"), _("请把内容分几次提交。")),
}


def _page(request: HttpRequest, words: Words) -> HttpResponse:
    return render(request, "error.html", {"title": words.title, "detail": words.detail}, status=words.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return _page(request, WORDS[400])


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return _page(request, WORDS[403])


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404; absent and secret look the same."""
    return _page(request, WORDS[404])


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 from a page that needs nothing that may be broken; 503 when only the database is away for now."""
    if is_outage(sys.exc_info()[1]):
        return unavailable(request)
    if request.path_info.startswith("/api/"):
        return plain_problem(500, "网站出了问题", "这不是您的错。我们已经记下来了，请过几分钟再试。")
    return render(None, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that was left open too long or came from elsewhere."""
    words = Words(403, _("这张表放得太久了"), _("为了安全，请返回上一页，刷新后再提交一次。您填写的内容还没有保存。"))
    return _page(request, words)


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer a refused action with its own words and status."""
    context = {"title": _(error.title), "detail": error.detail, "errors": error.errors}
    return render(request, "error.html", context, status=error.status)
