"""Become the person of a step, without a password: in the demo only, where every person is made up."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest

from sanshu.accounts.second_factor import mark_passed
from sanshu.core.models import Region, User
from sanshu.core.roles import Role
from sanshu.demo.load.province import worlds
from sanshu.demo.load.residents import VILLAGER, resident
from sanshu.demo.load.staff import staff_at
from sanshu.demo.stories import Who
from sanshu.pages.demo.found import Found, fill


def become(request: HttpRequest, who: Who, found: Found) -> str:
    """Sign in as somebody of the demo (or out, as a visitor) and say who that is; 404 anywhere but in the demo."""
    if not settings.DEMO:
        raise Http404
    if who.role is None:
        logout(request)
        return ""
    region = who.region if who.region > 0 else int(fill("{late_village}", found))
    user = _person(who.role, region)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if user.kind == User.Kind.STAFF:
        mark_passed(request, user)
    return Region.objects.get(pk=region).name


def _person(role: Role, region: int) -> User:
    return resident(worlds()[region], VILLAGER) if role is Role.RESIDENT else staff_at(role, region)
