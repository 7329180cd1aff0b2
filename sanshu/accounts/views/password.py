"""Change a password. Residents have none: they sign in by a code to their phone."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sanshu.core.errors import NotAllowed
from sanshu.core.models import User


@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Let staff change their password; tell a resident that there is none to change."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required; tells the type checker
    if user.kind == User.Kind.RESIDENT:
        raise NotAllowed(_("居民账号没有密码，用手机验证码登录，不用改。"))
    response: HttpResponse = allauth_views.password_change(request)
    return response
