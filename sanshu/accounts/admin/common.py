"""What all pages behind the admin's door share: who is here, the frame of a page, and moving on with a word of what was done."""

from typing import Any

from django.contrib import admin, messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from sanshu.core.errors import DomainError, NotAllowed
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import ranges_for


def person(request: HttpRequest) -> User:
    """Give the member of staff who is here; the site's door has let them in."""
    if not isinstance(request.user, User):
        raise NotAllowed("请先登录。")
    return request.user


def looker(request: HttpRequest) -> User:
    """Give the administrator who is here; absent for everyone else, whether there is anything or not."""
    user = person(request)
    if not ranges_for(user, Act.SEE_STAFF):
        raise Http404
    return user


def framed(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str | Promise, status: int = 200
) -> HttpResponse:
    """Render a page in the admin's frame."""
    return render(request, template, {**admin.site.each_context(request), "title": title, **context}, status=status)


def done(request: HttpRequest, text: str | Promise, to: str = "admin:index", **kwargs: Any) -> HttpResponse:
    """Say what was done and go on to the next page."""
    messages.success(request, str(text))
    return HttpResponseRedirect(reverse(to, kwargs=kwargs))


def told(error: DomainError) -> list[str]:
    """List what a refusal says: each place, or the whole."""
    return [text for texts in error.errors.values() for text in texts] or [error.detail]


def complain(form: Form, error: DomainError) -> None:
    """Put a refusal beside the fields it names, or on top of the form."""
    for name, texts in (error.errors or {"": [error.detail]}).items():
        form.add_error(name if name in form.fields else None, list(texts))
