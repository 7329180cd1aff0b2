"""The door of the desk: staff by their posts, villages to their briefs, strangers to the sign-in page."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from sanshu.core.errors import NotAllowed
from sanshu.core.models import User
from sanshu.core.queries.scope import roles_of
from sanshu.core.roles import Role

Page = Callable[..., HttpResponse]


def for_roles(roles: frozenset[Role]) -> Callable[[Page], Page]:
    """Open a page to holders of one of the roles today; a stranger signs in first, anybody else is refused."""

    def wrap(page: Page) -> Page:
        @wraps(page)
        def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path(), login_url="account_login")
            if not roles_of(user) & roles:
                raise NotAllowed("您没有办理这里事务的岗位，或岗位已到期。如有疑问请联系安全管理员。")
            return page(request, user, *args, **kwargs)

        return never_cache(door)

    return wrap
