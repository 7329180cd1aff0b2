"""What the work pages share: who is here, the frame of a page, and moving on with a word of what was done."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from sanshu.core.errors import DomainError, NotAllowed
from sanshu.core.models import User


def person(request: HttpRequest) -> User:
    """Give the member of staff who is here; the site's door has let them in."""
    if not isinstance(request.user, User):
        raise NotAllowed("请先登录。")
    return request.user


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str | Promise, status: int = 200
) -> HttpResponse:
    """Render a work page in the admin's frame."""
    frame = {**admin.site.each_context(request), "title": title, **context}
    return render(request, f"publicity/work/{template}.html", frame, status=status)


def done(request: HttpRequest, text: str | Promise, to: str = "admin:index", **kwargs: Any) -> HttpResponse:
    """Say what was done and go on to the next page."""
    messages.success(request, str(text))
    return HttpResponseRedirect(reverse(to, kwargs=kwargs))


def told(error: DomainError) -> list[str]:
    """List what a refusal says: each place, or the whole."""
    return [text for texts in error.errors.values() for text in texts] or [error.detail]


def version_of(request: HttpRequest) -> int:
    """Read which version of a draft the person saw; 0 for nonsense, which matches none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 - fits an integer
