"""What every API endpoint shares: one paginator, one error shape (RFC 9457 problem details)."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, JsonResponse
from rest_framework import exceptions, status
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from sanshu.core.errors import Absent, DomainError, Invalid

PROBLEM = "application/problem+json"


class StandardCursor(CursorPagination):
    """Pages by key, never by offset: `{next, previous, results}`; `page_size` up to 200."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = "pk"

    def paginate_queryset(
        self, queryset: QuerySet[Any, Any] | Sequence[Any], request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        """Give a page; Invalid for a place in the list that nobody was ever given."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, ValidationError) as problem:
            words = "翻页的位置不对，请从第一页看起。"
            raise Invalid(words, errors={self.cursor_query_param: [words]}) from problem


def problem(
    *, status_code: int, title: str, detail: str, kind: str = "about:blank", errors: dict[str, list[str]] | None = None
) -> Response:
    """Build one problem answer; `detail` is Chinese, `errors` names fields."""
    body: dict[str, Any] = {"type": kind, "title": title, "status": status_code, "detail": detail}
    if errors:
        body["errors"] = errors
    return Response(body, status=status_code, content_type=PROBLEM)


def plain_problem(status_code: int, title: str, detail: str, *, kind: str = "about:blank") -> JsonResponse:
    """Build a problem answer where no API view was reached: a door that stays shut, a database that is away."""
    body = {"type": kind, "title": title, "status": status_code, "detail": detail}
    return JsonResponse(body, status=status_code, content_type=PROBLEM)


def problem_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn every refusal into problem+json; absent and secret things give the same answer."""
    if isinstance(exc, Http404):
        exc = Absent("没有找到要看的内容，或者它不对您开放。")
    if isinstance(exc, DomainError):
        return problem(
            status_code=exc.status, title=exc.title, detail=exc.detail, kind=f"/problems/{exc.type}", errors=exc.errors
        )
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    response = exception_handler(exc, context)
    if response is None:
        return None
    answer = _from_framework(exc, response)
    for header in ("WWW-Authenticate", "Retry-After", "Allow"):
        if header in response:
            answer[header] = response[header]
    return answer


def _from_framework(exc: Exception, response: Response) -> Response:
    titles = {
        status.HTTP_400_BAD_REQUEST: "填写的内容需要修改",
        status.HTTP_401_UNAUTHORIZED: "需要登录",
        status.HTTP_403_FORBIDDEN: "没有权限",
        status.HTTP_405_METHOD_NOT_ALLOWED: "不支持这种请求方式",
        status.HTTP_415_UNSUPPORTED_MEDIA_TYPE: "不支持这种内容格式",
        status.HTTP_429_TOO_MANY_REQUESTS: "操作太频繁",
    }
    errors = flatten(exc.detail) if isinstance(exc, exceptions.ValidationError) else None
    title = titles.get(response.status_code, "请求没有完成")
    detail = (
        str(exc.detail) if isinstance(exc, exceptions.APIException) and errors is None else "请按提示修改后重新提交。"
    )
    return problem(status_code=response.status_code, title=title, detail=detail, errors=errors)


def flatten(detail: Any, prefix: str = "") -> dict[str, list[str]]:
    """Flatten nested validation errors to `{"rows.3.amount": [texts]}`."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for key, value in detail.items():
            found |= flatten(value, f"{prefix}.{key}" if prefix else str(key))
        return found
    if isinstance(detail, list) and any(isinstance(part, dict | list) for part in detail):
        return flatten(dict(enumerate(detail)), prefix)
    texts = detail if isinstance(detail, list) else [detail]
    return {prefix or "detail": [str(text) for text in texts]}
