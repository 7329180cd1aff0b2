"""The door of a resident's own pages: visitors sign in first, staff are told that these are not theirs."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanshu.core.errors import NotAllowed
from sanshu.core.models import User

Page = Callable[..., HttpResponse]


def for_residents(page: Page) -> Page:
    """Hand a page the resident who is signed in; nothing of it is kept by the browser."""

    @wraps(page)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return redirect_to_login(request.path, reverse("phone_sign_in"))
        if user.kind != User.Kind.RESIDENT:
            raise NotAllowed(_("这一页是居民自己的。请退出工作账号，用自己的手机号登录。"))
        return page(request, user, *args, **kwargs)

    return never_cache(door)
